"""Drafts from another system: `line` (what a line says), `body` (HTML to blocks), `files`, `drafts`."""
