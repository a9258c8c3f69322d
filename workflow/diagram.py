"""Draws the table of transitions: a Mermaid state diagram, and the table itself."""

from workflow.states import State
from workflow.transitions import TABLE

BEGIN = "<!-- diagram: made from workflow/transitions.py -->"
END = "<!-- /diagram -->"


def diagram() -> str:
    """Give the diagram and the table as Markdown."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> drafting"]
    notes = []
    for row in TABLE:
        # An arrow from every state would hide the others.
        if set(row.sources) == set(State):
            notes.append(f"    note left of {row.target}: {row.verb} ({row.duty}) from any state")
        else:
            lines += [f"    {s} --> {row.target}: {row.verb} ({row.duty})" for s in row.sources]
    lines += [*notes, "```", "", "| verb | from | to | who |", "|---|---|---|---|"]
    for row in TABLE:
        any_state = set(row.sources) == set(State)
        sources = "any" if any_state else ", ".join(row.sources)
        lines.append(f"| {row.verb} | {sources} | {row.target} | {row.duty} |")
    return "\n".join(lines)


def placed(page: str) -> str:
    """Give a page with the diagram between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{diagram()}\n\n{END}{after}"
