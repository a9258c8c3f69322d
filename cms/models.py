"""Every page type, in one place where Django looks for models.

`mirror` is named so that its receiver is connected as soon as the models are there.
"""

from cms import mirror
from cms.importing.models import ImportedItem
from cms.pages.article import ArticlePage
from cms.pages.frame import SiteFramePage
from cms.pages.home import HomePage
from cms.pages.policy import PolicyPage
from cms.pages.section import SectionPage
from cms.pages.topic import TopicPage

__all__ = [
    "ArticlePage", "HomePage", "ImportedItem", "PolicyPage", "SectionPage", "SiteFramePage",
    "TopicPage", "mirror",
]  # fmt: skip
