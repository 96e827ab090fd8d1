"""Stories of a draft: told by clicking, edited as a table, played against it with a clock that can be moved."""

from dataclasses import asdict
from typing import Any

from cases.scenarios.report import Playing, Report
from cases.studio import designs, sheets
from cases.studio.designs import STORIES
from cases.studio.playing import play_draft, story_of
from cases.studio.rehearsing import rehearse
from cases.tables import Design
from web.studio.drawing import ONE, overlaid
from web.talking import heard, listen
from web.visit import House, Visit


def routes(house: House) -> None:
    """What the page's script asks when somebody tries a draft out."""
    listen(house, f"{ONE}/rehearsal", rehearse_story, "POST", reads=True)
    listen(house, f"{ONE}/playing", play_stories, "POST", reads=True)


def rehearse_story(visit: Visit, design_id: str) -> dict[str, Any]:
    """Where the story stands after its acts."""
    design, files, said = _asked(visit, design_id)
    return asdict(rehearse(design.id, design.slug, files, story_of(said.get("story"), design.slug)))


def play_stories(visit: Visit, design_id: str) -> dict[str, Any]:
    """Play all stories that were sent; every expectation with its answer, and what no story reached."""
    design, files, said = _asked(visit, design_id)
    page = sheets.page_from(said.get("stories"), f"{design.slug}{STORIES}")
    return _told(play_draft(design.slug, files, page))


def _asked(visit: Visit, design_id: str) -> tuple[Design, dict[str, bytes], dict[str, Any]]:
    design = designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    said = heard()
    files = overlaid(visit, design, said)
    return design, {name: content for name, content in files.items() if not name.endswith(STORIES)}, said


def _told(report: Report) -> dict[str, Any]:
    coverage = report.coverages[0]
    missed = [place.split(" · ") for place in coverage.missed]
    return {
        "playings": [_playing(each) for each in report.playings], "elements": coverage.elements, "missed": missed,
    }  # fmt: skip


def _playing(playing: Playing) -> dict[str, Any]:
    wrong = [
        {"after": check.after, "said": [each.sentence("vi") for each in check.differences]}
        for check in playing.checks
        if not check.held
    ]
    broke = playing.broke.sentence("vi") if playing.broke else ""
    return {"name": playing.scenario, "passed": playing.passed, "broke": broke, "wrong": wrong}
