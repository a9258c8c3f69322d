"""What an engine is given of one released item."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One released item as the index sees it.

    Attributes:
        uid: Public identity of the item, the same in all its releases.
        sequence: Number of the release it was made from; of two records the higher one holds.
        kind: Type of the content, such as `article`.
        address: Path on the public site.
        title: Title as released.
        body: Plain text as released.
        summary: Summary as released, may be empty.
        sections: Uids of the sections it stands in, from the top one to its own.
        date: Moment of its first release, with a time zone.
        document_number: 发文字号, such as `汐政办发〔2023〕7号`, may be empty.
        source: Where it was taken from, may be empty.
        department: Department answering for it, may be empty.
        attachments: File names of the attachments.
        live_from: First moment at which it may be found, with a time zone.
        live_until: First moment at which it may no longer be found; None for no end.

    Raises:
        ValueError: A moment carries no time zone, or the uid is empty.
    """

    uid: str
    sequence: int
    kind: str
    address: str
    title: str
    body: str
    summary: str
    sections: tuple[str, ...]
    date: datetime
    document_number: str
    source: str
    department: str
    attachments: tuple[str, ...]
    live_from: datetime
    live_until: datetime | None

    def __post_init__(self) -> None:
        """Refuse what no index could order."""
        if not self.uid:
            raise ValueError("A search record needs the uid of its item.")
        for name in ("date", "live_from", "live_until"):
            moment = getattr(self, name)
            if moment is not None and moment.utcoffset() is None:
                raise ValueError(f"{name} of {self.uid} carries no time zone.")
