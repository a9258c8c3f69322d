"""Word documents become drafts.

Read `admission` (which files are looked into at all), `converter` with `anatomy` and `numbering`
(a process of its own: a document in, plain HTML and what cannot be kept out), `reading` (starts
it), `structure` (HTML to our blocks), `guesses` (title, number, date, headings, shown to the
author), `report` (what could not be kept, in sentences), `uploads` (between the two screens),
`drafts` (the blocks become a revision), `views`.
"""
