"""How people sign in, prove that they are there, and stop."""
