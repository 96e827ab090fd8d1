"""The machine work of past days, quickly: numbers and entries are given as always, the bytes come later or are shared.

A slip of the past is numbered and dated on its day and printed by the worker soon after, the newest first. A result of
the past shows one sample that says so; the drafts still on their way are drawn anew by the worker.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from importlib import resources

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases import notices, result_rows
from cases.counting import next_serial
from cases.desk import Shelf
from cases.law import pack_of
from cases.paperfacts import Subject
from cases.result_rows import kind_of, signatory
from cases.tables import Dossier, Notice, Result, Slip, new_id
from engine.jobs import Call, Operation, enqueue
from ground.canonical import Json
from ground.clock import VIETNAM, Clock
from ground.database import transaction

SYSTEM = "system"
SPREAD = timedelta(minutes=30)


class PaperMill:
    """The operations of past days. `until` is where the past ends and the worker takes over; `span` how long it was."""

    def __init__(self, vault: Shelf, until: datetime, span: timedelta) -> None:
        self.until, self.span = until, span
        self.sample = vault.keep((resources.files("cases.seed") / "sample.pdf").read_bytes())

    def operations(self) -> Mapping[str, Operation]:
        """What the drawings may call."""
        slips = {f"print_{kind}": partial(self._slip, kind) for kind in ("receipt", "supplement", "refusal", "stop")}
        results = {
            "draft_result": self._draft, "sign_result": self._sign, "number_result": self._number,
            "issue_result": self._issue,
        }  # fmt: skip
        return {**slips, **results, "send_notice": self._notice}

    def _slip(self, kind: str, call: Call) -> Mapping[str, Json]:
        now = call.clock.now()
        with transaction(call.database) as session:
            dossier = _dossier(session, call)
            year = now.astimezone(VIETNAM).year
            number = pack_of(dossier).slip_number(kind, next_serial(session, dossier.unit_id, f"slip:{kind}", year))
            slip = Slip(
                dossier_id=dossier.id, kind=kind, number=number, job_key=new_id(), made_by=signatory(session, dossier),
                made_at=now,
            )  # fmt: skip
            session.add(slip)
            due_at = self.until + SPREAD * ((self.until - now) / self.span)
            enqueue(session, call.clock, f"print_{kind}", {}, instance_id=call.instance_id, key=slip.job_key, due_at=due_at)
        return {}

    def _draft(self, call: Call) -> Mapping[str, Json]:
        with transaction(call.database) as session:
            subject = Subject.of(session, call.instance_id)
            kind = kind_of(subject.procedure, call.headers.get("result", ""))
            result_rows.draft(session, call.clock, subject.dossier, kind, self.sample, SYSTEM)
        return {"result_kind": kind.kind}

    def _sign(self, call: Call) -> Mapping[str, Json]:
        with transaction(call.database) as session:
            dossier = _dossier(session, call)
            result_rows.sign(session, call.clock, dossier, self.sample, signatory(session, dossier))
        return {}

    def _number(self, call: Call) -> Mapping[str, Json]:
        with transaction(call.database) as session:
            subject = Subject.of(session, call.instance_id)
            drafted = session.scalars(select(Result).where(Result.dossier_id == subject.dossier.id)).one()
            kind = kind_of(subject.procedure, drafted.key)
            return {"result_number": result_rows.number(session, call.clock, subject.dossier, kind, SYSTEM).number}

    def _issue(self, call: Call) -> Mapping[str, Json]:
        with transaction(call.database) as session:
            result_rows.issue(session, call.clock, _dossier(session, call), self.sample, SYSTEM)
        return {}

    def _notice(self, call: Call) -> Mapping[str, Json]:
        with transaction(call.database) as session:
            if "notice" in call.headers:
                to, kind = call.headers["to"], call.headers["notice"]
                notices.tell_role(session, call.clock, _dossier(session, call), to, kind, call.key)
            else:
                session.get_one(Notice, str(call.variables["notice"])).sent_at = call.clock.now()
        return {}


def _dossier(session: Session, call: Call) -> Dossier:
    return session.scalars(select(Dossier).where(Dossier.instance_id == call.instance_id)).one()


def redraw_drafts(database: Engine, clock: Clock) -> None:
    """Let the worker draw every draft that is still on its way, from its real template."""
    with transaction(database) as session:
        waiting = select(Result.key, Dossier.instance_id).join(Dossier, Dossier.id == Result.dossier_id)
        for key, instance_id in session.execute(waiting.where(Result.state == "drafted")):
            enqueue(session, clock, "draft_result", {}, instance_id=instance_id, headers={"result": key})
