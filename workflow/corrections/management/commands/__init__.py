"""`scan_published`."""
