"""What becomes of a finding in the next round: fixed, unchanged, new."""

from ledger.formats import v1
from workflow.proofreading.following import FIXED, NEW, UNCHANGED, Past, follow, sentence, words

PAGE = "article"


def finding(text: str, excerpt: str, code: str = "TYPO", place: str = "text") -> v1.Finding:
    start = text.index(excerpt)
    return v1.Finding(
        PAGE, code, "error", place, start, start + len(excerpt), excerpt, "有误。", ""
    )


def past(text: str, excerpt: str, said: str = "kept", place: str = "text") -> Past[str]:
    return Past(finding(text, excerpt, place=place), text, said)


def states(before: list[Past[str]], text: str, *excerpts: str) -> list[str]:
    now = words({"text": text}, [finding(text, excerpt) for excerpt in excerpts])
    return [each.state for each in follow(before, now)]


def test_a_sentence_that_did_not_change_offers_what_was_said_of_it() -> None:
    before = past("第一句。市攻府开会。", "攻府", "false_alarm")
    text = "新写的第一句很长。市攻府开会。"
    [followed] = follow([before], words({"text": text}, [finding(text, "攻府")]))
    assert followed.state == UNCHANGED
    assert followed.before is not None
    assert followed.before.disposition == "false_alarm"


def test_a_sentence_that_changed_is_asked_about_again() -> None:
    assert states([past("市攻府开会。", "攻府")], "市攻府今天开会。", "攻府") == [NEW, FIXED]


def test_what_was_mended_is_fixed() -> None:
    assert states([past("市攻府开会。", "攻府")], "市政府开会。") == [FIXED]


def test_a_sentence_that_moved_to_another_paragraph_is_unchanged() -> None:
    assert states([past("市攻府开会。\n末段。", "攻府")], "末段。\n市攻府开会。", "攻府") == [
        UNCHANGED
    ]


def test_another_mistake_in_the_same_sentence_is_new_and_leaves_the_old_one_alone() -> None:
    text = "市攻府布署工作。"
    assert states([past(text, "攻府")], text, "攻府", "布署") == [UNCHANGED, NEW]


def test_the_same_sentence_twice_is_two_findings_and_only_one_was_answered() -> None:
    text = "市攻府开会。市攻府开会。"
    second = v1.Finding(PAGE, "TYPO", "error", "text", 7, 9, "攻府", "有误。", "")
    now = words({"text": text}, [finding(text, "攻府"), second])
    assert [each.state for each in follow([past("市攻府开会。", "攻府")], now)] == [UNCHANGED, NEW]


def test_a_finding_about_a_field_lasts_until_the_field_changes() -> None:
    empty = v1.Finding(PAGE, "SOURCE_MISSING", "error", "details.source", 0, 0, "", "缺来源。", "")
    before = Past(empty, "", "kept")
    assert follow([before], words({}, [empty]))[0].state == UNCHANGED
    assert follow([before], words({"details.source": "云汐日报"}, [empty]))[0].state == NEW


def test_a_file_that_moved_up_in_the_list_keeps_its_answer() -> None:
    before = past("攻府.pdf", "攻府", place="assets.1.name")
    now = words({"assets.0.name": "攻府.pdf"}, [finding("攻府.pdf", "攻府", place="assets.0.name")])
    assert [each.state for each in follow([before], now)] == [UNCHANGED]


def test_a_sentence_ends_at_its_mark_and_is_not_longer_than_a_screen() -> None:
    assert sentence("甲。乙丙丁！戊。", 3, 4) == "乙丙丁！"
    assert len(sentence("字" * 5000, 2000, 2001)) == 801
