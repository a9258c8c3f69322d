"""What nobody may put their name to: words that hold what cannot be seen."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, refusal

#: Unicode categories of what is stored but not seen; a new line and a tab are seen.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
SEEN = frozenset("\n\t")


def unseen_characters(text: str) -> Refusal | None:
    """What is signed is what people can read: no control, format or unassigned characters."""
    found = {c for c in text if c not in SEEN and unicodedata.category(c) in UNSEEN}
    if not found:
        return None
    return refusal(
        "unseen_characters",
        _("The words hold characters that cannot be seen ({characters}). Take them out."),
        characters=", ".join(f"U+{ord(c):04X}" for c in sorted(found)),
    )
