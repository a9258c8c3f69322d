"""`python -m tests.doors`: write the table of what was tried into docs/threats.md."""

from tests.doors import table

if __name__ == "__main__":
    table.write()
