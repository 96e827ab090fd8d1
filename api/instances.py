"""A designer's trial run of a deployed drawing: no dossier hangs on it."""

from api.door import Act, Answer, Door
from api.schemas import InstanceOut, OpenedOut
from api.schemas_in import InstanceIn, RepeatHeader
from cases import drawings


def routes(door: Door) -> None:
    """`POST /instances`."""
    door.act("/instances", start_instance, InstanceIn, InstanceOut, state=201, headers=RepeatHeader)


def start_instance(act: Act, body: InstanceIn) -> Answer:
    """Start a trial run of the version in force and run it to its first waits."""
    changes = drawings.try_out(act.session, act.clock, act.officer, body.key, body.variables)
    out = InstanceOut(
        id=changes.instance.id, key=body.key, state=changes.instance.state, started_at=changes.instance.started_at,
        opened=[OpenedOut.of_task(task) for task in changes.opened], ended=changes.ended or "",
    )  # fmt: skip
    return Answer(out, 201)
