"""The days of the demonstration: what officers and applicants did, hour by hour, with the commands the doors call."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases import handling
from cases.calendar import Calendar
from cases.calendars import calendar_named
from cases.deadlines import parse_term
from cases.escalation import check_terms
from cases.follow import follow
from cases.procedure import active_procedure, procedure_of
from cases.reception import receive
from cases.seed.applicants import intake
from cases.seed.fates import Fate
from cases.seed.office import page
from cases.seed.paper import PaperMill, send_letters
from cases.sweeps import sweep
from cases.tables import Dossier, Officer
from engine.changes import Changes
from engine.journal import seal
from engine.tables import Task
from engine.timers import fire_due
from ground.clock import VIETNAM, Clock, FixedClock
from ground.database import transaction

HOUR = timedelta(hours=1)
NOON = 12
COUNTER = "binh"
PROCEDURES = {"khai_bao_thiet_bi": 6, "giay_phep_lao_dong": 4}
# Steps without a term: how long they wait, in working hours.
UNHURRIED = {"tra_ket_qua": 10.0}


@dataclass(order=True, slots=True)
class Event:
    """Something that will happen: a dossier comes in, a step is done, a supplement is brought, somebody withdraws."""

    at: datetime
    order: int
    kind: str = field(compare=False)
    subject: str = field(compare=False, default="")


class Days:
    """Plays the agenda from one instant to another. The acts of one hour and their jobs share a transaction."""

    def __init__(self, database: Engine, clock: FixedClock, mill: PaperMill, chance: Random) -> None:
        self.database, self.clock, self.mill, self.chance = database, clock, mill, chance
        self.calendar: Calendar = calendar_named()
        self.agenda: list[Event] = []
        self.fates: dict[str, Fate] = {}
        self.officers: dict[str, str] = {}
        self.serial = 0

    def plan(self, at: datetime, kind: str, subject: str = "") -> None:
        """Put something on the agenda."""
        self.serial += 1
        heappush(self.agenda, Event(at, self.serial, kind, subject))

    def play(self, until: datetime) -> None:
        """Let everything happen that is due by then."""
        while self.agenda and self.agenda[0].at <= until:
            rest = min(self._rest_after(self.agenda[0].at), until)
            while self.agenda and self.agenda[0].at <= rest:
                self._acts(min(self.agenda[0].at + HOUR, rest))
            self.clock.move_to(rest)
            self._sweep()
        self.clock.move_to(until)
        self._sweep()

    def _rest_after(self, at: datetime) -> datetime:
        """The end of this half of the working day."""
        local = at.astimezone(VIETNAM)
        return local.replace(hour=NOON, minute=0) if local.hour < NOON else self.calendar.close_of(local.date())

    def _acts(self, until: datetime) -> None:
        with transaction(self.database) as session:
            while self.agenda and self.agenda[0].at <= until:
                event = heappop(self.agenda)
                self.clock.move_to(max(event.at, self.clock.now()))
                getattr(self, f"_{event.kind}")(session, event.subject)

    def _sweep(self) -> None:
        """At noon and in the evening: timers, what has grown late, apologies, the half-day's letters, the seal."""
        while fire_due(self.database, self.clock, self._follow):
            pass
        while check_terms(self.database, self.clock):
            pass
        while sweep(self.database, self.clock):
            pass
        with transaction(self.database) as session:
            send_letters(session, self.clock)
        seal(self.database, self.clock)

    def _follow(self, session: Session, clock: Clock, changes: Changes) -> None:
        follow(session, clock, changes)
        self._look(session, changes)

    def _look(self, session: Session, changes: Changes) -> None:
        """Do the jobs that were ordered; plan what the officers and the applicant will do about what has come up."""
        for job in changes.jobs:
            self._follow(session, self.clock, self.mill.work(session, self.clock, job))
        for task in changes.opened:
            self._plan_step(session, task)
        if any(step.element == "cho_bo_sung" for step in changes.entered):
            fate = self.fates[changes.instance.id]
            if fate.way != "lost":
                later = timedelta(hours=fate.chance.uniform(8, 50))
                self.plan(self.calendar.add_time(self.clock.now(), later), "answer", changes.instance.business_key)

    def _plan_step(self, session: Session, task: Task) -> None:
        fate = self.fates[task.instance_id]
        procedure = procedure_of(session, fate.definition_id)
        term = procedure.properties(task.process, task.element).get("term", "")
        hours = parse_term(term).amount if term else UNHURRIED.get(task.element, 4.0)
        taken = timedelta(hours=hours * fate.share)
        self.plan(self.calendar.add_time(self.clock.now(), max(taken, timedelta(minutes=5))), "step", task.id)

    def _receive(self, session: Session, _subject: str) -> None:
        slug = self.chance.choices(list(PROCEDURES), list(PROCEDURES.values()))[0]
        _, procedure = active_procedure(session, slug)
        on = self.clock.now().astimezone(VIETNAM).date()
        self.serial += 1
        handed_in = intake(self.chance, slug, procedure.sheet.component, on, self.serial)
        dossier = receive(session, self.clock, self._officer(session, COUNTER), handed_in)
        fate = self.fates[dossier.instance_id] = Fate.draw(self.chance, dossier)
        for task in session.scalars(select(Task).where(Task.instance_id == dossier.instance_id, Task.state == "open")):
            self._plan_step(session, task)
        if fate.way == "withdrawn":
            later = timedelta(hours=fate.chance.uniform(2, 24))
            self.plan(self.calendar.add_time(self.clock.now(), later), "withdraw", dossier.code)

    def _step(self, session: Session, task_id: str) -> None:
        task = session.get_one(Task, task_id)
        if task.state not in ("open", "claimed"):
            return
        fate = self.fates[task.instance_id]
        by = task.assignee or self._holder(task.role, fate)
        answers = fate.answers(task.element)
        officer = self._officer(session, by)
        self._look(session, handling.complete_step(session, self.clock, officer, task.id, task.version, answers))

    def _answer(self, session: Session, code: str) -> None:
        # The doors may be open meanwhile: somebody may have answered, or withdrawn, before us.
        state = session.scalar(select(Dossier.state).where(Dossier.code == code))
        if state != "supplement":
            return
        counter = self._officer(session, COUNTER)
        changes = handling.supplement_answered(session, self.clock, counter, code, (), "Đã nộp đủ.")
        if changes is not None:
            self._look(session, changes)

    def _withdraw(self, session: Session, code: str) -> None:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        if handling.may_withdraw(session, dossier):
            reason = self.chance.choice(page("people.toml")["withdrawals"])
            handling.withdraw(session, self.clock, self._officer(session, COUNTER), code, reason)
            self.mill.put_off(session, self.clock, dossier)

    def _officer(self, session: Session, name: str) -> Officer:
        if not self.officers:
            self.officers = {officer.name: officer.id for officer in session.scalars(select(Officer))}
        return session.get_one(Officer, self.officers[name])

    def _holder(self, role: str, fate: Fate) -> str:
        if role == "chuyen_vien":
            return fate.specialist
        return next(str(each["name"]) for each in page("office.toml")["officer"] if role in each["roles"])
