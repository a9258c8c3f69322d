"""Formats of what is signed. One module a version; a module that has landed is never edited."""
