"""I am away: who stands in for me from a day to a day, written down and ended by myself."""

from flask import Response, request

from cases import units
from cases.queries.absences import absences_of
from cases.units import Absence
from ground.errors import NotFound, Problem
from web.acts import moment_typed
from web.errors import state_of
from web.language import language
from web.own.sessions import own_page
from web.visit import House, Visit


def routes(house: House) -> None:
    """`/absence`: its forms stand on the officer's own page."""
    house.deed("/absence", begin_absence, refuse_absence)
    house.deed("/absence/<substitution_id>/end", end_absence, refuse_absence)


def begin_absence(visit: Visit) -> str:
    """A colleague stands in for me, in all procedures."""
    away = Absence(
        visit.officer.name,
        _said("substitute"),
        moment_typed("from_at"),
        moment_typed("until_at"),
        reason=_said("reason"),
    )
    units.stand_in(visit.session, visit.clock, visit.officer, away)
    return "/sessions#absence"


def end_absence(visit: Visit, substitution_id: str) -> str:
    """I am back, or it was a mistake. Raises `NotFound` for anybody else's."""
    if substitution_id not in {row.id for row in absences_of(visit.session, visit.clock, visit.officer) if row.is_mine}:
        raise NotFound
    units.end_substitution(visit.session, visit.clock, visit.officer, substitution_id)
    return "/sessions#absence"


def refuse_absence(visit: Visit, problem: Problem, substitution_id: str = "") -> Response:
    """The same page with why not, and what was typed."""
    return own_page(visit, state=state_of(problem), away=problem.sentence(language()), typed=request.form)


def _said(name: str) -> str:
    return request.form.get(name, "").strip()[:300]
