"""`python -m tests.faults.search_series SEED TIMES`: die between a release and its index, and look.

Each time a child dies at a step: one of five anywhere in a release, the others after its commit, on
the way of its outbox row into the index, one after another at what the one before left. After five
the next process applies what waits, and every item that is public must be found, in its newest
release, and nothing else.
"""

import logging
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

#: Deaths after which somebody looks; the first is that of a whole release.
_A_ROUND = 5


def main(seed: int, times: int) -> None:
    """Run the series, saying each moment."""
    sys.path.insert(1, str(Path(__file__).resolve().parents[2] / "site"))
    django.setup()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    call_command("migrate", verbosity=0)
    # Models can be imported once Django is set up.
    from tests.faults.found import Found  # noqa: PLC0415
    from tests.faults.killing import Ended, Moment, run  # noqa: PLC0415

    chance, town = random.Random(seed), Found()
    killed = 0

    def measured(work: Callable[[], Any]) -> Ended:
        ended = run(work, Moment())
        town.look()
        return ended

    release = measured(town.released_and_applied("measured"))
    town.only_release("applied")
    drain = measured(town.applied)
    print(f"a release has {release.steps} steps, a drain {drain.steps}", flush=True)
    for number in range(times):
        name, whole = f"r{number}", number % _A_ROUND == 0
        if not whole and town.nothing_waits():
            town.only_release(name)
        steps = release.steps if whole else drain.steps
        moment = Moment(step=chance.randint(1, steps))
        ended = run(town.released_and_applied(name) if whole else town.applied, moment)
        killed += ended.killed
        state = "killed" if ended.killed else "finished"
        print(f"{name}: {moment} of {steps}: {state}", flush=True)
        if number % _A_ROUND == _A_ROUND - 1:
            town.look()
    town.look()
    town.look_closely()
    print(f"{killed} of {times} killed", flush=True)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
