"""The drawing table: the page, and what its script asks: open, save, judge, hold, older states, hand in."""

from dataclasses import asdict
from typing import Any

from flask import Response, request

from cases.designfiles import files_at
from cases.studio import designs, holding, keeping, naming, sheets
from cases.studio.designs import STORIES
from cases.studio.errors import DesignNotReadable
from cases.studio.judging import Judgement, judge
from cases.studio.versions import versions_of
from cases.tables import Design
from web.language import language
from web.safety import with_drawings
from web.talking import heard, listen
from web.visit import House, Visit, show

ONE = "/studio/designs/<design_id>"
WINDOW = 32


def routes(house: House) -> None:
    """The page of one draft and the addresses its script talks to."""
    house.page(ONE, show_design)
    listen(house, f"{ONE}/content", open_content, "GET", reads=True)
    listen(house, f"{ONE}/content", save_content, "POST")
    listen(house, f"{ONE}/judgement", judge_content, "POST", reads=True)
    listen(house, f"{ONE}/hold", hold_design, "POST")
    listen(house, f"{ONE}/versions", list_versions, "GET", reads=True)
    listen(house, f"{ONE}/return", return_to_version, "POST")
    listen(house, f"{ONE}/handing-in", hand_in_design, "POST")


def show_design(visit: Visit, design_id: str) -> Response:
    """The page the editors are put into."""
    design = designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    files = files_at(visit.session, design.id, design.number)
    return with_drawings(
        show("studio/design.html", design=design, opened=_facts(design) | _content(visit, design, files))
    )


def open_content(visit: Visit, design_id: str) -> dict[str, Any]:
    """The newest saved state, or the one `number` names, with everything that can be picked from lists."""
    design = designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    asked = request.args.get("number", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else design.number
    files = files_at(visit.session, design.id, number)
    return _facts(design) | {"number": number} | _content(visit, design, files)


def save_content(visit: Visit, design_id: str) -> dict[str, Any]:
    """Save what changed over the state that was seen."""
    said = heard()
    design = designs.save(
        visit.session, visit.clock, visit.officer, design_id, _window(said), _number(said, "seen"), changed(said),
        str(said.get("note", "")),
    )  # fmt: skip
    return _facts(design)


def judge_content(visit: Visit, design_id: str) -> dict[str, Any]:
    """What the rules say of the saved state with these changes; nothing is kept."""
    design = designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    said = heard()
    files = overlaid(visit, design, said)
    told = judgement_told(judge(visit.session, files))
    return told | {"names": naming.names_for(visit.session, files)} if said.get("with_names") else told


def hold_design(visit: Visit, design_id: str) -> dict[str, Any]:
    """A sign of life of the window that writes; `over` takes the draft over, `leave` lets it go."""
    said = heard()
    design = designs.hold_design(visit.session, visit.clock, visit.officer, design_id)
    if said.get("leave"):
        holding.let_go(design, visit.officer, _window(said))
    elif said.get("look"):
        pass
    else:
        holding.take(visit.session, visit.clock, design, visit.officer, _window(said), said.get("over") is True)
    hold = holding.hold_of(visit.session, visit.clock, design, visit.officer, _window(said))
    return {
        "number": design.number,
        "holder": hold.full_name,
        "is_mine": hold.is_mine,
        "by_me": hold.name == visit.officer.name,
    }


def list_versions(visit: Visit, design_id: str) -> dict[str, Any]:
    """The saved states, newest first."""
    design = designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    return {"rows": [asdict(line) for line in versions_of(visit.session, design)]}


def return_to_version(visit: Visit, design_id: str) -> dict[str, Any]:
    """Take an older state again."""
    said = heard()
    design = designs.put_back(
        visit.session, visit.clock, visit.officer, design_id, _window(said), _number(said, "number")
    )
    return _facts(design)


def hand_in_design(visit: Visit, design_id: str) -> dict[str, Any]:
    """Hand the draft in for approval."""
    design = designs.hand_in(
        visit.session, visit.clock, visit.officer, design_id, _window(heard()), visit.desk.four_eyes
    )
    return _facts(design) | {"approval": f"/studio/approvals/{design.definition_id}"}


def overlaid(visit: Visit, design: Design, said: dict[str, Any]) -> dict[str, bytes]:
    """The files of the newest saved state with the changes a script sent."""
    files: dict[str, bytes | None] = {**files_at(visit.session, design.id, design.number), **changed(said)}
    kept = {name: content for name, content in files.items() if content is not None}
    keeping.check_files(kept)
    return kept


def changed(said: dict[str, Any]) -> dict[str, bytes | None]:
    """The files in what a script sent: texts, None for one taken away; pages as values become TOML."""
    files, pages = said.get("files", {}), said.get("pages", {})
    if not isinstance(files, dict) or not isinstance(pages, dict):
        raise DesignNotReadable(place="–", reason="files by their names are expected")
    return {name: _bytes(name, text) for name, text in files.items()} | {
        name: sheets.page_from(values, name) for name, values in pages.items()
    }


def _bytes(name: str, text: object) -> bytes | None:
    if text is None:
        return None
    if not isinstance(text, str) or "\0" in text:
        raise DesignNotReadable(place=name[:200], reason="a text is expected")
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise DesignNotReadable(place=name[:200], reason="half a character") from error


def judgement_told(judgement: Judgement) -> dict[str, Any]:
    """Findings in the reader's language, budgets as they are."""
    words = language()
    findings = [
        {"rule": each.rule, "severity": each.severity, "element": each.element, "line": each.line, "file": each.file,
         "message": each.message[words], "mend": each.mend[words]}
        for each in judgement.findings
    ]  # fmt: skip
    return {"findings": findings, "budgets": [asdict(each) for each in judgement.budgets]}


def _content(visit: Visit, design: Design, files: dict[str, bytes]) -> dict[str, Any]:
    stories = f"{design.slug}{STORIES}"
    return {
        "files": {name: content.decode() for name, content in files.items()},
        "sheet": sheets.values_of(files, f"{design.slug}.toml"),
        "stories": sheets.values_of(files, stories) or {"scenario": []},
        "names": naming.names_for(visit.session, files),
        "judgement": judgement_told(judge(visit.session, files)),
    }


def _facts(design: Design) -> dict[str, Any]:
    return {"number": design.number, "state": design.state, "slug": design.slug, "name": design.name}


def _window(said: dict[str, Any]) -> str:
    return str(said.get("window", ""))[:WINDOW]


def _number(said: dict[str, Any], name: str) -> int:
    number = said.get(name)
    return number if isinstance(number, int) and 0 <= number < 10**9 else 0
