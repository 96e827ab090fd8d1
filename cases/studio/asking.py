"""Smaller questions a designer asks: what a decision table says of one line, where boxes stand, what a part brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cases.studio.errors import DesignNotReadable
from cases.studio.naming import shared_parts
from engine.decisions import load
from engine.feel.at_rest import to_json
from engine.layout import lay_out
from ground.clock import Clock
from ground.errors import NotFound

MODEL = ".dmn"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a table gave, which lines matched and why, and why parts of it gave nothing."""

    value: Any
    told: tuple[str, ...]
    warnings: tuple[str, ...]


def ask_table(files: Mapping[str, bytes], name: str, given: Mapping[str, Any], clock: Clock, language: str) -> Answered:
    """Ask the decision a file is named after about one line. Raises `DesignNotReadable`, what a bad model raises."""
    if name not in files or not name.endswith(MODEL):
        raise DesignNotReadable(place=name, reason="a decision table is expected")
    models = {path: content for path, content in files.items() if path.endswith(MODEL)}
    model = load(files[name], models, name)
    outcome = model.evaluate(name.removesuffix(MODEL).rpartition(".")[2], given, clock)
    return Answered(
        to_json(outcome.value), tuple(outcome.trace.sentences(language)),
        tuple(warning.sentence(language) for warning in outcome.warnings),
    )  # fmt: skip


def laid_out(text: str, name: str) -> str:
    """The drawing with every box in a place of its own. Raises what a drawing that cannot be read raises."""
    return lay_out(text.encode(), name).decode()


def files_of_part(key: str) -> dict[str, str]:
    """The files of a shared part the house ships. Raises `NotFound`."""
    if key not in shared_parts():
        raise NotFound
    return {name: content.decode() for name, content in shared_parts()[key][1].items()}
