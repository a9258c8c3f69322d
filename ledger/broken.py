"""What is raised when something stored is not what it must be."""


class Broken(Exception):
    """Something in the ledger does not verify. The message is a sentence for people."""

    @property
    def sentence(self) -> str:
        """The sentence that says what is broken."""
        return str(self)
