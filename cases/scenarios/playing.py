"""Plays the scenarios of procedures, each in three ways, and reports."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path

from cases.procedure import Bundle, read_bundle, shipped_bundles
from cases.scenarios.acting import perform
from cases.scenarios.judging import differences
from cases.scenarios.machinery import WAYS, Machinery
from cases.scenarios.reading import Scenario, read_scenarios
from cases.scenarios.report import Check, Coverage, Playing, Report, Told
from cases.scenarios.stage import Scenery, Stage, raised, scenery_of
from cases.scenarios.workshop import workshop
from engine.jobs import Operation
from engine.model import Kind
from ground.errors import NotFound, Problem

SUFFIX = ".scenarios.toml"


class ScenariosMissing(NotFound):
    """There are no scenarios for {slug}. Write them beside the diagram, in {slug}.scenarios.toml."""

    code = "scenarios_missing"


def play_all(slug: str | None = None, folders: Sequence[Path] | None = None, ways: Sequence[str] = WAYS) -> Report:
    """Play the scenarios of one procedure, or of all that lie in the folders (default: those the house ships).

    Raises `ScenariosMissing` when there are none, `ScenarioNotReadable`, and `DefinitionRefused` for a bad bundle.
    """
    places = list(folders) if folders is not None else _shipped()
    playings: list[Playing] = []
    coverages: list[Coverage] = []
    with workshop() as operations:
        for bundle, scenarios in _told(places, slug):
            report = play_bundle(bundle, scenarios, operations, ways)
            playings += report.playings
            coverages += report.coverages
    if not playings:
        raise ScenariosMissing(slug=slug or "–")
    return Report(tuple(playings), tuple(coverages))


def _shipped() -> list[Path]:
    return [Path(str(resources.files(package))) for package in ("processes", "forms")]


def _told(folders: Sequence[Path], slug: str | None) -> Iterator[tuple[Bundle, tuple[Scenario, ...]]]:
    for bundle in shipped_bundles(folders):
        for folder in folders:
            page = folder / f"{bundle.slug}{SUFFIX}"
            if page.is_file() and slug in (None, bundle.slug):
                yield bundle, read_scenarios(page.read_bytes(), page.name)


def play_bundle(
    bundle: Bundle, scenarios: Sequence[Scenario], operations: Mapping[str, Operation], ways: Sequence[str] = WAYS
) -> Report:
    """Play these scenarios of one procedure."""
    entered: set[tuple[str, str]] = set()
    with scenery_of(bundle.slug, bundle.files) as scenery:
        playings = tuple(
            _play(scenery, scenario, Machinery(operations, way), entered) for scenario in scenarios for way in ways
        )
    return Report(playings, (_coverage(bundle, entered),))


def _play(scenery: Scenery, scenario: Scenario, machinery: Machinery, entered: set[tuple[str, str]]) -> Playing:
    checks: list[Check] = []
    broke = None
    try:
        stage = raised(scenario, scenery, machinery)
        try:
            for after in range(len(scenario.acts) + 1):
                if after:
                    perform(stage, scenario.acts[after - 1])
                checks += _checks(stage, after)
        finally:
            entered |= stage.entered
    except Problem as problem:
        after = max((check.after for check in checks), default=0)
        broke = Told("the story stopped after act {after}: {why}", {"after": after, "why": problem})
    return Playing(scenery.slug, scenario.name, machinery.way, tuple(checks), broke)


def _checks(stage: Stage, after: int) -> list[Check]:
    expected = [each for each in stage.scenario.expectations if each.after == after]
    return [Check(after, tuple(differences(stage, each))) for each in expected]


def _coverage(bundle: Bundle, entered: set[tuple[str, str]]) -> Coverage:
    """Which elements of the diagrams were entered; a shared part counts with each procedure that calls it."""
    every = {
        (process.id, element.id)
        for process in read_bundle(bundle.files).processes.values()
        for element in process.elements.values()
        if element.kind is not Kind.UNKNOWN and element.drawn
    }
    missed = tuple(f"{process} · {element}" for process, element in sorted(every - entered))
    return Coverage(bundle.slug, len(every), missed)
