"""What the kinds of pages are called."""

from workflow.names import KINDS


def kind_name(kind: str) -> str:
    """Name a kind of page; one that nobody named here keeps its own name."""
    return str(KINDS.get(kind, kind))
