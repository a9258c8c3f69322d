"""Page types, one a file: `home`, `section`, `article`, `frame`."""
