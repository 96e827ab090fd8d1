"""Signs worth a look: missing apologies, second supplements, late steps of punctual dossiers, haste, standstill."""

from flask import Response, request

from cases.queries.signs import MOST, QUICK, signs
from cases.queries.silence import apologies_waiting, idle_dossiers
from web.visit import House, Visit, show

TITLES = {
    "no_apology": ("Late without an apology", "The date has passed and the applicant was told nothing."),
    "supplements": ("Asked to supplement more than once", "Once is the rule; every further request needs leave."),
    "late_step": ("A late step in a punctual dossier", "Somebody after it will have to hurry."),
    "quick": ("Completed within seconds", "Taken and completed faster than anybody reads. A sign, not a judgement."),
}
IDLE, IDLE_TITLE = "idle", "Nothing has happened to these for a while"
# How many of each sign stand on the page of all of them.
FIRST = 10


def routes(house: House) -> None:
    """`/board/signs`."""
    house.page("/board/signs", show_signs)


def show_signs(visit: Visit) -> Response:
    """Each sign with its first dossiers; one sign alone with all of them."""
    only = request.args.get("sign", "")
    only = only if only in (*TITLES, IDLE) else ""
    found = signs(visit.session, visit.clock, visit.officer, only) if only != IDLE else {}
    idle = idle_dossiers(visit.session, visit.clock, visit.officer) if only in ("", IDLE) else None
    waiting = apologies_waiting(visit.session, visit.clock, visit.officer) if not only else ()
    return show(
        "board/signs.html", signs=found, waiting=waiting, titles=TITLES, idle=idle, quick=QUICK.seconds, most=MOST,
        only=only, shown=MOST if only else FIRST, place="signs",
    )  # fmt: skip
