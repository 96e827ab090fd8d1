"""Smaller things the page's script asks about a draft: a line of a table, a layout, a shared part."""

from dataclasses import asdict
from typing import Any

from cases.studio import asking, designs
from cases.studio.errors import DesignNotReadable
from web.language import language
from web.studio.drawing import ONE, overlaid
from web.talking import heard, listen
from web.visit import House, Visit


def routes(house: House) -> None:
    """What is asked about a draft beside its rules; nothing is changed."""
    listen(house, f"{ONE}/decision", ask_decision, "POST", reads=True)
    listen(house, f"{ONE}/layout", lay_out_drawing, "POST", reads=True)
    listen(house, f"{ONE}/parts/<part>", open_part, "GET", reads=True)


def ask_decision(visit: Visit, design_id: str) -> dict[str, Any]:
    """What a table says of one line."""
    design = designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    said = heard()
    given = said.get("given")
    files = overlaid(visit, design, said)
    answer = asking.ask_table(
        files, str(said.get("file", "")), given if isinstance(given, dict) else {}, visit.clock, language()
    )
    return asdict(answer)


def lay_out_drawing(visit: Visit, design_id: str) -> dict[str, Any]:
    """The drawing that was sent, with a fresh picture."""
    designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    said = heard()
    text, name = said.get("text"), str(said.get("name", ""))[:200]
    if not isinstance(text, str):
        raise DesignNotReadable(place=name, reason="a text is expected")
    return {"text": asking.laid_out(text, name)}


def open_part(visit: Visit, design_id: str, part: str) -> dict[str, Any]:
    """The files of a shared part."""
    designs.design_for(visit.session, visit.clock, visit.officer, design_id)
    return {"files": asking.files_of_part(part)}
