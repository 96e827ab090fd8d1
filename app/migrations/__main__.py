"""Writes the revision that brings the newest one to the tables of today: `python -m app.migrations "why"`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.script import Script

from app.migrations import FOLDER, configuration, upgrade
from ground.database import Instant, open_database


def main() -> int:
    """Compare a fresh database at the newest revision with the tables and write the difference down."""
    why = " ".join(sys.argv[1:]).strip()
    if not why:
        print('Say why the tables change: make migration WHY="dossiers get a fee"', file=sys.stderr)
        return 2
    number = len(list((FOLDER / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'scratch.sqlite'}")
        if number > 1:
            upgrade(database)
        with database.begin() as connection:
            config = configuration(connection)
            config.attributes["render_item"] = render
            made = command.revision(config, why, autogenerate=True, rev_id=f"{number:04}")
        assert isinstance(made, Script), "one revision was asked for"
        _tidy(Path(made.path))
    return 0


def _tidy(page: Path) -> None:
    lines = [line for line in page.read_text().splitlines() if not line.strip().startswith("# ###")]
    page.write_text("\n".join(lines) + "\n")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(page)], check=True)


def render(kind: str, subject: object, context: AutogenContext) -> str | bool:
    """Our own types as the plain ones the database sees, so that a revision needs nothing of the house."""
    if kind == "type" and isinstance(subject, Instant):
        return "sa.DateTime(timezone=True)"
    return False


if __name__ == "__main__":
    raise SystemExit(main())
