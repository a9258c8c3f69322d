"""Files opened for their text: what is found where, and what is not opened."""
