"""Draws the table of transitions: a Mermaid state diagram, and the table itself."""

from workflow.transitions import TABLE

BEGIN = "<!-- diagram: made from workflow/transitions.py -->"
END = "<!-- /diagram -->"


def diagram() -> str:
    """Give the diagram and the table as Markdown."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> drafting"]
    every = [row for row in TABLE if len(row.sources) > 3]
    for row in TABLE:
        if row not in every:
            lines += [f"    {s} --> {row.target}: {row.verb} ({row.duty})" for s in row.sources]
    for row in every:
        lines.append(
            f"    note right of {row.target}: {row.verb} ({row.duty}) leads here from any state"
        )
    lines += ["```", "", "| verb | from | to | who |", "|---|---|---|---|"]
    for row in TABLE:
        sources = ", ".join(row.sources)
        lines.append(f"| {row.verb} | {sources} | {row.target} | {row.duty} |")
    return "\n".join(lines)


def placed(page: str) -> str:
    """Give a page with the diagram between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{diagram()}\n{END}{after}"
