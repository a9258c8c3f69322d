"""Text and properties of files that are published, each with its place in the file.

`extract` opens bytes in a process of its own (`ledger.opening`), `kept` does it for an asset and
keeps what came of it, `texts` gives what was kept. What is kept can always be made again
(`manage.py rebuild_extracts`); it is never evidence.
"""

from ledger.extracts.keeping import kept, missing, texts
from ledger.extracts.process import Extract, Part, extract, is_read

__all__ = ["Extract", "Part", "extract", "is_read", "kept", "missing", "texts"]
