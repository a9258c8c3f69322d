"""Draws both sides of what words alone do not show: addresses, pictures, files, attributes."""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ledger.canonical import short_code
from workflow.desk.comparing.entries import Note
from workflow.desk.comparing.summary import ATTRIBUTES
from workflow.desk.drawing import ASSET, code, picture, together

Assets = Mapping[str, Mapping[str, Any]]
"""The files of both versions by the hexadecimal digits of their digests."""


def note_of(note: Note, assets: Assets) -> SafeString:
    """Draw what a note says, without its number."""
    if note.code == "picture":
        return _pictures(note, assets)
    if note.code in {"attachment", "media"} and (
        ASSET.fullmatch(note.old) or ASSET.fullmatch(note.new)
    ):
        return files_of(note.words, _asset(note.old, assets), _asset(note.new, assets))
    if note.code in {"link", "anchor", "attachment"}:
        return _addresses(note)
    if note.code == "alt":
        return format_html(
            '<div class="dk-alt">{}<p class="dk-att__d"><b>{}</b> {}{}</p></div>',
            picture(note.words, ""),
            _named(note),
            code("del", note.old),
            code("ins", note.new),
        )
    if note.code == "sizes":
        return format_html(
            '<details class="dk-sizes"><summary>{}</summary>{}{}</details>',
            _("Sizes and renditions of the picture changed"),
            code("del", note.old),
            code("ins", note.new),
        )
    if note.words == "again" and note.code == "parents":
        return format_html('<p class="dk-att__d">{}</p>', _("likewise"))
    return format_html(
        '<p class="dk-att__d"><b>{}</b> {}{}</p>',
        _named(note),
        code("del", note.old),
        code("ins", note.new),
    )


def _named(note: Note) -> str:
    names = {
        "tag": _("Kind of paragraph changed:"),
        "parents": _("Stands inside other elements:"),
        "begins": _("Lists, tables or quotes begin elsewhere:"),
        "attribute": _("Attribute changed:"),
        "span": _("Merged cells changed:"),
        "elements": _("Elements begin or end elsewhere:"),
        "emphasis": _("Emphasis changed:"),
        "alt": _("Alternative text:"),
        "object": _("Media changed:"),
        "media": _("Media changed:"),
        "inventory": _("The comparison does not account for:"),
        "source": _(
            "The sources differ in spacing or spelling only; the Fields tab shows the source."
        ),
        "unreadable": _(
            "One version cannot be read as HTML to its end, so the source is compared line by line."
        ),
    }
    name = names.get(note.code, note.code)
    if note.code in {"attribute", "span"}:
        return f"{name} {ATTRIBUTES.get(note.words, note.words)}"
    return name


def _addresses(note: Note) -> SafeString:
    """Old and new address, one above the other."""
    rows = (
        (_("Old address"), "del", note.old),
        (_("New address"), "ins", note.new),
    )
    return format_html(
        '<dl class="dk-url">{}</dl>',
        format_html_join(
            "",
            "<div><dt>{}</dt><dd>{}</dd></div>",
            ((name, code(tag, text) or _("no link")) for name, tag, text in rows),
        ),
    )


def _pictures(note: Note, assets: Assets) -> SafeString:
    """The picture before and after, side by side."""
    sides = (
        ("dk-pics__old", pgettext("picture", "－ before"), note.old),
        ("dk-pics__new", pgettext("picture", "＋ after"), note.new),
    )
    return format_html(
        '<div class="dk-pics">{}</div>',
        format_html_join(
            "",
            '<figure class="{}">{}<figcaption>{} {}</figcaption></figure>',
            (
                (
                    style,
                    (picture(source, note.words) or format_html("<code>{}</code>", source))
                    if source
                    else format_html(
                        '<p class="dk-pics__none">{}</p>', pgettext("picture", "none")
                    ),
                    name,
                    _described(source, assets),
                )
                for style, name, source in sides
            ),
        ),
    )


def _described(source: str, assets: Assets) -> str:
    asset = _asset(source, assets)
    if not asset:
        return ""
    return f"{asset['name']} {filesizeformat(asset['size'])}"


def _asset(source: str, assets: Assets) -> Mapping[str, Any] | None:
    found = ASSET.fullmatch(source)
    if found is None:
        return None
    unknown = {"digest": f"sha256:{found[2]}", "size": 0, "media_type": "", "name": found[1]}
    return {**assets.get(found[2], unknown), "address": found[1]}


def files_of(
    words: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> SafeString:
    """A file before and after: name, kind, size, digest."""
    head = (
        pgettext("file", "Version"),
        _("File name"),
        pgettext("file", "Size"),
        _("Digest"),
    )
    rows = [
        (pgettext("file", "－ before"), old),
        (pgettext("file", "＋ after"), new),
    ]
    return format_html(
        '<table class="dk-doc__tb dk-files"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        words,
        format_html_join("", '<th scope="col">{}</th>', ((each,) for each in head)),
        together(_file(name, file) for name, file in rows),
    )


def _file(name: str, file: Mapping[str, Any] | None) -> SafeString:
    if file is None:
        return format_html(
            '<tr><th scope="row">{}</th><td colspan="3">{}</td></tr>',
            name,
            pgettext("file", "none"),
        )
    shown = escape(file["name"])
    if file.get("address"):
        address = reverse("sanshen_asset", args=[file["address"]])
        shown = format_html(
            '<a href="{}" target="_blank" rel="noopener">{}</a>', address, file["name"]
        )
    return format_html(
        '<tr><th scope="row">{}</th><td>{}<br><small>{}</small></td>'
        "<td>{}<br><small>{} B</small></td><td><code>{}</code></td></tr>",
        name,
        shown,
        file["media_type"].rpartition("/")[2].rpartition(".")[2],
        filesizeformat(file["size"]),
        file["size"],
        short_code(file["digest"]),
    )
