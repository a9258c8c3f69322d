"""The parts of docs/ that are written from the code, so that they cannot disagree with it.

A part stands between `<!-- begin NAME -->` and `<!-- end NAME -->`; `make docs` writes it again.
"""

from collections.abc import Callable
from typing import Any

from config.schedule import DAY, TASKS, Task
from config.settings.environment import PREFIX, Environment
from ledger.tags import DETAILS, RESERVED, TAGS
from workflow.proofreading.register import FAMILIES


def settings_table() -> str:
    """Return every variable with its default and what to write."""
    rows = ["| variable | default | write |", "|---|---|---|"]
    for name, field in Environment.model_fields.items():
        secret = "SecretStr" in str(field.annotation)
        default = "" if secret else _written(field.default)
        rows.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def scheduled_tasks() -> str:
    """Return every task that runs by itself, and how often."""
    rows = ["| command | when | what it does |", "|---|---|---|"]
    rows += [f"| `{task.command}` | {_when(task)} | {task.what} |" for task in TASKS]
    return "\n".join(rows)


def covering_tags() -> str:
    """Return every tag with when it is written and what it covers."""
    rows = ["| tag | when, and what it covers |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{tag}` | {text} |" for tag, text in TAGS.items())])


def audit_tags() -> str:
    """Return every tag of the audit log: when it is written, what it says, how long it is kept."""
    rows = [
        "| tag | when, and what it covers | what its detail holds | kept |",
        "|---|---|---|---|",
    ]
    for tag, text in TAGS.items():
        why = f" (not written: {RESERVED[tag]})" if tag in RESERVED else ""
        rows.append(f"| `{tag}` | {text}{why} | {DETAILS.get(tag, '')} | for ever |")
    return "\n".join(rows)


def proofreading_rules() -> str:
    """Return every rule of proofreading, family by family."""
    lines = []
    for name, family in FAMILIES:
        lines += [f"\n### {name}\n", "| code | what | weight | basis | wrong | right |"]
        lines.append("|---|---|---|---|---|---|")
        for rule in family.RULES:
            cells = (rule.title, rule.severity, rule.basis, rule.wrong, rule.right)
            text = " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells)
            lines.append(f"| `{rule.code}` | {text} |")
    return "\n".join(lines).lstrip("\n") + "\n"


# Which document has which parts.
GENERATED: dict[str, dict[str, Callable[[], str]]] = {
    "docs/settings.md": {"settings": settings_table},
    "docs/audit.md": {"tags": audit_tags},
    "docs/formats.md": {"covers": covering_tags},
    "docs/operations.md": {"schedule": scheduled_tasks},
    "docs/proofreading.md": {"rules": proofreading_rules},
}


def filled(document: str, text: str) -> str:
    """Return the text of a document with its generated parts as the code has them now."""
    for name, write in GENERATED[document].items():
        before, begin, rest = text.partition(f"<!-- begin {name} -->\n")
        _, end, after = rest.partition(f"<!-- end {name} -->")
        if not (begin and end):
            raise LookupError(f"{document} has no part named {name}")
        text = f"{before}{begin}{write()}\n{end}{after}"
    return text


def _when(task: Task) -> str:
    if task.at is not None:
        days = "day" if task.every == DAY else f"{task.every.days} days"
        return f"every {days} at {task.at:%H:%M}"
    minutes = int(task.every.total_seconds() // 60)
    if minutes == 1:
        return "every minute"
    return f"every {minutes} minutes" if minutes % 60 else f"every {minutes // 60} hours"


def _written(value: Any) -> str:
    """Return a default as somebody would type it."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return f"`{value}`" if value != "" else ""
