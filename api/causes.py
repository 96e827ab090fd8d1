"""What stands still: incidents by their cause, tried again one by one or all of a cause."""

from api.conditions import batch_key
from api.door import Act, Answer, Door
from api.schemas_in import Empty, RepeatHeader
from api.schemas_lists import IncidentsIn, IncidentsOut
from api.schemas_runs import BatchOut, CauseOut, CausePageOut, CausesOut, RetriedOut, RunReasonIn, TroubleOut
from cases import crowds, steering
from cases.queries import incidents
from cases.queries.runs import troubles_of


def routes(door: Door) -> None:
    """Everything under `/causes` and `/incidents`."""
    door.read("/causes", list_causes, CausesOut)
    door.read("/causes/<cause_id>", get_cause, CausePageOut)
    door.act("/causes/<cause_id>/retry", retry_cause, RunReasonIn, BatchOut, state=202, headers=RepeatHeader)
    door.search("/incidents/search", search_incidents, IncidentsIn, IncidentsOut)
    door.act("/incidents/<incident_id>/retry", retry_incident, Empty, RetriedOut, headers=RepeatHeader)


def list_causes(act: Act) -> Answer:
    """Why processes and machine work stand still now, the most frequent cause first."""
    rows = crowds.causes_for(act.session, act.clock, act.officer)
    return Answer(CausesOut(rows=[CauseOut.of(row) for row in rows]))


def get_cause(act: Act, cause_id: str) -> Answer:
    """One cause with its incidents, oldest first."""
    cause, rows = troubles_of(act.session, act.clock, act.officer, cause_id)
    return Answer(CausePageOut(cause=CauseOut.of(cause), rows=[TroubleOut.of(row) for row in rows]))


def search_incidents(act: Act, body: IncidentsIn) -> Answer:
    """Open incidents of the caller's units, the oldest first."""
    page = incidents.search_incidents(act.session, act.clock, act.officer, incidents.IncidentSearch(**dict(body)))
    return Answer(IncidentsOut(rows=[TroubleOut.of(row) for row in page.rows], next=page.next))


def retry_cause(act: Act, body: RunReasonIn, cause_id: str) -> Answer:
    """Try every incident of a cause again, as a batch."""
    batch = crowds.retry_cause(act.session, act.clock, act.officer, cause_id, body.reason, batch_key())
    view = crowds.batch_for(act.session, act.clock, act.officer, batch.id)
    return Answer(BatchOut.of(view), 202, {"Location": f"/api/v1/batches/{view.id}"})


def retry_incident(act: Act, body: Empty, incident_id: str) -> Answer:
    """Try one incident again."""
    changes = steering.retry(act.session, act.clock, act.officer, incident_id)
    return Answer(RetriedOut(id=incident_id, instance_id=changes.instance.id if changes is not None else ""))
