"""What a body is made of, a family a file: `text`, `media`, `table`, `attachment`, then `body`."""
