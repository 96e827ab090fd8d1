"""The stories of a draft, played against it as `motcua test` plays those of the shipped procedures."""

from collections.abc import Mapping
from typing import Any

from cases.procedure import Bundle
from cases.scenarios.machinery import STRAIGHT
from cases.scenarios.playing import SUFFIX, play_bundle
from cases.scenarios.reading import Scenario, ScenarioNotReadable, read_scenarios
from cases.scenarios.report import Report
from cases.scenarios.workshop import workshop
from ground.toml_writing import write_toml

ANYTHING = {"after": 0}  # a story that is only told so far expects nothing yet


def play_draft(slug: str, files: Mapping[str, bytes], page: bytes) -> Report:
    """Play every story of this page, straight. Raises `ScenarioNotReadable`, and what a bad bundle raises."""
    stories = read_scenarios(page, f"{slug}{SUFFIX}")
    with workshop() as operations:
        return play_bundle(Bundle(slug, files), stories, operations, (STRAIGHT,))


def story_of(told: Any, slug: str) -> Scenario:
    """One story as a script sends it, perhaps without an end. Raises `ScenarioNotReadable`."""
    file = f"{slug}{SUFFIX}"
    if not isinstance(told, dict):
        raise ScenarioNotReadable(file=file, place="–", reason="a table is expected")
    page = write_toml({"scenario": [{**told, "expect": told.get("expect") or [ANYTHING], "do": told.get("do") or []}]})
    return read_scenarios(page, file)[0]
