"""Every kind of page the public can come to, in 云汐: what accessibility and weight are tried on.

python -m tests.portal.showcase                    makes it in SANSHEN_DATA, to be served
python -m tests.portal.showcase --pictures FOLDER  with pictures (``*.webp``, ``*.png``) of it
python -m tests.portal.showcase --answers FOLDER   and writes down every answer
"""

import io
import json
import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    sys.path.insert(1, str(Path(__file__).resolve().parents[2] / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    django.setup()

from django.core.management import call_command
from PIL import Image, ImageDraw

from ledger.formats import v1
from tests import evidence
from tests.evidence import uid
from tests.portal.caller import Caller
from tests.portal.town import (
    FRAME_DETAILS,
    NEWS,
    POLICY,
    Town,
    article,
    home,
    section,
)

TOPICS, DEPARTMENTS = uid("section:topics"), uid("section:departments")
TEA, RIVER, RENEWAL = uid("tea"), uid("river"), uid("renewal")
LONG = "汐江三桥正式通车 东西两岸通勤缩短至九分钟"
DOCUMENT = (
    "云汐市人民政府办公室关于印发《云汐市城区内河水环境保护三年行动方案（2026—2028年）》的通知"
)
WITHDRAWN = "关于汐江轮渡夏季航班时刻的公告"
HEADLINES = (
    "市政府常务会议研究秋冬水利建设和困难群众温暖过冬工作",
    "“一件事”集成办理增至五十二项 新生儿出生一次办好八件事",
    "青岭县两千亩低产茶园完成改造 秋茶今日开采",
    "全市中小学“躺睡”午休实现全覆盖",
    "城区十七条内河水质连续六个月稳定达到Ⅲ类",
    "既有住宅加装电梯突破六百台 楼上楼下一起议成",
    "汐江港内贸集装箱航线增至九条",
    "第三届云汐乡土戏剧周将于国庆期间举行",
)
DEPARTMENT_NEWS = (
    ("市水务局", "城东片区供水管网检漏完成 漏损率降至百分之八"),
    ("市教育局", "二十所中小学操场周末向居民开放"),
    ("市医疗保障局", "异地就医直接结算定点机构新增三十六家"),
    ("市交通运输局", "中秋国庆水陆客运加开班次安排公布"),
)
EVENTS = {
    "出生": ("新生儿落户", "出生医学证明", "生育津贴申领"),
    "入学": ("义务教育报名", "转学办理", "助学资助"),
    "就业": ("失业登记", "培训补贴", "档案转递"),
    "成家": ("婚姻登记预约", "免费婚前检查", "生育登记"),
    "安居": ("不动产登记", "公积金提取", "公租房申请"),
    "就医": ("医保参保缴费", "异地就医备案", "门诊慢特病"),
    "养老": ("待遇资格认证", "高龄津贴", "居家适老改造"),
    "创业": ("企业开办", "经营许可", "惠企补贴"),
}
_ASSET = re.compile(r"/assets/[0-9a-f]{64}\.webp")
Draw = Callable[[str], bytes]


def drawn(name: str) -> bytes:
    """Draw a plain landscape; each name gives another one."""
    shade = int(uid(name)[:4], 16) % 60
    image = Image.new("RGB", (960, 540), (200 + shade // 2, 222, 224))
    pen = ImageDraw.Draw(image)
    pen.ellipse((700, 60 + shade, 800, 160 + shade), fill=(216, 138, 106))
    pen.polygon(
        ((0, 540), (0, 380), (420, 250 + shade), (960, 430), (960, 540)), fill=(42, 108, 126)
    )
    out = io.BytesIO()
    image.save(out, "WEBP")
    return out.getvalue()


def folder_of(place: Path) -> Draw:
    """Take the pictures of a folder, in turn, by their names."""

    def draw(name: str) -> bytes:
        for suffix in ("webp", "png"):
            if (file := place / f"{name}.{suffix}").exists():
                return file.read_bytes()
        return drawn(name)

    return draw


class Showcase:
    """The whole site, and the addresses of what is in it."""

    def __init__(self, draw: Draw = drawn) -> None:
        """Release everything; `draw` gives the bytes of a picture by its name."""
        self.draw = draw
        self.town = Town()
        self.addresses: dict[str, str] = {}
        self._build()

    def picture(self, name: str, alt: str = "") -> dict[str, Any]:
        """Store a picture and give it as a content names it."""
        return evidence.asset(
            self.draw(name), f"{name}.webp", media_type="image/webp", alt=alt or name
        )

    def _build(self) -> None:
        bridge = self._article(
            LONG,
            _body("article"),
            picture="lead-bridge",
            summary="三桥全长2.38公里，首次在汐江上设置全天候步行与骑行通道。",
            correction="表中K7路首班时间误写为6:10，应为5:50。",
            topics=(RENEWAL,),
            details={
                "series": "三桥纪事",
                "reprint": True,
                "source_address": "https://www.example.gov.cn/a.html",
            },
        )
        drawings = ("", "", "tea-hills", "", "wetland", "street-bus", "", "")
        summary = "会议要求，抓住枯水期施工窗口，月底前完成水毁堤段修复。"
        news = [
            self._article(title, picture=picture, summary=summary)
            for title, picture in zip(HEADLINES, drawings, strict=True)
        ]
        departments = [
            self._article(title, lineage=(DEPARTMENTS,), details={"department": name},
                          address=f"/departments/202611/{100_300 + n}.html")
            for n, (name, title) in enumerate(DEPARTMENT_NEWS)
        ]  # fmt: skip
        explained = self._article(
            "为什么从“清河”转向“养河”：三年行动方案的四个变化", picture="library"
        )
        tea = [
            self._article(title, picture=picture, topics=(TEA,), summary=(
                "等高种植留住了水土，生草护坡省下了除草剂，共享工坊让鲜叶在两小时内下锅。"))
            for title, picture in (
                ("一垄茶，怎样多卖三成", "tea-hills"), ("最后一段机耕路通车 货车开到茶垄边", ""),
                ("茶树越夏：一份写给新茶园的养护日历", ""),
                ("改造资金使用情况公示（2024—2026年）", ""),
                ("共享工坊：鲜叶两小时内下锅", "library"), ("茶埠老街：茶从这里装船", "old-town"),
                ("山下的水清了，白鹭回来了", "wetland"), ("村里来了土壤博士", ""),
            )
        ]  # fmt: skip
        plain = [article(f"汐江水位每日播报第{n}期") for n in range(1, 26)]
        policies = self._policies(explained)
        topics = self._topics(tea)
        withdrawn = article(WITHDRAWN)
        self.town.release(
            self._frame(), self._home(bridge), *self._sections(), *topics, *plain, withdrawn,
            *tea, explained, *departments, *policies, *reversed(news), bridge,
        )  # fmt: skip
        self.town.withdraw(withdrawn.page)
        self.addresses = {
            "home": "/", "section": "/news/", "archive": "/news/list-1.html",
            "documents": "/policy/", "article": bridge.address, "plain": news[3].address,
            "policy": policies[0].address, "void": policies[1].address, "topic": "/topics/tea/",
            "topic-plain": "/topics/river/", "topics": "/topics/",
            "check": f"/check/{bridge.page}/", "gone": withdrawn.address,
            "check-gone": f"/check/{withdrawn.page}/",
            "missing": "/nothing/", "search": "/search/", "found": "/search/?q=%E4%B8%89%E6%A1%A5",
            "nothing": "/search/?q=%E9%BA%92%E9%BA%9F",
            "narrowed": f"/search/?q=%E4%B8%89%E6%A1%A5&section={NEWS}",
            "documents-found": "/search/?kind=policy", "meant": "/search/?q=%E4%B8%89%E4%B9%94",
        }  # fmt: skip

    def _article(self, title: str, body: str = "", picture: str = "", **changes: Any) -> v1.Content:
        assets: list[dict[str, Any]] = list(changes.pop("assets", ()))
        if picture:
            entry = self.picture(picture, "江上的桥与岸边的山")
            assets.insert(0, entry)
            body = body or (
                f'<figure class="image"><img src="{_address(entry)}" alt="江上的桥与岸边的山" '
                'width="960" height="540"><figcaption>市融媒体中心供图</figcaption></figure>'
            )
        details = {
            "byline": "采访一组", "source": "市融媒体中心", "source_address": "", "department": "",
            "document_number": "", "written_on": "", "series": "", "reprint": False,
            **changes.pop("details", {}),
        }  # fmt: skip
        body = body.replace("PICTURE", _address(assets[0]) if assets else "")
        text = f"{title}。汐江三桥。"
        made = article(
            title, body_html=body or f"<p>{title}。</p>", text=text, details=details,
            assets=tuple({each["digest"]: each for each in assets}.values()), **changes,
        )  # fmt: skip
        self.addresses[title] = made.address
        return made

    def _policies(self, explained: v1.Content) -> list[v1.Content]:
        rows = (
            (DOCUMENT, "云政办发〔2026〕27号", "valid", "有效期至2028年12月31日"),
            ("云汐市城市轮渡管理暂行办法", "云政发〔2019〕8号", "repealed",
             "已由云政发〔2026〕16号废止"),
            ("关于加快县域充电基础设施建设的实施意见", "云政发〔2026〕18号", "valid", ""),
            ("云汐市历史文化街区保护管理办法", "云汐市人民政府令第41号", "amended",
             "2026年8月修改"),
        )  # fmt: skip
        return [
            evidence.content(
                title, kind="policy", lineage=(POLICY,), body_html=_body("policy"), text=title,
                address=f"/policy/202611/{100_200 + n}.html",
                details={
                    "document_number": number, "index_number": f"0000000001/2026-0012{n}",
                    "issuing_body": "云汐市人民政府办公室", "document_kind": "通知",
                    "subject": "城乡建设、环境保护", "written_on": "2026-09-11",
                    "effective_on": "2026-10-01", "validity": validity, "validity_note": note,
                    "department": "市水务局", "byline": "", "source": "", "source_address": "",
                    "series": "", "reprint": False,
                    "interpretations": [explained.page] if n == 0 else [],
                },
            )
            for n, (title, number, validity, note) in enumerate(rows)
        ]  # fmt: skip

    def _topics(self, tea: list[v1.Content]) -> list[v1.Content]:
        banner = self.picture("topic-banner", "层层茶垄上，三个戴斗笠的人")
        uids = [item.page for item in tea]
        rows: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
            ("tea", "茶山里的共富路", "forest",
             "三年时间，青岭县改造低产茶园两千亩，这里记录政策、账本。", {
                 "banner": {"address": _address(banner), "alt": str(banner["alt"]),
                            "width": 1920, "height": 576},
                 "groups": [{"heading": "现场", "items": uids[:3]},
                            {"heading": "政策与账本", "items": uids[3:4]},
                            {"heading": "图片", "items": uids[4:7]}],
                 "archived_on": "2026-08-31"}),
            ("river", "守江安澜", "vermilion", "2026年防汛备汛：水情、避险与重建", {}),
            ("renewal", "城市更新进行时", "teal", "六十八个小区，看得见的改造进度", {}),
        )  # fmt: skip
        return [
            evidence.content(
                name, kind="topic", address=f"/topics/{name}/", title=title, lineage=(TOPICS,),
                summary=words, body_html="<p>茶园改造三年，账本都在这里。</p>" if more else "",
                text=words, assets=(banner,) if more else (),
                details={
                    "slug": name, "description": words, "keywords": title, "parent": TOPICS,
                    "order": 0, "colour": colour, "banner": None, "groups": [], "archived_on": "",
                    **more,
                },
            )
            for name, title, colour, words, more in rows
        ]  # fmt: skip

    def _frame(self) -> v1.Content:
        water = self.picture("psa-water", "水滴里映着江、桥与古塔，水面漾开涟漪")
        menu = (("首页", "/"), ("要闻动态", "/news/"), ("政策文件", "/policy/"),
                ("部门动态", "/departments/"), ("专题", "/topics/"), ("视频", "/news/video/"),
                ("要闻", "/news/top/"))  # fmt: skip
        details = {
            **FRAME_DETAILS, "banner": None,
            "menu": [{"title": title, "address": address} for title, address in menu],
            "notices": [{"text": "公积金业务系统11月28日22时至次日6时停机维护。",
                         "address": "/news/", "from": "", "until": "2099-01-01T00:00:00.000000Z"}],
            "advertisements": [{"address": _address(water), "alt": str(water["alt"]), "width": 1280,
                                "height": 720, "target": "", "title": "一滴水里，有一条江"}],
            "links": [{"title": "无障碍声明", "address": "/accessibility/"}],
            "link_groups": [
                {"heading": "上级政府", "links": [
                    {"title": "中国政府网", "address": "https://www.gov.cn/"},
                    {"title": "云江省人民政府", "address": "https://www.example.gov.cn/"}]},
                {"heading": "县（区）政府", "links": [
                    {"title": "临江区", "address": "https://linjiang.example.gov.cn/"},
                    {"title": "青岭县", "address": "https://qingling.example.gov.cn/"}]}],
        }  # fmt: skip
        return evidence.content(
            "frame", kind="frame", address="", title="站点框架", lineage=(), details=details,
            body_html="<p>云汐市人民政府</p>", text="云汐市人民政府", assets=(water,),
        )  # fmt: skip

    def _home(self, lead: v1.Content) -> v1.Content:
        entries = [
            {"word": word, "links": [{"title": each, "address": "/search/"} for each in links]}
            for word, links in EVENTS.items()
        ]
        return home(
            {"type": "lead", "page": lead.page},
            {"type": "section_list", "section": NEWS, "heading": "要闻", "count": 8},
            {"type": "events", "heading": "办事服务", "entries": entries},
            {"type": "section_list", "section": POLICY, "heading": "", "count": 4},
            {"type": "section_list", "section": NEWS, "heading": "通知公告", "count": 5},
            {"type": "topics", "heading": "专题", "topics": [TEA, RIVER, RENEWAL]},
            {"type": "section_list", "section": DEPARTMENTS, "heading": "", "count": 6},
        )

    def _sections(self) -> list[v1.Content]:
        return [
            section("news", "新闻", "/news/"),
            section("news/top", "要闻", "/news/top/", lineage=(NEWS,)),
            section("news/video", "视频新闻", "/news/video/", lineage=(NEWS,)),
            section("policy", "政策文件", "/policy/", details={"order": 1}),
            section("departments", "部门动态", "/departments/", details={"order": 2}),
            section("topics", "专题", "/topics/", details={"order": 3}),
        ]


def _body(name: str) -> str:
    return (Path(__file__).parent / "bodies" / f"{name}.html").read_text(encoding="utf-8").strip()


def _address(entry: dict[str, Any]) -> str:
    return f"/assets/{str(entry['digest']).removeprefix('sha256:')}.webp"


#: What scripts ask for: suggestions for 三桥.
DATA = ("/search/suggest?q=%E4%B8%89%E6%A1%A5",)


def write_answers(pages: dict[str, str], folder: Path) -> None:
    """Ask for every page and picture, and keep what was answered: bodies, and `index.json`."""
    call, replies = Caller(), {}
    asked = [*pages.values(), *DATA]
    for address in asked:
        reply = call(address, Host="127.0.0.1")
        asked += [found for found in _ASSET.findall(reply.text) if found not in asked]
        name = f"{len(replies)}.body"
        (folder / name).write_bytes(reply.body)
        replies[address] = {"status": reply.status, "headers": reply.headers, "file": name}
    written = json.dumps({"pages": pages, "replies": replies})
    (folder / "index.json").write_text(written, encoding="utf-8")


def main() -> None:
    """Make the showcase where the environment says."""
    parser = ArgumentParser(description="Release every kind of page the public can come to.")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--answers", type=Path)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    made = Showcase(folder_of(given.pictures) if given.pictures else drawn)
    call_command("drain_outbox", stdout=io.StringIO())
    if given.answers:
        write_answers(made.addresses, given.answers)
    for name, address in made.addresses.items():
        print(name, address)  # noqa: T201


if __name__ == "__main__":
    main()
