"""`python -m tests.faults.series SEED STEPS TIMES`: build a town, then die, look, again and again.

STEPS deaths at a counted step and TIMES by the clock, chosen by SEED over one round of work. Each
death leaves an item somewhere on its way. What must hold is checked, then somebody brings the item
to its end and what must hold is checked again at the end of the series.
"""

import logging
import random
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(seed: int, by_step: int, by_clock: int) -> None:
    """Run the series, saying each moment."""
    sys.path.insert(1, str(Path(__file__).resolve().parents[2] / "site"))
    django.setup()
    # Models can be imported once Django is set up.
    from tests.faults.deaths import die_and_look  # noqa: PLC0415

    # What is gone or not there yet is asked for on purpose.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    call_command("migrate", verbosity=0)
    die_and_look(random.Random(seed), by_step, by_clock)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]))
