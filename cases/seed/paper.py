"""The machine work of past days, quickly: numbers and entries are given as always, the bytes come later or are shared.

A slip of the past is numbered and dated on its day and printed by the worker soon after, the newest first. A result of
the past shows one sample that says so; the drafts still on their way are drawn anew by the worker.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from importlib import resources
from typing import TypeAlias

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cases import notices, result_rows
from cases.counting import next_serial
from cases.desk import Shelf
from cases.law import pack_of
from cases.procedure import procedure_of
from cases.result_rows import current, kind_of, signatory
from cases.tables import Dossier, Notice, Result, Slip, new_id
from engine import journal
from engine.changes import Changes
from engine.jobs import enqueue
from engine.store import SYSTEM, load, save
from engine.tables import Job
from ground.canonical import Json
from ground.clock import VIETNAM, Clock

Work: TypeAlias = Callable[[Session, Clock, Job, Dossier], Mapping[str, Json]]
SLIPS = ("receipt", "supplement", "refusal", "stop")
SPREAD = timedelta(minutes=30)


class PaperMill:
    """Does the jobs of past days within the act that ordered them. The past ends `until` then; it is a `span` long."""

    def __init__(self, vault: Shelf, until: datetime, span: timedelta) -> None:
        self.until, self.span = until, span
        self.sample = vault.keep((resources.files("cases.seed") / "sample.pdf").read_bytes())
        self.works: Mapping[str, Work] = {
            **{f"print_{kind}": partial(self._slip, kind) for kind in SLIPS},
            "draft_result": self._draft, "sign_result": self._sign, "number_result": self._number,
            "issue_result": self._issue, "send_notice": self._notice,
        }  # fmt: skip

    def work(self, session: Session, clock: Clock, job: Job) -> Changes:
        """Do one job of a drawing now, as the worker would after the commit."""
        dossier = session.scalars(select(Dossier).where(Dossier.instance_id == job.instance_id)).one()
        outputs = self.works[job.operation](session, clock, job, dossier)
        assert job.instance_id is not None
        assert job.token is not None
        loaded = load(session, clock, job.instance_id, SYSTEM)
        job.state, job.settled_at, job.attempts = "done", clock.now(), 1
        facts = {"operation": job.operation, "element": job.element, "outputs": dict(outputs)}
        journal.append(session, clock, job.instance_id, "job_done", job.id, SYSTEM, facts)
        loaded.run.complete(job.token, outputs)
        return save(session, clock, loaded)

    def _slip(self, kind: str, session: Session, clock: Clock, job: Job, dossier: Dossier) -> Mapping[str, Json]:
        slip = self._number_slip(session, clock, kind, dossier, new_id())
        due_at = self._print_at(clock)
        operation, instance_id = f"print_{kind}", job.instance_id
        enqueue(session, clock, operation, {}, instance_id=instance_id, key=slip.job_key, due_at=due_at)
        return {}

    def put_off(self, session: Session, clock: Clock, dossier: Dossier) -> None:
        """Number the stop notice of a withdrawal on its day; its job, which the desk has queued, prints it later."""
        job = session.scalars(
            select(Job).where(Job.instance_id == dossier.instance_id, Job.operation == "print_stop")
        ).one()
        self._number_slip(session, clock, "stop", dossier, job.id)
        job.due_at = self._print_at(clock)

    def _number_slip(self, session: Session, clock: Clock, kind: str, dossier: Dossier, key: str) -> Slip:
        year = clock.now().astimezone(VIETNAM).year
        number = pack_of(dossier).slip_number(kind, next_serial(session, dossier.unit_id, f"slip:{kind}", year))
        slip = Slip(
            dossier_id=dossier.id, kind=kind, number=number, job_key=key, made_by=signatory(session, dossier),
            made_at=clock.now(),
        )  # fmt: skip
        session.add(slip)
        return slip

    def _print_at(self, clock: Clock) -> datetime:
        return self.until + SPREAD * ((self.until - clock.now()) / self.span)

    def _draft(self, session: Session, clock: Clock, job: Job, dossier: Dossier) -> Mapping[str, Json]:
        kind = kind_of(procedure_of(session, dossier.definition_id), job.headers.get("result", ""))
        result_rows.draft(session, clock, dossier, kind, self.sample, SYSTEM)
        return {"result_kind": kind.kind}

    def _sign(self, session: Session, clock: Clock, job: Job, dossier: Dossier) -> Mapping[str, Json]:
        result_rows.sign(session, clock, dossier, self.sample, signatory(session, dossier))
        return {}

    def _number(self, session: Session, clock: Clock, job: Job, dossier: Dossier) -> Mapping[str, Json]:
        drafted = current(session, dossier)
        kind = kind_of(procedure_of(session, dossier.definition_id), drafted.key if drafted is not None else "")
        return {"result_number": result_rows.number(session, clock, dossier, kind, SYSTEM).number}

    def _issue(self, session: Session, clock: Clock, job: Job, dossier: Dossier) -> Mapping[str, Json]:
        result_rows.issue(session, clock, dossier, self.sample, SYSTEM)
        return {}

    def _notice(self, session: Session, clock: Clock, job: Job, dossier: Dossier) -> Mapping[str, Json]:
        notices.tell_role(session, clock, dossier, job.headers["to"], job.headers["notice"], job.id)
        return {}


def send_letters(session: Session, clock: Clock) -> None:
    """The letters of past days count as sent when they were written: nobody is to get them now."""
    session.execute(update(Notice).where(Notice.sent_at.is_(None)).values(sent_at=Notice.created_at))
    session.execute(
        update(Job)
        .where(Job.operation == "send_notice", Job.token.is_(None), Job.state == "waiting")
        .values(state="done", attempts=1, settled_at=clock.now())
    )


def redraw_drafts(session: Session, clock: Clock) -> None:
    """Let the worker draw every draft that is still on its way, from its real template."""
    waiting = select(Result.key, Dossier.instance_id).join(Dossier, Dossier.id == Result.dossier_id)
    for key, instance_id in session.execute(waiting.where(Result.state == "drafted", Dossier.closed_at.is_(None))):
        enqueue(session, clock, "draft_result", {}, instance_id=instance_id, headers={"result": key})
