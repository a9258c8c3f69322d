"""What reviewers decide.

Read in this order: `states`, `roles`, `transitions`, `rules` (pure), `machine`, `models`,
`queries`, `appointments`, `commands`, then `desk`.
"""
