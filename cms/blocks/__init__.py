"""What a body is made of, one family a file: `text`, `media`, `table`, `attachment`; `body` is all."""
