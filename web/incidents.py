"""What stands still, by cause: forty processes with one reason are one line and one button."""

from flask import Response, request

from cases import crowds, steering
from cases.queries import procedures
from cases.queries.runs import troubles_of
from web.run_words import ACTS
from web.runs import reason_typed
from web.troubles import trouble_words
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """Everything under `/incidents`."""
    house.page("/incidents", show_causes)
    house.page("/incidents/<cause_id>", show_cause)
    house.deed("/incidents/<cause_id>/retry", retry_cause)
    house.deed("/incidents/<cause_id>/<incident_id>/retry", retry_incident)


def show_causes(visit: Visit) -> Response:
    """The causes, the most frequent first."""
    causes = crowds.causes_for(visit.session, visit.clock, visit.officer)
    # What was done to the rows of a list has its own pages.
    batches = [each for each in crowds.batches_of(visit.session, visit.officer, 30) if each.act in ACTS][:10]
    return show("incidents.html", causes=causes, names=_names(visit), trouble_words=trouble_words, batches=batches)


def show_cause(visit: Visit, cause_id: str) -> Response:
    """One cause and everything it stopped."""
    cause, rows = troubles_of(visit.session, visit.clock, visit.officer, cause_id)
    return show("cause.html", cause=cause, rows=rows, names=_names(visit), trouble_words=trouble_words)


def _names(visit: Visit) -> dict[str, str]:
    """What procedures are called, by their slugs."""
    return {row.slug: row.name for row in procedures(visit.session, visit.clock)}


def retry_cause(visit: Visit, cause_id: str) -> str:
    """Try all of them again: on to the batch."""
    key = request.form.get("request_key", "")
    batch = crowds.retry_cause(visit.session, visit.clock, visit.officer, cause_id, reason_typed(), key)
    return f"/batches/{batch.id}"


def retry_incident(visit: Visit, cause_id: str, incident_id: str) -> str:
    """Try one of them again."""
    changes = steering.retry(visit.session, visit.clock, visit.officer, incident_id)
    return f"/instances/{changes.instance.id}" if changes is not None else "/incidents"
