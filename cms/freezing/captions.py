"""Captions of a video: WebVTT, read strictly, because the words in it are public words."""

import html
import re

import webvtt
from django.utils.translation import gettext_lazy as _
from webvtt.errors import MalformedCaptionError, MalformedFileError

from cms.freezing import characters
from cms.freezing.unfit import Unfit

MOST_BYTES = 1024 * 1024

NOT_CAPTIONS = _(
    "“%(name)s” is not a file of captions. Save the captions as WebVTT (.vtt), in UTF-8."
)
BROKEN_CUE = _("“%(name)s”: a caption's times or words cannot be read near “%(near)s”.")
ENDS_FIRST = _("“%(name)s”: the caption “%(near)s” ends before it begins.")
NO_WORDS = _("“%(name)s” holds no captions.")
STYLES = _("“%(name)s” holds styles of its own. Delete the parts that begin with STYLE.")
NOTES = _(
    "“%(name)s” holds notes that no viewer sees, and everybody can read in the file. Delete the "
    "parts that begin with NOTE."
)
HIDDEN = _("“%(name)s” holds an invisible character: %(character)s. Delete it.")
_NEAR = 40
# WebVTT 4.1, a comment block: NOTE at the beginning of a block. In a caption it is a word.
_NOTE = re.compile(r"(?:\A[^\n]*\n|\n\n)NOTE(?:[ \t\n]|\Z)")


def read(data: bytes, name: str) -> list[str]:
    """Give the words of each caption.

    Raises:
        Unfit: when the file is not WebVTT in UTF-8, or holds what nobody would see.
    """
    if len(data) > MOST_BYTES or not data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise Unfit(NOT_CAPTIONS % {"name": name})
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        parsed = webvtt.from_string(text, strict=True)
    except MalformedCaptionError as error:
        near = str(error).partition("[")[2][:_NEAR] or str(error)[:_NEAR]
        raise Unfit(BROKEN_CUE % {"name": name, "near": near}) from error
    except (UnicodeDecodeError, MalformedFileError) as error:
        raise Unfit(NOT_CAPTIONS % {"name": name}) from error
    for _position, character in characters.hidden(text):
        raise Unfit(HIDDEN % {"name": name, "character": characters.name(character)})
    if _NOTE.search(text):
        raise Unfit(NOTES % {"name": name})
    if parsed.styles:
        raise Unfit(STYLES % {"name": name})
    words = []
    for caption in parsed.captions:
        said = " ".join(html.unescape(caption.text).split())
        if caption.end_time <= caption.start_time:
            raise Unfit(ENDS_FIRST % {"name": name, "near": said[:_NEAR]})
        if said:
            words.append(said)
    if not words:
        raise Unfit(NO_WORDS % {"name": name})
    return words
