"""What is public is read again when rules or lists changed; what is found becomes a task.

Read `models`, `reading` (one item: what is found in it that its reviewers did not see), `scan`
(all of them, in steps that can stop and go on), `closing` (by the corrected release, or by a named
person with a reason), `receivers`. Who may close: `workflow.rules.correcting`.
"""
