"""Every leaf of a content document is visible on the desk."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import escape

from tests.desk.conftest import SignedIn
from tests.scenes import Office

ASSET = {
    "digest": "sha256:" + "5" * 64,
    "size": 31948,
    "media_type": "application/pdf",
    "name": "参保登记表.pdf",
    "alt": "登记表样张",
    "use": "attachment",
}
FIELDS: dict[str, Any] = {
    "summary": '摘要<甲>与"乙"',
    "sections": ("11111111-1111-4111-8111-111111111111",),
    "topics": ("22222222-2222-4222-8222-222222222222",),
    "details": {
        "byline": "本报记者",
        "order": 7,
        "urgent": True,
        "blocks": [{"type": "lead", "page": "33333333-3333-4333-8333-333333333333"}],
        "unnamed_here": "没有名字的字段也要显示",
    },
    "body_html": '<p>见<a href="https://example.test/x">附件</a></p>',
    "text": "见附件",
    "assets": (ASSET,),
    "links": ("/a/b/202611/1.html",),
    "live_from": "2027-01-02T03:04:05.000000Z",
    "live_until": "2027-02-02T03:04:05.000000Z",
    "pinned_until": "2027-01-09T03:04:05.000000Z",
    "correction": "更正一处日期",
}


def scalars(value: Any) -> Iterator[str]:
    """Walk a document independently of the code under test."""
    if isinstance(value, dict):
        for item in value.values():
            yield from scalars(item)
    elif isinstance(value, list):
        for item in value:
            yield from scalars(item)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif value not in (None, ""):
        yield str(value)


def test_every_leaf_of_every_page_of_a_bundle_is_on_the_fields_tab(
    office: Office, signed_in: SignedIn
) -> None:
    """The walk is over the document, so a new field cannot be forgotten."""
    pages = [office.page("第一页", **FIELDS), office.page("第二页", summary="另一摘要")]
    submission = office.submit(*pages)
    client = signed_in("zhou")
    for position, item in enumerate(submission.items.order_by("position"), start=1):
        content = next(p.content for p in pages if p.content.digest == item.content)
        address = f"/admin/desk/{submission.uid}/?view=fields&page={position}"
        shown = client.get(address).content.decode()
        for leaf in scalars(content.document()):
            assert escape(leaf) in shown, leaf


def test_empty_leaves_are_said_to_be_empty(office: Office, signed_in: SignedIn) -> None:
    """An empty schedule is a fact too."""
    submission = office.submit(office.page())
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/?view=fields").content.decode()
    for key in ("live_from", "live_until", "assets", "correction", "topics"):
        assert f'data-leaf="{key}"' in shown
