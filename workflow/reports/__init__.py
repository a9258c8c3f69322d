"""Papers for the file: the review sheet (审稿单) of a submission, and many of them at once.

Read `sheet` (what stands on it), `pdf` (how it becomes one), `batch` (the sheets of a period), then
`views`. A sheet is a legal form in Chinese, whatever language its reader has chosen; the screens
around it are translated. It is printed from what was signed and proves nothing by itself: its codes
lead back to the ledger.
"""
