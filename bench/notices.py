"""Clean notices of a fictional city, and one error of a family put into each: for measuring.

Where a mistake is a slip in words that stand in the notice, the words are changed; where it is a
kind of statement, a sentence with it is added. `random` decides everything, so a seed repeats it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from workflow.proofreading import Holder, Lists, kept
from workflow.proofreading.confusable import confused

UNIT = Lists(
    holders=(
        Holder("林致远", "市长", 1), Holder("周敏", "副市长", 2), Holder("郑岚", "秘书长", 3),
    )
)  # fmt: skip
_HEADS = (
    "各县（区）人民政府，市政府各部门，各直属单位：",
    "为进一步做好今冬明春有关工作，经市政府同意，现将有关事项通知如下：",
    "根据《中华人民共和国突发事件应对法》等法律法规，结合我市实际，现就有关事项公告如下。",
)
_PARTS = (
    "一、提高思想认识。各地各部门要坚持以人民为中心的发展思想，统筹发展和安全，压实各方责任，确保各项措施落到实处。",
    "二、明确重点任务。对辖区内的学校、医院、养老机构、商场等人员密集场所逐一排查，建立台账，限期整改。",
    "三、加强值班值守。严格执行领导干部带班制度，遇有突发情况第一时间报告，不得迟报、漏报、瞒报。",
    "四、做好宣传引导。通过广播、电视、政务新媒体等渠道普及安全知识，及时回应群众关切。",
    "五、强化督促检查。市政府办公室会同有关部门适时开展督查，对落实不力的单位予以通报。",
    "全市粮食产量达到42.6万吨，比上年增长3.2%；城镇新增就业1.8万人，完成年度目标的104.5%。",
    "市长林致远主持召开会议，副市长周敏通报有关情况，秘书长郑岚就下一步工作作出安排。",
    "全市深入实施创新驱动发展战略，优化营商环境，推进“放管服”改革，为企业和群众办事提供便利。",
    "各单位要坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，加快构建新发展格局，着力推动高质量发展。",
    "申请人可以登录市政务服务网（https://www.yunxi.gov.cn）提交材料，也可以到市民中心一楼综合窗口办理。",
    "本通知自印发之日起施行，有效期五年。",
)  # fmt: skip


def clean(rng: Random, length: int = 800) -> str:
    """Write a notice in which nothing is wrong."""
    day = date(2025, 1, 1) + timedelta(days=rng.randrange(300))
    lines = [rng.choice(_HEADS)]
    parts = list(_PARTS)
    rng.shuffle(parts)
    while sum(map(len, lines)) < length:
        if not parts:
            parts = list(_PARTS)
            rng.shuffle(parts)
        lines.append(parts.pop())
    lines += ["云汐市人民政府办公室", f"{day.year}年{day.month}月{day.day}日"]
    return "\n".join(lines)


def _identity(rng: Random) -> str:
    digits = f"51{rng.randrange(1000, 9999)}{rng.randrange(1950, 2010)}{rng.randrange(1, 13):02d}"
    digits += f"{rng.randrange(1, 28):02d}{rng.randrange(0, 1000):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(one) * weight for one, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def _card(rng: Random) -> str:
    digits = "622202" + "".join(str(rng.randrange(10)) for _each in range(12))
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def _weekday(rng: Random) -> str:
    day = date(2025, 1, 1) + timedelta(days=rng.randrange(300))
    wrong = "一二三四五六日"[(day.weekday() + rng.randrange(1, 7)) % 7]
    return f"会议定于{day.year}年{day.month}月{day.day}日（星期{wrong}）召开。"


def _slip(rng: Random) -> str:
    """A near miss of a kept phrase: a character of the same sound or of like shape."""
    others = sorted({c for _sound, same in kept.rows("sounds", 2) for c in same})
    while True:
        phrase = rng.choice([row[0] for row in kept.rows("phrases", 2) if len(row[0]) > 3])
        place = rng.randrange(len(phrase))
        alike = [c for c in others if c != phrase[place] and confused(c, phrase[place])]
        if alike:
            made = phrase[:place] + rng.choice(alike) + phrase[place + 1 :]
            return f"各单位要认真落实{made}的要求。"


def _swapped(rng: Random) -> str:
    phrase = rng.choice([row[0] for row in kept.rows("phrases", 2) if len(row[0]) > 4])
    places = [at for at in range(len(phrase) - 1) if phrase[at] != phrase[at + 1]]
    at = rng.choice(places)
    return f"各单位要认真落实{phrase[:at]}{phrase[at + 1]}{phrase[at]}{phrase[at + 2 :]}的要求。"


def _missing(rng: Random) -> str:
    phrase = rng.choice([row[0] for row in kept.rows("phrases", 2) if len(row[0]) > 4])
    at = rng.randrange(1, len(phrase) - 1)
    return f"各单位要认真落实{phrase[:at]}{phrase[at + 1 :]}的要求。"


def _of_list(name: str, column: int = 0) -> Callable[[Random], str]:
    words = [row[column] for row in kept.rows(name)]
    return lambda rng: f"各单位要抓好{rng.choice(words)}工作。"


def _leader(rng: Random) -> str:
    post, wrong = rng.choice((("市长", "林志远"), ("副市长", "周民"), ("秘书长", "郑蓝")))
    return f"{post}{wrong}到现场检查。"


Injection = Callable[[Random], str]
ERRORS: dict[str, tuple[str, Injection]] = {
    "错别字（易错词表）": ("TYPO", _of_list("typos")),
    "固定提法：音近、形近": ("TYPO", _slip),
    "固定提法：颠倒": ("TYPO", _swapped),
    "固定提法：漏字": ("TYPO", _missing),
    "固定搭配": ("PHRASE_FIXED", lambda r: "统筹推进“五位一体”战略布局。"),
    "机构、会议名称": ("ORG_NAME", _of_list("wrong_names")),
    "机构名称里的“和”": (
        "ORG_AND_WORD",
        lambda r: f"由{r.choice(('住房与城乡建设局', '文化与旅游局', '工业与信息化局'))}负责。",
    ),
    "领导姓名": ("LEADER_NAME", _leader),
    "标点重复": ("PUNC_DUP", lambda r: f"请抓好落实{r.choice('。，；')}" + "。"),
    "不成对的标号": (
        "PUNC_UNPAIRED",
        lambda r: f"名单{r.choice(('（见附表', '“以下简称名单', '《目录'))}请查收。",
    ),
    "前后标号不一致": ("PUNC_MISMATCH", lambda r: "请执行《管理办法>的规定。"),
    "排版残留": ("WORD_RESIDUE", lambda r: "详见错误！未找到引用源。"),
    "乱码": ("MOJIBAKE", lambda r: "联系人锟斤拷锟斤拷请告知。"),
    "发文字号": (
        "DOCNO_",
        lambda r: r.choice(
            ("云政[2025]{n}号", "云政〔2025〕0{n}号", "云政〔2025〕第{n}号", "云政〔25〕{n}号")
        ).format(n=r.randrange(1, 10))
        + "文件同时废止。",
    ),
    "概数顿号": (
        "NUM_APPROX_DUNHAO",
        lambda r: f"每组{r.choice(('三、四', '五、六', '七、八'))}十人。",
    ),
    "汉字年份": ("NUM_YEAR_LING", lambda r: f"二零二{r.choice('三四五')}年以来。"),
    "千分撇": ("NUM_GROUPING", lambda r: f"补助1,{r.randrange(10, 99)},456元。"),
    "百分点": ("NUM_PP_DUP", lambda r: f"提高{r.randrange(2, 9)}%个百分点。"),
    "减少用倍数": ("NUM_DECREASE_TIMES", lambda r: f"事故起数下降{r.randrange(2, 5)}倍。"),
    "不存在的日期": (
        "DATE_INVALID",
        lambda r: f"请于2025年{r.choice(('2月30日', '4月31日', '6月31日', '13月1日'))}前报送。",
    ),
    "日期与星期": ("DATE_WEEKDAY", _weekday),
    "起止颠倒": (
        "DATE_RANGE_REVERSED",
        lambda r: f"公示期为2025年5月{r.randrange(15, 29)}日至2025年5月{r.randrange(2, 14)}日。",
    ),
    "不存在的时刻": ("TIME_INVALID", lambda r: f"3月5日2{r.randrange(5, 10)}:30停水。"),
    "时段与时刻": ("TIME_PERIOD", lambda r: f"上午1{r.randrange(4, 7)}:30开始。"),
    "身份证号": ("PII_IDCARD", lambda r: f"申请人身份证号{_identity(r)}。"),
    "手机号码": ("PII_MOBILE", lambda r: f"联系人电话13{r.randrange(10**8, 10**9)}。"),
    "银行卡号": ("PII_BANKCARD", lambda r: f"汇入账户{_card(r)}。"),
    "密级标志": (
        "SECRET_MARK",
        lambda r: f"{r.choice(('机密', '秘密', '绝密'))}★{r.randrange(1, 20)}年",
    ),
    "内部文件标注": ("INTERNAL_MARK", lambda r: r.choice(("内部资料　注意保存", "（内部使用）"))),
}  # fmt: skip
"""Families whose rules are errors: what they are called, what their codes begin with."""


def injected(text: str, rng: Random, sentence: str) -> tuple[str, int, int]:
    """Put a sentence on a line of its own between two lines; give where it stands then."""
    lines = text.split("\n")
    at = rng.randrange(1, len(lines) - 2)
    before = "\n".join(lines[:at]) + "\n"
    return (
        before + sentence + "\n" + "\n".join(lines[at:]),
        len(before),
        len(before) + len(sentence),
    )


def any_character(text: str, rng: Random) -> tuple[str, int, int]:
    """Change any character into one that sounds alike: what no list can foresee."""
    sounds = [same for _sound, same in kept.rows("sounds", 2)]
    while True:
        place = rng.randrange(len(text))
        groups = [same for same in sounds if text[place] in same and len(same) > 1]
        if groups:
            other = rng.choice([c for c in groups[0] if c != text[place]])
            return text[:place] + other + text[place + 1 :], place, place + 1
