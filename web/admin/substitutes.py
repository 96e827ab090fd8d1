"""Who stands in for whom, and who signs in whose place: from a day to a day, in all procedures or in some."""

from flask import Response

from cases import units
from cases.queries import administration
from cases.queries.boards import procedures
from cases.units import Absence
from ground.errors import Problem
from web.admin.forms import moment_said, said
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/admin/substitutes`."""
    house.page("/admin/substitutes", show_substitutes)
    house.deed("/admin/substitutes/new", make_substitution, refuse_substitution)
    house.deed("/admin/substitutes/<substitution_id>/end", end_substitution, refuse_substitution)


def show_substitutes(visit: Visit) -> Response:
    """Who stands in now or later, and the form for somebody new."""
    return _page(visit)


def _page(visit: Visit, sentence: str = "", state: int = 200) -> Response:
    people = administration.officers(visit.session, visit.clock, visit.officer)
    return show(
        "admin/substitutes.html", state, sentence=sentence, people=people,
        rows=administration.substitutions(visit.session, visit.clock, visit.officer),
        procedures=[(line.slug, line.name) for line in procedures(visit.session, visit.clock)],
    )  # fmt: skip


def refuse_substitution(visit: Visit, problem: Problem, substitution_id: str = "") -> Response:
    """The same page, with why not."""
    return _page(visit, problem.sentence(language()), state_of(problem))


def make_substitution(visit: Visit) -> str:
    """One officer stands in for another, for a while."""
    only = (said("procedure"),) if said("procedure") else ()
    absence = Absence(
        said("absent"), said("substitute"), moment_said("from_at"), moment_said("until_at"), only, said("reason")
    )
    units.stand_in(visit.session, visit.clock, visit.officer, absence)
    return "/admin/substitutes"


def end_substitution(visit: Visit, substitution_id: str) -> str:
    """He is back, or it was a mistake."""
    units.end_substitution(visit.session, visit.clock, visit.officer, substitution_id)
    return "/admin/substitutes"
