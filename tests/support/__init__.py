"""What several kinds of test stand on: a small city (`town`), and its people at work (`acting`)."""
