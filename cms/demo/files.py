"""Pictures of the demo, drawn by us, and its attachments. Nothing is fetched.

`pictures/` holds each drawing as SVG, which is the source, and as WebP, which is uploaded: the
portal takes no SVG. A WebP is its SVG at its own size, photographed by a browser (quality 82).
The video has an HTML page as its source, which says how it was made; its captions are WebVTT.
"""

from functools import cache
from pathlib import Path
from typing import Any

from cms.demo import documents
from cms.importing import files

PICTURES = Path(__file__).parent / "pictures"
_NAMES = {
    "banner-business": "专题横幅：优化营商环境",
    "banner-elderly": "专题横幅：老年友好城市",
    "banner-river": "专题横幅：汐江生态修复",
    "bridge": "汐江三桥",
    "bridge-day": "鼓楼大桥与江滩",
    "egrets": "汐湾湿地的白鹭",
    "hall": "政务服务大厅",
    "harbour": "云汐港三号泊位",
    "library": "市图书馆",
    "lift": "加装电梯的老楼",
    "old-town": "茶埠老街",
    "portrait-a": "剪影画像（一）",
    "portrait-b": "剪影画像（二）",
    "psa-reading": "公益广告：全民阅读",
    "psa-water": "公益广告：节约用水",
    "river-day": "短片《汐江的一天》海报",
    "school": "东渚实验学校",
    "site-banner": "云汐江岸",
    "steps": "助餐补助三步",
    "street-bus": "书院路上的公交车",
    "tea-hills": "茶埠镇茶园",
    "wetland": "汐湾湿地公园",
}


@cache
def _drawing(name: str) -> bytes:
    return (PICTURES / f"{name}.webp").read_bytes()


def picture(name: str, user: Any) -> Any:
    """Give one of the drawings as a picture of the workspace."""
    return files.picture(_drawing(name), f"{name}.webp", _NAMES[name], user)


def video(name: str, title: str, user: Any) -> dict[str, Any]:
    """Give one of the drawn videos with its poster and its captions."""
    film, captions = (
        files.document((PICTURES / f"{name}.{kind}").read_bytes(), f"{name}.{kind}", label, user)
        for kind, label in (("mp4", title), ("vtt", f"{title}（字幕）"))
    )
    return {"video": film, "poster": picture(name, user), "captions": captions, "silent": False}


def document(kind: str, title: str, user: Any) -> Any:
    """Give a small file with a title and a few lines."""
    return files.document(documents.MAKERS[kind](title), f"{title}.{kind}", title, user)
