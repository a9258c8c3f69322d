"""What a file is that cannot be published: a sentence."""


class Unfit(ValueError):
    """A file that cannot be published; the text is the sentence."""
