"""The account page: who somebody is, the register of people says, and where their mail goes; how
they are told, they say on the page of notices. Wagtail's forms for both go."""

from wagtail.admin.views.account import NameEmailSettingsPanel, NotificationsSettingsPanel

GONE = (NameEmailSettingsPanel, NotificationsSettingsPanel)


def install() -> None:
    """Take the panels away. Their required fields would let nobody save the others."""
    for panel in GONE:
        panel.is_active = _never


def _never(panel: object) -> bool:
    return False
