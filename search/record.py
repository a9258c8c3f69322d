"""What an engine is given of one released item."""

from dataclasses import dataclass
from datetime import date as day
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
        topics: Uids of the topics that list it.
        date: Moment of its first release, with a time zone.
        document_number: 发文字号, such as `汐政办发〔2023〕7号`, may be empty.
        source: Where it was taken from, may be empty.
        department: Department answering for it, may be empty.
        attachments: File names of the attachments.
        attachment_text: What was read in the attachments, one after another, may be empty.
        media: `video` when it has one, `attachment` when it has files.
        document_kind: Kind of a policy document, such as 通知, may be empty.
        issuing_body: Who issued it, may be empty.
        subject: Its subject, may be empty.
        validity: Whether it holds: `valid`, `amended`, `expired`, `repealed`, or empty.
        written_on: Day on which it was written, or None.
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
    topics: tuple[str, ...] = ()
    attachment_text: str = ""
    media: tuple[str, ...] = ()
    document_kind: str = ""
    issuing_body: str = ""
    subject: str = ""
    validity: str = ""
    written_on: day | None = None

    def __post_init__(self) -> None:
        """Refuse what no index could order."""
        if not self.uid:
            raise ValueError("A search record needs the uid of its item.")
        for name in ("date", "live_from", "live_until"):
            moment = getattr(self, name)
            if moment is not None and moment.utcoffset() is None:
                raise ValueError(f"{name} of {self.uid} carries no time zone.")
