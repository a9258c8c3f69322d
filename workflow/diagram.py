"""Draws the table of transitions: a Mermaid state diagram, and the table itself."""

from workflow.states import State
from workflow.transitions import TABLE, Transition

BEGIN = "<!-- diagram: made from workflow/transitions.py -->"
END = "<!-- /diagram -->"


def diagram() -> str:
    """Give the diagram and the table as Markdown."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> drafting"]
    notes = []
    for row in TABLE:
        # An arrow from every state would hide the others.
        if set(row.sources) == set(State):
            notes.append(f"    note left of {row.target}: {row.verb} ({_who(row)}) from any state")
        else:
            lines += [f"    {s} --> {row.target}: {row.verb} ({_who(row)})" for s in row.sources]
    lines += [*notes, "```", "", "| verb | from | to | who |", "|---|---|---|---|"]
    for row in TABLE:
        any_state = set(row.sources) == set(State)
        sources = "any" if any_state else ", ".join(row.sources)
        lines.append(f"| {row.verb} | {sources} | {row.target} | {_who(row)} |")
    return "\n".join(lines)


def _who(row: Transition) -> str:
    return ", ".join(row.duties)


def placed(page: str) -> str:
    """Give a page with the diagram between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{diagram()}\n\n{END}{after}"
