"""Where a procedure runs, version by version; what hangs on a version; bringing one back, or letting it go."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Response, request

from cases.dossier import WORDS
from cases.studio import turning
from cases.studio.consequences import consequences
from cases.studio.rolling import version_of
from cases.studio.turning import Wish, waiting_proposals
from cases.studio.whereabouts import dossiers_at, populations, whereabouts
from ground.clock import today
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.runs import reason_typed
from web.safety import with_drawings
from web.studio.approval import day_typed
from web.studio.rollout_words import KINDS
from web.visit import House, Visit, show

ONE = "/studio/versions/<definition_id>"
LIMIT_REFERENCE = 200


def routes(house: House) -> None:
    """Where a version runs, and proposals about it."""
    house.page(f"{ONE}/whereabouts", show_whereabouts)
    house.page(f"{ONE}/turning", show_turning)
    house.deed(f"{ONE}/turning", propose_turning, show_turning_refusal)
    house.deed("/studio/proposals/<proposal_id>/grant", grant_proposal)
    house.deed("/studio/proposals/<proposal_id>/decline", decline_proposal)


def show_whereabouts(visit: Visit, definition_id: str) -> Response:
    """The drawings with how many stand at each shape; of one shape, or of all, which dossiers they are."""
    version = version_of(visit.session, visit.clock, visit.officer, definition_id)
    versions = populations(visit.session, visit.clock, visit.officer, version.slug) if version.state != "draft" else ()
    there = whereabouts(visit.session, visit.clock, visit.officer, definition_id)
    process, element = request.args.get("process", ""), request.args.get("element", "")
    found, count = dossiers_at(visit.session, visit.clock, visit.officer, definition_id, process, element)
    return with_drawings(
        show(
            "studio/whereabouts.html", version=version, versions=versions, there=there, found=found, count=count,
            process=process, element=element, links=_links(definition_id, there.counts), state_words=_state_words,
            proposals=waiting_proposals(visit.session, version.slug), KINDS=KINDS,
        )
    )  # fmt: skip


def _links(definition_id: str, counts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Where a click on a shape leads: the same page with its dossiers."""
    return {
        process: json.dumps({element: place_address(definition_id, process, element) for element in there})
        for process, there in counts.items()
    }


def place_address(definition_id: str, process: str, element: str) -> str:
    """The page with the dossiers of one shape."""
    asked = urlencode({"process": process, "element": element})
    return f"/studio/versions/{definition_id}/whereabouts?{asked}#dossiers"


def _state_words(state: str) -> str:
    return WORDS.get(state, {}).get(language(), state)


def show_turning(visit: Visit, definition_id: str) -> Response:
    """What hangs on the version, and the two forms: back into force, out of force."""
    return _turning(visit, definition_id)


def show_turning_refusal(visit: Visit, problem: Problem, definition_id: str) -> Response:
    """The page again with what was refused."""
    return _turning(visit, definition_id, problem)


def _turning(visit: Visit, definition_id: str, problem: Problem | None = None) -> Response:
    version = version_of(visit.session, visit.clock, visit.officer, definition_id)
    day = today(visit.clock)
    versions = populations(visit.session, visit.clock, visit.officer, version.slug) if version.state != "draft" else ()
    hangs = None
    if version.state != "draft":
        hangs = consequences(visit.session, visit.clock, visit.officer, definition_id, day + timedelta(days=1))
    return show(
        "studio/turning.html", state_of(problem) if problem else 200, version=version, versions=versions, hangs=hangs,
        is_in_force=any(each.is_in_force and each.version.id == definition_id for each in versions),
        proposals=waiting_proposals(visit.session, version.slug), typed=request.form, today=day.isoformat(),
        sentence=problem.sentence(language()) if problem else "", four_eyes=visit.desk.four_eyes,
    )  # fmt: skip


def propose_turning(visit: Visit, definition_id: str) -> str:
    """Ask for it; in a house of one pair of eyes it is done at once."""
    said = request.form
    wish = Wish(
        turning.RETIRE if said.get("act") == turning.RETIRE else turning.BRING_BACK,
        day_typed("day") or _at_once(visit, said.get("act", "")), reason_typed(),
        said.get("reference", "").strip()[:LIMIT_REFERENCE], is_confirmed="confirmed" in said,
    )  # fmt: skip
    turning.ask(visit.session, visit.clock, visit.officer, definition_id, wish, visit.desk.four_eyes)
    return f"/studio/versions/{definition_id}/turning"


def _at_once(visit: Visit, act: str) -> date:
    """Without a day: from today on; or out of force at once, for yesterday was its last."""
    day = today(visit.clock)
    return day - timedelta(days=1) if act == turning.RETIRE else day


def grant_proposal(visit: Visit, proposal_id: str) -> str:
    """Carry out what somebody else asked for."""
    row = turning.grant(visit.session, visit.clock, visit.officer, proposal_id, visit.desk.four_eyes)
    return f"/studio/versions/{row.definition_id}/turning"


def decline_proposal(visit: Visit, proposal_id: str) -> str:
    """Do not do it."""
    row = turning.decline(visit.session, visit.clock, visit.officer, proposal_id)
    return f"/studio/versions/{row.definition_id}/turning"
