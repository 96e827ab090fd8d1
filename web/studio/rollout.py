"""A new version for running dossiers: who goes and by which mapping, tried on two drawings, then done as a batch."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Response, request

from cases.crowds import batch_for
from cases.people import ADMINISTRATOR, roles_of
from cases.studio.carried import roll_outs, rolled_out
from cases.studio.fates import Remark
from cases.studio.offering import elements_of, offers
from cases.studio.rolling import Choice, roll_out, try_out, version_of
from cases.studio.turning import waiting_proposals
from cases.studio.whereabouts import populations
from ground.errors import Problem
from ground.messages import translate
from web.errors import state_of
from web.language import language
from web.moments import show_instant
from web.run_words import OBSTACLES
from web.runs import reason_typed
from web.safety import with_drawings
from web.studio.rollout_words import KINDS, WHY
from web.troubles import refusal_words
from web.visit import House, Visit, show
from web.words import t

ONE = "/studio/versions/<definition_id>/rollout"
LET_GO = "-"
LIMIT_CODES = 500
LIMIT_PAIRS = 300


def routes(house: House) -> None:
    """The page of a roll-out, its start, and how far it is."""
    house.page(ONE, show_rollout)
    house.deed(ONE, begin_rollout, show_rollout_refusal)
    house.page("/studio/rollouts/<rollout_id>", show_rolled)


def show_rollout(visit: Visit, definition_id: str) -> Response:
    """What new dossiers take, and, once a version to leave is chosen, what would become of those that run on it."""
    return _page(visit, definition_id)


def show_rollout_refusal(visit: Visit, problem: Problem, definition_id: str) -> Response:
    """The page again with what was refused."""
    return _page(visit, definition_id, problem)


def begin_rollout(visit: Visit, definition_id: str) -> str:
    """Carry them, by the mapping that was tried: on to its progress."""
    said = request.form
    batch = roll_out(
        visit.session, visit.clock, visit.officer, said.get("from", ""), definition_id, choice_said(), mapping_said(),
        reason_typed(), said.get("request_key", ""),
    )  # fmt: skip
    return f"/studio/rollouts/{batch.id}"


def show_rolled(visit: Visit, rollout_id: str) -> Response:
    """How far a roll-out is, dossier by dossier; the page may be left and come back to."""
    return show(
        "studio/rolled.html", rolled=rolled_out(visit.session, visit.clock, visit.officer, rollout_id, row_words)
    )


def _page(visit: Visit, definition_id: str, problem: Problem | None = None) -> Response:
    version = version_of(visit.session, visit.clock, visit.officer, definition_id)
    versions = populations(visit.session, visit.clock, visit.officer, version.slug) if version.state != "draft" else ()
    numbers = {each.version.id: each.version.version for each in versions}
    trial = None
    if source := request.values.get("from", ""):
        if batch := request.values.get("batch", ""):
            batch_for(visit.session, visit.clock, visit.officer, batch)
        trial = try_out(visit.session, visit.clock, visit.officer, source, definition_id, choice_said(), mapping_said())
    return with_drawings(
        show(
            "studio/rollout.html", state_of(problem) if problem else 200, version=version, versions=versions,
            trial=trial, offers=offers(visit.session, trial) if trial else (), said=request.values,
            elements=elements_of(visit.session, trial) if trial else (), choice=choice_said(),
            may_begin=ADMINISTRATOR in _roles(visit), sentence=problem.sentence(language()) if problem else "",
            rolled=roll_outs(visit.session, visit.clock, visit.officer, frozenset(numbers)),
            proposals=waiting_proposals(visit.session, version.slug), KINDS=KINDS, WHY=WHY, remark=remark_words,
            numbers=numbers,
        )
    )  # fmt: skip


def _roles(visit: Visit) -> frozenset[str]:
    return roles_of(visit.session, visit.officer, visit.clock)


def choice_said() -> Choice:
    """Who is meant, as the form says it."""
    said = request.values
    codes = said.get("codes", "").replace(",", " ").replace(";", " ").split()
    return Choice(
        frozenset(said.getlist("step")), frozenset(said.getlist("unit")), frozenset(codes[:LIMIT_CODES]),
        said.get("batch", "")[:32],
    )  # fmt: skip


def mapping_said() -> dict[str, str | None]:
    """What was chosen instead of the proposal: `old=new` each, `old=-` lets go, `old=` says that nobody knows."""
    said = request.values
    pairs = [text.partition("=") for text in said.getlist("m")[:LIMIT_PAIRS]]
    pairs.append((said.get("add_old", ""), "=", said.get("add_new", "")))
    return {old: None if new == LET_GO else new for old, sign, new in pairs if old and sign}


def remark_words(remark: Remark) -> str:
    """A remark as it is read."""
    words = {name: show_instant(word) if isinstance(word, datetime) else word for name, word in remark.words.items()}
    return translate(remark.text, language(), **words)


def row_words(code: str, params: Mapping[str, Any]) -> str:
    """Why a dossier was not carried, in the reader's language."""
    obstacles = params.get("obstacles")
    if not obstacles:
        return refusal_words(code, params)
    return "; ".join(f"“{element}” {t(OBSTACLES.get(reason, reason))}" for reason, element, _ in obstacles)
