"""The texts of the demo, one section a file. All of them are made up."""
