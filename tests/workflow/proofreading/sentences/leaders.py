"""A unit's own office-holders and words."""

from datetime import date

from workflow.proofreading import Context, Holder, Lists

UNIT = Lists(
    holders=(
        Holder("林致远", "市长", 1, date(2023, 1, 1)),
        Holder("郑平", "市长", 1, date(2018, 1, 1), date(2022, 12, 31)),
        Holder("周敏", "副市长", 2, date(2021, 6, 1)),
        Holder("吴建国", "市政府秘书长", 3),
    ),
    words=(("汐云市", "云汐市", "error"), ("大云汐", "", "hint")),
)
NOW = Context(published=date(2025, 1, 10), unit=UNIT)
THEN = Context(published=date(2020, 1, 10), unit=UNIT)

FOUND = {
    "LEADER_NAME": [
        ("市长⟦林志远⟧主持会议。", "林致远", NOW),
        ("副市长⟦周闵⟧参加。", "周敏", NOW),
        ("市政府秘书长⟦吴健国⟧传达。", "吴建国", NOW),
        ("市长⟦林致元⟧讲话。", "林致远", NOW),
    ],
    "LEADER_FORMER": [
        ("⟦市长郑平⟧主持会议。", "", NOW),
        ("云汐市⟦市长郑平⟧调研。", "", NOW),
        ("⟦市长林致远⟧主持会议。", "", THEN),
        ("会上，⟦副市长周敏⟧讲话。", "", THEN),
    ],
    "LEADER_ORDER": [
        ("⟦周敏、林致远⟧出席。", "林致远、周敏", NOW),
        ("⟦吴建国、周敏⟧参加。", "周敏、吴建国", NOW),
        ("⟦林致远、吴建国、周敏⟧出席。", "林致远、周敏、吴建国", NOW),
        ("出席的有⟦周敏、林致远、吴建国⟧。", "林致远、周敏、吴建国", NOW),
    ],
    "LEADER_TITLE": [
        ("⟦林致远市长⟧主持会议。", "市长林致远", NOW),
        ("⟦周敏市长⟧参加。", "市长周敏", NOW),
        ("会上⟦林致远市长⟧讲话。", "市长林致远", NOW),
        ("请⟦周敏市长⟧批示。", "市长周敏", NOW),
    ],
    "UNIT_WORD": [
        ("⟦汐云市⟧发布通告。", "云汐市", NOW),
        ("建设⟦大云汐⟧。", "", NOW),
        ("欢迎来到⟦汐云市⟧。", "云汐市", NOW),
        ("⟦大云汐⟧文旅", "", NOW),
    ],
}

ALONE = {
    "LEADER_NAME": [
        ("市长林致远主持会议。", NOW),
        ("副市长周敏参加。", NOW),
        ("市长热线12345", NOW),
        ("市长林志远主持会议。", Context()),
    ],
    "LEADER_FORMER": [
        ("时任市长郑平主持会议。", NOW),
        ("原市长郑平", NOW),
        ("市长郑平主持会议。", THEN),
        ("市长林致远主持会议。", NOW),
    ],
    "LEADER_ORDER": [
        ("林致远、周敏出席。", NOW),
        ("周敏、王明出席。", NOW),
        ("周敏、林致远出席。", Context()),
        ("周敏主持，林致远讲话。", NOW),
    ],
    "LEADER_TITLE": [
        ("市长林致远", NOW),
        ("市长助理林致远", NOW),
        ("林致远市长", Context()),
        ("林致远同志", NOW),
    ],
    "UNIT_WORD": [
        ("云汐市发布通告。", NOW),
        ("汐云市发布通告。", Context()),
        ("大云", NOW),
        ("汐云山", NOW),
    ],
}
