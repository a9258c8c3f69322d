"""Word documents, written by python-docx as people write them, and as enemies do."""
