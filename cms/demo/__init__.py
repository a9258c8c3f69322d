"""A fictional city for trying things out: 云汐市. Its people, offices and figures do not exist.

Read `item` (how a text is written down), `texts/` (the texts, one section a file), `people`,
`tree` (home, frame, sections), `journey` (how far each item goes), `files` (pictures and files).
"""
