"""The days of the demonstration: what officers and applicants did, hour by hour, with the commands the doors call."""

from collections.abc import Mapping
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
from cases.tables import Dossier, Officer
from engine.changes import Changes
from engine.jobs import Operation, run_jobs
from engine.journal import seal
from engine.tables import Task
from engine.timers import fire_due
from ground.clock import VIETNAM, Clock, FixedClock
from ground.database import transaction

HOUR = timedelta(hours=1)
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
    """Plays the agenda from one instant to another. Acts of one hour share a transaction; the machine works on the hour."""

    def __init__(self, database: Engine, clock: FixedClock, operations: Mapping[str, Operation], chance: Random) -> None:
        self.database, self.clock, self.operations, self.chance = database, clock, operations, chance
        self.calendar: Calendar = calendar_named()
        self.agenda: list[Event] = []
        self.fates: dict[str, Fate] = {}
        self.serial = 0

    def plan(self, at: datetime, kind: str, subject: str = "") -> None:
        """Put something on the agenda."""
        self.serial += 1
        heappush(self.agenda, Event(at, self.serial, kind, subject))

    def play(self, until: datetime) -> None:
        """Let everything happen that is due by then."""
        hour = self.clock.now()
        while hour < until:
            hour = min(self._next_hour(hour), until)
            self._acts(hour)
            self.clock.move_to(hour)
            self._machine(is_evening=hour.astimezone(VIETNAM).hour in (12, 17))
        self._machine(is_evening=True)

    def _next_hour(self, hour: datetime) -> datetime:
        """The end of this hour; nights and days off are passed over, unless somebody handed in online."""
        later = max(self.calendar.open_at(hour), hour) + HOUR
        return min(later, self.agenda[0].at + HOUR) if self.agenda and self.agenda[0].at > hour else hour + HOUR

    def _acts(self, until: datetime) -> None:
        if not self.agenda or self.agenda[0].at > until:
            return
        with transaction(self.database) as session:
            while self.agenda and self.agenda[0].at <= until:
                event = heappop(self.agenda)
                self.clock.move_to(max(event.at, self.clock.now()))
                getattr(self, f"_{event.kind}")(session, event.subject)

    def _machine(self, *, is_evening: bool) -> None:
        while fire_due(self.database, self.clock, self._follow) + self._jobs():
            pass
        if is_evening:
            while check_terms(self.database, self.clock):
                pass
            while self._jobs():
                pass
            seal(self.database, self.clock)

    def _jobs(self) -> int:
        return run_jobs(self.database, self.clock, self.operations, self._follow, limit=500)

    def _follow(self, session: Session, clock: Clock, changes: Changes) -> None:
        follow(session, clock, changes)
        self._look(session, changes)

    def _look(self, session: Session, changes: Changes) -> None:
        """Plan what the officers and the applicant will do about what has just come up."""
        for task in changes.opened:
            self._plan_step(session, task)
        if any(step.element == "cho_bo_sung" for step in changes.entered):
            fate = self.fates[changes.instance.id]
            if fate.way != "lost":
                later = timedelta(hours=fate.chance.uniform(8, 50))
                self.plan(self.calendar.add_time(self.clock.now(), later), "answer", changes.instance.business_key)

    def _plan_step(self, session: Session, task: Task) -> None:
        procedure = procedure_of(session, self._dossier(session, task.instance_id).definition_id)
        term = procedure.properties(task.process, task.element).get("term", "")
        hours = parse_term(term).amount if term else UNHURRIED.get(task.element, 4.0)
        taken = timedelta(hours=hours * self.fates[task.instance_id].share)
        self.plan(self.calendar.add_time(self.clock.now(), max(taken, timedelta(minutes=5))), "step", task.id)

    def _dossier(self, session: Session, instance_id: str) -> Dossier:
        return session.scalars(select(Dossier).where(Dossier.instance_id == instance_id)).one()

    def _receive(self, session: Session, _subject: str) -> None:
        slug = self.chance.choices(list(PROCEDURES), list(PROCEDURES.values()))[0]
        _, procedure = active_procedure(session, slug)
        on = self.clock.now().astimezone(VIETNAM).date()
        self.serial += 1
        handed_in = intake(self.chance, slug, procedure.sheet.component, on, self.serial)
        dossier = receive(session, self.clock, self._officer(session, COUNTER), handed_in)
        fate = self.fates[dossier.instance_id] = Fate.draw(self.chance)
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
        machines = len(self._dossier(session, task.instance_id).answers.get("thiet_bi") or ())
        answers = fate.answers(task.element, machines)
        officer = self._officer(session, by)
        self._look(session, handling.complete_step(session, self.clock, officer, task.id, task.version, answers))

    def _answer(self, session: Session, code: str) -> None:
        counter = self._officer(session, COUNTER)
        changes = handling.supplement_answered(session, self.clock, counter, code, (), "Đã nộp đủ.")
        if changes is not None:
            self._look(session, changes)

    def _withdraw(self, session: Session, code: str) -> None:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        if handling.may_withdraw(session, dossier):
            reason = self.chance.choice(page("people.toml")["withdrawals"])
            handling.withdraw(session, self.clock, self._officer(session, COUNTER), code, reason)

    def _officer(self, session: Session, name: str) -> Officer:
        return session.scalars(select(Officer).where(Officer.name == name)).one()

    def _holder(self, role: str, fate: Fate) -> str:
        if role == "chuyen_vien":
            return fate.specialist
        return next(str(each["name"]) for each in page("office.toml")["officer"] if role in each["roles"])
