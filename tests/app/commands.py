"""Runs `motcua` as an operator does: a process of its own, in a home of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.house.code import ROOT


@dataclass(frozen=True, slots=True)
class Office:
    """A home and a database; `motcua` runs one command in it to its end, `environment` is what such a process gets."""

    home: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment without settings of its own, with those of this office."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        return inherited | {"MOTCUA_HOME": str(self.home), "MOTCUA_DATABASE": self.database}

    def motcua(self, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run one command; `settings` are further variables of its environment."""
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *words],
            cwd=ROOT,
            env=self.environment | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
