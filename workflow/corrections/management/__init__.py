"""Commands of the corrections."""
