"""The desk's screens, as the people of `tests.scenes` use them."""
