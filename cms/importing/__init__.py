"""Drafts of another system: `line` (what one says), `body` (HTML to blocks), `files`, `drafts`."""
