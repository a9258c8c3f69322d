"""What the public sees: a function of the releases and of nothing else.

Read in this order: `models` (the projections), `items` (what is public and why it is believed),
`follow` (how releases reach the projections), `pages` (address to what is shown), `render`
(words to HTML), `store` (rendered files), `front` (the process that answers from them), `feeds`,
`find` (the search page), `records` (what the search engine is told).

Projections decide only which releases are shown and in which order. Every word comes from a
release that `ledger.verify` has just believed. This package knows nothing of Wagtail, of the page
types or of the review desk.
"""
