"""Runs `motcua` as an operator does, in a home of its own: as a process, or inside this one."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
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


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Inside:
    """Runs `motcua` in this very process: many commands, and none of them starts a Python of its own."""

    office: Office
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def motcua(self, *words: str, **settings: str) -> Told:
        """Run one command; `settings` are further variables of its environment."""
        with self.patch.context() as patch:
            for name in set(os.environ) - set(self.office.environment):
                patch.delenv(name)
            for name, value in (self.office.environment | settings).items():
                patch.setenv(name, value)
            self.capture.readouterr()
            try:
                code = main(words)
            except SystemExit as wrong_usage:
                code = int(str(wrong_usage.code))
        said = self.capture.readouterr()
        return Told(code, said.out, said.err)
