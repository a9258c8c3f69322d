"""The papers for the file."""
