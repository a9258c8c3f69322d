"""The series itself: a child dies at a moment, the next process looks and goes on."""

import random
import time

from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.faults import holds, work
from tests.faults.killing import Ended, Moment, run
from tests.support import building

# A round takes a step more or less each time, so the last ones may come after its end.
_MOST_THAT_FINISH = 0.1
# The first round is the slowest; later ones end sooner, and the clock must find them alive.
_CLOCK_REACHES = 0.6


def die_and_look(chance: random.Random, by_step: int, by_clock: int) -> None:
    """Build a town, measure a round of work, then let it die at moments chosen over its length."""
    section = SectionPage.objects.get(pk=building.build().notices)
    front = holds.start_again()
    work.finish(section, "measured", front)
    whole = _round(section, "whole", Moment())
    print(f"a round has {whole.steps} steps and takes {whole.seconds:.2f} s", flush=True)
    moments = [Moment(step=chance.randint(1, whole.steps)) for _ in range(by_step)]
    moments += [
        Moment(seconds=chance.uniform(0, _CLOCK_REACHES * whole.seconds)) for _ in range(by_clock)
    ]
    finished = 0
    for number, moment in enumerate(moments):
        name = f"r{number}"
        ended = _round(section, name, moment)
        finished += not ended.killed
        began = time.monotonic()
        left = _left(name)
        front = holds.check(ArticlePage.objects.filter(slug=name))
        work.finish(section, name, front)
        looked = time.monotonic() - began
        state = "killed" if ended.killed else "finished"
        print(f"{name}: {moment}: {state}, left {left}; looked {looked:.2f} s", flush=True)
    holds.check(ArticlePage.objects.filter(slug__startswith="r"))
    holds.check_projections()
    assert finished <= _MOST_THAT_FINISH * len(moments), f"{finished} of {len(moments)} finished"


def _round(section: SectionPage, name: str, moment: Moment) -> Ended:
    front = holds.start_again()
    return run(lambda: work.finish(section, name, front), moment)


def _left(name: str) -> str:
    page = ArticlePage.objects.filter(slug=name).first()
    if page is None:
        return "nothing"
    return f"{work.review_of(page).state}, {work.public_status(page).name.lower()}"
