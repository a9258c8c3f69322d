"""What was read out of an asset is kept, made again, and goes with the file."""

import pytest
from django.core.management import call_command

from ledger import assets, bodies, erasures, extracts
from ledger.models import AssetExtract
from tests.evidence import WU, ZHOU
from tests.ledger.extracts import files

pytestmark = pytest.mark.usefixtures("committed")


def stored() -> str:
    return assets.store(files.word(["附件里的话"]), files.DOCX, "方案.docx").digest


def test_nothing_is_known_of_a_file_that_nobody_opened() -> None:
    assert extracts.texts(stored()) is None


def test_a_file_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = stored()
    first = extracts.kept(digest)
    monkeypatch.setattr(assets, "open", None)
    assert extracts.kept(digest) == extracts.texts(digest) == first
    assert first.parts[0].text == "附件里的话"


def test_the_command_opens_what_was_not_opened(capsys: pytest.CaptureFixture[str]) -> None:
    digest = stored()
    assets.store(b"WEBVTT\n", "text/vtt", "字幕.vtt")
    call_command("rebuild_extracts")
    assert extracts.texts(digest) is not None
    assert list(extracts.missing()) == []


def test_the_text_of_an_erased_file_goes_with_it() -> None:
    digest = stored()
    extracts.kept(digest)
    erasures.order(digest, legal_basis="个人信息保护法第四十七条", ordered_by=ZHOU, confirmed_by=WU)
    assert not AssetExtract.objects.exists()
    with pytest.raises(bodies.Erased):
        extracts.kept(digest)
