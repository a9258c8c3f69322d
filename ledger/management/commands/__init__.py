"""Commands for the operator: verify, back up, restore, rotate."""
