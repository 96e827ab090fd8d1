"""Draws `docs/states.md` from the tables of moves: `python -m tools.states`."""

from pathlib import Path

from cases.axes import AXES, BACKLOG_ROW, SCAN
from cases.dossier import drawing
from cases.rulepacks import packs
from engine.states import LIVES, Moves

PLACE = Path(__file__).parents[1] / "docs" / "states.md"
HEAD = """# Lives

Drawn by `make states` from `cases/dossier.py`, `cases/axes.py` and `engine/states.py`, the same tables that the CHECKs
of the database and the guards of the code come from. Change the tables, not this page.
"""


def page() -> str:
    """The whole page: the life of a dossier, then of everything the engine keeps."""
    numbers = {state: each.number for state, each in packs()[-1].states.items()}
    parts = [HEAD, _section("Dossier", drawing(numbers))]
    parts += [_section(f"Dossier: {axis}", _diagram(moves)) for axis, moves in AXES.items()]
    parts += [_section("Scanned paper", _diagram(SCAN)), _section("Line of a backlog list", _diagram(BACKLOG_ROW))]
    parts += [_section(name.capitalize(), _diagram(moves)) for name, moves in LIVES.items()]
    return "\n".join(parts)


def _section(title: str, diagram: str) -> str:
    return f"## {title}\n\n```mermaid\n{diagram}```\n"


def _diagram(moves: Moves) -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(moves))}"]
    lines += [f"    {state} --> {after}" for state, afters in moves.items() for after in afters]
    lines += [f"    {state} --> [*]" for state, afters in moves.items() if not afters]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
