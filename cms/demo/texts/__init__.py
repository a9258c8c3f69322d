"""The texts of the demo, one section a file. All of them are made up."""

from cms.demo.texts import (
    budgets,
    consultations,
    daily_life,
    departments,
    explained,
    features,
    guides,
    institution,
    leaders,
    news,
    notices,
    office_policies,
    policies,
    townships,
)

# The section of each file, by its slug.
SECTIONS = (
    ("news", news), ("news", features), ("notices", notices), ("policies", policies),
    ("policies", office_policies), ("explained", explained), ("departments", departments),
    ("townships", townships), ("services", guides), ("services", daily_life),
    ("institution", institution), ("leaders", leaders), ("budgets", budgets),
    ("consultations", consultations),
)  # fmt: skip
