"""Signs worth a look: missing apologies, second supplements, late steps of punctual dossiers, haste, standstill."""

from flask import Response

from cases.queries.signs import QUICK, signs
from cases.queries.silence import idle_dossiers
from web.visit import House, Visit, show

TITLES = {
    "no_apology": ("Late without an apology", "The date has passed and the applicant was told nothing."),
    "supplements": ("Asked to supplement more than once", "Once is the rule; every further request needs leave."),
    "late_step": ("A late step in a punctual dossier", "Somebody after it will have to hurry."),
    "quick": ("Completed within seconds", "Taken and completed faster than anybody reads. A sign, not a judgement."),
}


def routes(house: House) -> None:
    """`/board/signs`."""
    house.page("/board/signs", show_signs)


def show_signs(visit: Visit) -> Response:
    """Each sign with its dossiers."""
    found = signs(visit.session, visit.clock, visit.officer)
    idle = idle_dossiers(visit.session, visit.clock, visit.officer)
    return show("board/signs.html", signs=found, titles=TITLES, idle=idle, quick=QUICK.seconds, place="signs")
