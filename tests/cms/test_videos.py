"""A video that is none gets a sentence; captions are words and are read as words."""

import contextlib
import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.freezing import captions, videos
from cms.freezing.kinds import recognise
from cms.freezing.unfit import Unfit
from tests.support.videos import CAPTIONS, box, mp4, track

FIRST = box(b"ftyp", b"isom", bytes(4), b"isom")


def look(data: bytes) -> videos.Video:
    """Look at a file."""
    return videos.read(io.BytesIO(data), "clip.mp4")


@pytest.mark.parametrize("last", [True, False])
def test_a_video_says_how_large_its_picture_is(last: bool) -> None:
    assert look(mp4(last=last)) == videos.Video(640, 360)


def test_a_video_filmed_upright_is_upright() -> None:
    assert look(mp4(turned=True)) == videos.Video(360, 640)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "不是 MP4 视频"),
        (b"<html></html>", "已损坏"),
        (b"\x1aE\xdf\xa3" + bytes(100), "已损坏"),
        (b"GIF89a" + bytes(100), "已损坏"),
        (box(b"moov", bytes(8)), "不是 MP4 视频"),
        (FIRST, "没有上传完整"),
        (FIRST + box(b"mdat", bytes(8)), "没有上传完整"),
        (mp4()[:-20], "没有上传完整"),
        (mp4(last=True)[:-20], "没有上传完整"),
        (FIRST + box(b"moov", bytes(3)) + box(b"mdat"), "已损坏"),
        (FIRST + box(b"moov") + box(b"mdat"), "没有画面"),
        (FIRST + box(b"moov", track(b"soun", b"mp4a")) + box(b"mdat"), "没有画面"),
        (mp4(size=(0, 0)), "没有画面"),
        (mp4(coding=b"hvc1"), "编码是 hvc1"),
        (mp4(coding=b"av01"), "编码是 av01"),
        (mp4(coding=b"encv"), "编码是 encv"),
        (mp4(sound=b"ac-3"), "编码是 ac-3"),
        (FIRST + (1 << 31).to_bytes(4, "big") + b"moov", "没有上传完整"),
        (FIRST + (1).to_bytes(4, "big") + b"moov" + bytes(8), "已损坏"),
        (FIRST + box(b"free") * 3000 + mp4(), "已损坏"),
    ],
)
def test_a_video_that_is_none_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Unfit, match=sentence):
        look(data)


def test_a_video_with_another_name_says_which_it_is() -> None:
    with pytest.raises(Unfit, match=r"扩展名是 \.pdf"):
        recognise(mp4(), "clip.pdf")
    assert recognise(mp4(), "clip.mp4").media_type == "video/mp4"


def test_boxes_in_boxes_without_end_are_refused_in_time() -> None:
    deep = b""
    for _level in range(5000):
        deep = box(b"trak", deep)
    begun = time.perf_counter()
    with pytest.raises(Unfit):
        look(FIRST + box(b"moov", deep, box(b"trak", *[box(b"free")] * 5000)) + box(b"mdat"))
    assert time.perf_counter() - begun < 1


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_damage_to_a_video_is_more_than_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(mp4())
    for _change in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Unfit):
        look(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


# ── Captions ────────────────────────────────────────────────────────────────
def test_captions_are_read_as_words() -> None:
    assert captions.read(CAPTIONS, "clip.vtt") == [
        "汐湾大桥今天通车。",
        "全长两千米，双向六车道 & 人行道。",
    ]
    assert recognise(CAPTIONS, "clip.vtt").media_type == "text/vtt"


def cue(words: str, times: str = "00:00.000 --> 00:01.000") -> bytes:
    """Write captions with one cue."""
    return f"WEBVTT\n\n{times}\n{words}\n".encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"1\n00:00:00,000 --> 00:00:01,000\nSRT\n", "不是字幕文件"),
        ("WEBVTT\n\n".encode("utf-16"), "不是字幕文件"),
        (cue("桥").replace("桥".encode(), "桥".encode("gbk")), "不是字幕文件"),
        (b"WEBVTT\n\n", "没有字幕"),
        (cue(" "), "没有字幕"),
        (cue("桥", "00:00.000 -> 00:01.000"), "没有字幕"),
        (cue("桥", "0:0.0 --> 00:01.000"), "读不出来"),
        (cue("桥", "00:02.000 --> 00:01.000"), "不晚于开始时间"),
        (cue("桥\u202e通车"), "RIGHT-TO-LEFT"),
        (cue("桥\u200b"), "ZERO WIDTH SPACE"),
        (b"WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:00.000 --> 00:01.000\nx\n", "自带样式"),
        (b"WEBVTT\n\nNOTE not public yet\n\n00:00.000 --> 00:01.000\nx\n", "注释"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\nNOTE\nnot public yet\n", "注释"),
        (b"WEBVTT" + b" " * 2_000_000, "不是字幕文件"),
    ],
)
def test_captions_that_nobody_could_check_are_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Unfit, match=sentence):
        captions.read(data, "clip.vtt")


def test_a_caption_may_begin_with_the_word_note() -> None:
    data = (
        b"WEBVTT\n\n00:00.000 --> 00:01.000\nNOTE the date\n\n2\n00:02.000 --> 00:03.000\nNOTES\n"
    )
    assert captions.read(data, "clip.vtt") == ["NOTE the date", "NOTES"]
