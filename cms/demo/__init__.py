"""A fictional city for trying things out: 云汐市. Its people, offices and figures do not exist.

Read `item` (how a text is written down, and what happens to it), `texts/` (the texts, a section or
half a section a file), `people`, `tree` and `topics` (where the texts stand), `writing` and
`journey` (what drafters and reviewers do), `story` and `clock` (in which order, on which day),
`front` (what home and frame show at the end), `body`, `files` and `documents` (marks, pictures,
attachments).
"""
