"""The drafter's side: where a draft stands, what is missing, and the ways to mend it.

Read `passages` (the texts a person can change, and where each stands in the editor), `places`
(from a finding, problem or quoted passage to its field), `look` (one draft, frozen and read),
`standing` (whose turn it is, what happened), `mending` (changes made for the drafter), `views`.
"""
