"""The diagram is current, each sentence stands once and is Chinese on screen."""

import ast
import re
from collections import Counter
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.utils import translation

from tests.workflow.by_hand import ZHOU, appointed, passed, signer, signing
from workflow import refusals
from workflow.names import DUTIES, STAGES, STATES, VERBS
from workflow.roles import Duty
from workflow.rules.signing import may_pass
from workflow.states import Stage, State
from workflow.transitions import Verb

FOLDER = Path(refusals.__file__).parent
CATALOGUE = FOLDER / "locale/zh_Hans/LC_MESSAGES/django.po"
OURS = [path for path in FOLDER.rglob("*.py") if "desk" not in path.parts]


def sentences() -> list[str]:
    """Give every text that is marked for translation, in all modules but the desk's."""
    found = []
    for path in OURS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
                found.append(ast.literal_eval(node.args[0]))
    return found


def test_the_diagram_is_made_from_the_table() -> None:
    call_command("workflow_diagram", check=True, stdout=StringIO())


def test_each_sentence_of_a_refusal_stands_once() -> None:
    counts = Counter(text for text in sentences() if text.endswith("."))
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_sentence_is_translated_with_the_same_places() -> None:
    with translation.override("zh-hans"):
        for text in sentences():
            shown = translation.gettext(text)
            # Some only put names side by side.
            wordless = not re.search("[A-Za-z]", re.sub(r"%\(\w+\)[sd]|{\w+}", "", text))
            assert wordless or re.search("[一-鿿]", shown), text
            assert set(re.findall(r"{\w+}", shown)) == set(re.findall(r"{\w+}", text)), text


def test_no_word_is_missing_from_the_names() -> None:
    assert set(DUTIES) == set(Duty)
    assert set(STAGES) == set(Stage)
    assert set(STATES) == set(State)
    assert set(VERBS) == set(Verb)


def test_a_refusal_speaks_the_language_of_who_reads_it() -> None:
    second = signer(ZHOU, appointed(Duty.SECOND))
    facts = signing(
        signer=second,
        stage=Stage.SECOND,
        state=State.SECOND_REVIEW,
        signed=(passed(Stage.FIRST, ZHOU),),
    )
    [refusal] = may_pass(facts)
    with translation.override("zh-hans"):
        assert str(refusal) == "周正在本轮已签署初审；一人只签一个环节。"
    with translation.override("en"):
        assert "one person signs one stage" in str(refusal)


def test_nothing_says_that_something_failed_without_saying_why() -> None:
    words = "|".join(("无" + "权限", "操作" + "失败", "success" + "fully"))
    for path in [*OURS, CATALOGUE]:
        assert not re.search(words, path.read_text(encoding="utf-8")), path
