"""`docs/formats.md` names every format, every field and every tag."""

from dataclasses import fields
from pathlib import Path

import pytest

from ledger.formats import v1
from ledger.tags import TAGS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", v1.Document.__subclasses__())
def test_every_format_and_field_is_written_down(kind: type[v1.Document]) -> None:
    assert f"`{kind.FORMAT}`" in TEXT
    for item in fields(kind):
        assert f"`{item.name}`" in TEXT, item.name


@pytest.mark.parametrize("purpose", v1.PURPOSES)
def test_every_purpose_is_written_down(purpose: str) -> None:
    assert f"`{purpose}`" in TEXT


@pytest.mark.parametrize("tag", sorted(TAGS))
def test_every_tag_is_written_down_with_its_meaning(tag: str) -> None:
    assert f"| `{tag}` | {TAGS[tag]} |" in TEXT
