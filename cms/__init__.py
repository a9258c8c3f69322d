"""What editors write, and how it becomes exactly what reviewers sign.

Read `base` (what every page has), `pages/` and `blocks/` (what can be written), `freeze` with
`freezing/` (how a draft becomes a `Content` document), `contributions` (who put a hand to it),
`preview`, and `admin/` (all our overrides of Wagtail's own screens).
"""
