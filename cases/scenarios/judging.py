"""What a story expects, held against what stands in the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.results import current
from cases.scenarios.reading import Expectation
from cases.scenarios.report import Told
from cases.scenarios.stage import Stage, dossier_on
from cases.tables import Dossier, Slip
from engine.tables import Incident, Instance, Subscription, Task, Timer
from engine.triggers import Listener
from ground.clock import VIETNAM
from ground.database import reading

Look = Callable[[Session, Dossier], str]


def differences(stage: Stage, expectation: Expectation) -> list[Told]:
    """A sentence for each thing that is not as expected, and for each thing that stands still."""
    with reading(stage.database) as session:
        dossier = dossier_on(session, stage)
        wanted = {name: _word(value) for name, value in expectation if name != "after" and value is not None}
        seen = {name: LOOKS[name](session, dossier) for name in wanted}
        wrong = [_unlike(name, seen[name], wanted[name]) for name in wanted if seen[name] != wanted[name]]
        return wrong + list(_stuck(session))


def _unlike(name: str, seen: str, wanted: str) -> Told:
    return Told(f"{name} is {{seen}}, expected {{wanted}}", {"seen": seen, "wanted": wanted})


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return _list(value)
    return value.astimezone(VIETNAM).isoformat() if hasattr(value, "astimezone") else str(value)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "–"


def _stuck(session: Session) -> Iterator[Told]:
    for incident in session.scalars(select(Incident).where(Incident.solved_at.is_(None))):
        about = {"element": incident.element, "code": incident.code, "params": incident.params}
        yield Told("{element} stands still: {code} {params}", about)


def _open(session: Session, dossier: Dossier) -> str:
    tasks = select(Task.element).where(Task.instance_id == dossier.instance_id, Task.state.in_(("open", "claimed")))
    messages = select(Subscription.element).where(Subscription.instance_id == dossier.instance_id)
    signals = select(Listener.element).where(Listener.instance_id == dossier.instance_id)
    return _list([*session.scalars(tasks), *session.scalars(messages), *session.scalars(signals)])


def _timers(session: Session, dossier: Dossier) -> str:
    waiting = select(Timer.element).where(Timer.instance_id == dossier.instance_id, Timer.state == "waiting")
    return _list(session.scalars(waiting))


def _due(session: Session, dossier: Dossier) -> str:
    return _word(dossier.due_at) if dossier.due_at is not None else "–"


def _slips(session: Session, dossier: Dossier) -> str:
    made = select(Slip.kind).where(Slip.dossier_id == dossier.id, Slip.digest.is_not(None))
    return _list(session.scalars(made))


def _result(session: Session, dossier: Dossier) -> str:
    result = current(session, dossier)
    return result.kind if result is not None else "–"


def _number(session: Session, dossier: Dossier) -> str:
    result = current(session, dossier)
    return result.number or "–" if result is not None else "–"


def _ended(session: Session, dossier: Dossier) -> str:
    return session.get_one(Instance, dossier.instance_id).ended_in or "–"


LOOKS: Mapping[str, Look] = {
    "state": lambda session, dossier: dossier.state,
    "open": _open,
    "timers": _timers,
    "due": _due,
    "slips": _slips,
    "result": _result,
    "number": _number,
    "ended": _ended,
}
