"""Random commands on a few processes, each a transaction of its own on a cold engine, held against the ledger."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from engine import commands, journal
from engine.definitions import graph_of
from engine.jobs import Again, Call, Fault
from engine.migration import MigrationRefused
from engine.spiff import Run
from engine.states import MoveRefused
from engine.steps import TaskAlreadyCompleted, TaskClaimedByAnother
from engine.store import InstanceNotRunning
from engine.tables import Definition, Incident, Instance, Job, Subscription, Task, Timer
from ground.clock import FixedClock
from ground.database import open_database, reading
from tests.conftest import MORNING
from tests.engine.conftest import Hall
from tests.machine.ledger import MOVES, Ledger, drawing

MOST = 3
WHICH = st.integers(min_value=0, max_value=10**6)
WHO = st.sampled_from(("chi", "cuc"))


class Office(RuleBasedStateMachine):
    """The engine on one side, the ledger on the other; after every command they must say the same."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="motcua-")
        file = Path(self.folder.name) / "office.sqlite"
        shutil.copyfile(self.template, file)
        self.hall = Hall(open_database(f"sqlite:///{file}"), FixedClock(MORNING))
        self.hall.operations["print_receipt"] = lambda call: {}
        self.ledgers: dict[str, Ledger] = {}
        self.tokens: dict[str, dict[str, int]] = {}
        self.seen: dict[str, int] = {}
        self.sent = 0
        self.done: list[Task] = []

    @initialize()
    def open_the_office(self) -> None:
        self.versions = {number: self.hall.deploy(drawing(number)).id for number in (1, 2)}

    def teardown(self) -> None:
        with reading(self.hall.database) as session:
            assert journal.verify(session) == []
        self.hall.database.dispose()
        self.folder.cleanup()

    @precondition(lambda self: len(self.ledgers) < MOST)
    @rule(version=st.sampled_from((1, 2)))
    def start(self, version: int) -> None:
        code = f"HS-{len(self.ledgers)}"
        definition = self.hall.rows(Definition, id=self.versions[version])[0]
        changes = self.hall.act(
            lambda s: commands.start(s, self.hall.clock, "ho_so", {"ma": code}, code, "binh", definition)
        )
        ledger = self.ledgers[changes.instance.id] = Ledger(version)
        ledger.arrive("kiem_tra")
        self._learn(changes.instance.id)

    @precondition(lambda self: self._tasks())
    @rule(which=WHICH, by=WHO)
    def claim(self, which: int, by: str) -> None:
        task, ledger, number = self._task(which)
        holder = ledger.claims.get(number)
        refused = holder is not None and holder != by
        self._try(lambda s: commands.claim(s, self.hall.clock, task.id, task.version, by), refused)
        if not refused:
            ledger.claims[number] = by

    @precondition(lambda self: self._tasks())
    @rule(which=WHICH, by=WHO)
    def release(self, which: int, by: str) -> None:
        task, ledger, number = self._task(which)
        refused = ledger.claims.get(number) != by
        self._try(lambda s: commands.release(s, self.hall.clock, task.id, task.version, by), refused)
        if not refused:
            del ledger.claims[number]

    @precondition(lambda self: self._tasks())
    @rule(which=WHICH, by=WHO)
    def complete(self, which: int, by: str) -> None:
        task, ledger, number = self._task(which)
        refused = ledger.claims.get(number, by) != by or ledger.state != "running"
        self._try(lambda s: commands.complete(s, self.hall.clock, task.id, task.version, {"bởi": by}, by), refused)
        if not refused:
            ledger.complete(number, task.id)
            self.done.append(task)
            self._learn(task.instance_id)

    @precondition(lambda self: self.done)
    @rule(which=WHICH)
    def complete_again(self, which: int) -> None:
        task = self.done[which % len(self.done)]
        with pytest.raises(TaskAlreadyCompleted):
            self.hall.finish(task)

    @precondition(lambda self: self._live("running"))
    @rule(which=WHICH)
    def suspend(self, which: int) -> None:
        self._turn(which, "running", "suspended", commands.suspend)

    @precondition(lambda self: self._live("suspended"))
    @rule(which=WHICH)
    def resume(self, which: int) -> None:
        instance = self._turn(which, "suspended", "running", commands.resume)
        self.ledgers[instance].receive()
        self._learn(instance)

    def _turn(self, which: int, old: str, new: str, command: Any) -> str:
        instance: str = self._pick(self._live(old), which)
        self.hall.act(lambda s: command(s, self.hall.clock, instance, "quy", "tested"))
        self.ledgers[instance].state = new
        with pytest.raises((MoveRefused, InstanceNotRunning)):
            self.hall.act(lambda s: command(s, self.hall.clock, instance, "quy", "again"))
        return instance

    @precondition(lambda self: len(self.ledgers) == MOST and self._live("running", "suspended"))
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        instance = self._pick(self._live("running", "suspended"), which)
        self.hall.act(lambda s: commands.cancel(s, self.hall.clock, instance, "quy", "tested"))
        self.ledgers[instance].end("cancelled")
        self._learn(instance)

    @precondition(lambda self: self.hall.timers(state="waiting", held=False))
    @rule(which=WHICH)
    def fire(self, which: int) -> None:
        timer = self._pick(self.hall.timers(state="waiting", held=False), which)
        number = self.tokens[timer.instance_id][timer.token]
        self.hall.act(lambda s: commands.fire(s, self.hall.clock, timer.id))
        self.ledgers[timer.instance_id].fire(number)
        self._learn(timer.instance_id)

    @precondition(lambda self: self.ledgers)
    @rule(which=WHICH)
    def deliver(self, which: int) -> None:
        self.sent += 1
        place = which % len(self.ledgers)
        instance = list(self.ledgers)[place]
        self.hall.deliver("ho_so_bo_sung", f"HS-{place}", f"m{self.sent}", so=self.sent)
        self.ledgers[instance].inbox += 1
        self.ledgers[instance].receive()
        self._learn(instance)

    @rule(fails=st.sampled_from(("", "", "fault", "again")))
    def work(self, fails: str) -> None:
        """The worker does what is due: it succeeds, gives up, or tries again until it is an incident."""

        def print_receipt(call: Call) -> dict[str, str]:
            if fails == "fault":
                raise Fault("no_template", "the template is missing")
            if fails:
                raise Again("the printer is off")
            return {}

        self.hall.operations["print_receipt"] = print_receipt
        for wait in (0, 1, 10, 60) if fails == "again" else (0,):
            self.hall.clock.advance(timedelta(minutes=wait))
            self.hall.work()
        self.hall.clock.advance(timedelta(hours=1))
        for instance, ledger in self.ledgers.items():
            if ledger.state == "running":
                for number in [each for each in ledger.at("in_giay") if each not in ledger.broken]:
                    ledger.broken.add(number) if fails else ledger.complete(number)
            self._learn(instance)

    @precondition(lambda self: self.hall.incidents())
    @rule(which=WHICH)
    def retry(self, which: int) -> None:
        incident = self._pick(self.hall.incidents(), which)
        job = self.hall.rows(Job, id=incident.job_id)[0]
        self.hall.act(lambda s: commands.retry(s, self.hall.clock, incident.id, "quy"))
        assert job.instance_id is not None
        assert job.token is not None
        self.ledgers[job.instance_id].broken.discard(self.tokens[job.instance_id][job.token])

    @precondition(lambda self: self._movable())
    @rule(which=WHICH)
    def move(self, which: int) -> None:
        instance, token, target = self._pick(self._movable(), which)
        self.hall.act(lambda s: commands.move(s, self.hall.clock, instance, token, target, "quy", "tested"))
        self.ledgers[instance].move(self.tokens[instance][token], target)
        self._learn(instance)

    @precondition(lambda self: self._ways())
    @rule(which=WHICH)
    def go_back(self, which: int) -> None:
        instance, task_id = self._pick(self._ways(), which)
        ledger = self.ledgers[instance]
        page = ledger.ways_back[task_id]
        refused = not ledger.may_be_in(ledger.version, page.stands)
        self._try(lambda s: commands.go_back(s, self.hall.clock, instance, task_id, "quy", "tested"), refused)
        if not refused:
            ledger.go_back(page)
            self._learn(instance)

    @precondition(lambda self: self._live("running", "suspended"))
    @rule(which=WHICH)
    def migrate(self, which: int) -> None:
        instance = self._pick(self._live("running", "suspended"), which)
        ledger = self.ledgers[instance]
        to = 3 - ledger.version
        refused = not ledger.may_be_in(to, ledger.stands)
        target = self.versions[to]
        found = self.hall.act(lambda s: commands.obstacles_of(s, instance, target))
        assert bool(found) == refused
        self._try(
            lambda s: commands.migrate(s, self.hall.clock, instance, target, None, "quy", "tested"), refused
        )  # fmt: skip
        if not refused:
            ledger.version = to
            ledger.receive()
            self._learn(instance)

    @invariant()
    def rows_are_what_a_cold_engine_says(self) -> None:
        with reading(self.hall.database) as session:
            for instance in session.scalars(select(Instance)):
                run = Run.load(graph_of(session, instance.definition_id), instance.frontier, self.hall.clock)
                live = instance.state in ("running", "suspended")
                waits = {(wait.token, wait.kind, wait.element) for wait in run.waits()} if live else set()
                assert self._rows(instance.id) == waits
                assert {token: row[0] for token, row in instance.standing.items()} == {
                    token: kind for token, kind, _ in waits
                }
                ledger = self.ledgers[instance.id]
                assert (instance.state, Counter(element for _, _, element in waits)) == (ledger.state, ledger.seen)

    @invariant()
    def claims_are_whose_the_ledger_says(self) -> None:
        for task in self.hall.tasks():
            ledger, number = self.ledgers[task.instance_id], self.tokens[task.instance_id][task.token]
            assert task.assignee == ledger.claims.get(number)

    @invariant()
    def versions_only_grow(self) -> None:
        rows: list[Instance | Task] = [*self.hall.rows(Instance), *self.hall.rows(Task)]
        for row in rows:
            assert row.version >= self.seen.get(row.id, 0)
            self.seen[row.id] = row.version

    @invariant()
    def nothing_moves_in_what_is_suspended(self) -> None:
        rows: list[Timer | Job] = [*self.hall.timers(state="waiting"), *self.hall.jobs(state="waiting")]
        for row in rows:
            assert row.instance_id is not None
            assert row.held == (self.ledgers[row.instance_id].state == "suspended")

    @invariant()
    def the_journal_is_whole(self) -> None:
        with reading(self.hall.database) as session:
            for instance in self.ledgers:
                assert journal.verify(session, instance) == []

    def _rows(self, instance_id: str) -> set[tuple[str, str, str]]:
        found: set[tuple[str, str, str]] = set()
        for task in self.hall.tasks(instance_id):
            found.add((task.token, "task", task.element))
        for timer in self.hall.rows(Timer, instance_id=instance_id, state="waiting"):
            found.add((timer.token, "timer", timer.element))
        for job in self.hall.rows(Job, instance_id=instance_id):
            if job.token is not None and job.state in ("waiting", "running", "incident"):
                found.add((job.token, "job", job.element))
        for wanted in self.hall.rows(Subscription, instance_id=instance_id):
            found.add((wanted.token, "message", wanted.element))
        for incident in self.hall.rows(Incident, instance_id=instance_id, solved_at=None):
            if incident.token is not None:
                found.add((incident.token, "stalled", incident.element))
        return found

    def _learn(self, instance_id: str) -> None:
        """Which token of the engine is which of the ledger: those known stay, new ones are matched by their place."""
        known, ledger = self.tokens.setdefault(instance_id, {}), self.ledgers[instance_id]
        rows = {token: element for token, _, element in self._rows(instance_id)}
        taken = {known[token] for token in rows if token in known}
        for token, element in sorted(rows.items()):
            if token not in known:
                free = [number for number in ledger.at(element) if number not in taken]
                assert free, f"{element} should not stand there"
                known[token] = free[0]
                taken.add(free[0])

    def _try(self, deed: Callable[[Any], object], refused: bool) -> None:
        if not refused:
            self.hall.act(deed)
            return
        before = {row.id: row.version for row in self.hall.rows(Instance)}
        with pytest.raises((MigrationRefused, InstanceNotRunning, MoveRefused, TaskClaimedByAnother)):
            self.hall.act(deed)
        assert {row.id: row.version for row in self.hall.rows(Instance)} == before

    def _pick(self, among: list[Any], which: int) -> Any:
        return among[which % len(among)]

    def _live(self, *states: str) -> list[str]:
        return [instance for instance, ledger in self.ledgers.items() if ledger.state in states]

    def _tasks(self) -> list[Task]:
        return self.hall.tasks()

    def _task(self, which: int) -> tuple[Task, Ledger, int]:
        task = self._pick(self._tasks(), which)
        return task, self.ledgers[task.instance_id], self.tokens[task.instance_id][task.token]

    def _movable(self) -> list[tuple[str, str, str]]:
        return [
            (instance, token, target)
            for instance in self._live("running", "suspended")
            for token, _, element in sorted(self._rows(instance), key=lambda row: row[2])
            for source, target in MOVES
            if source == element
        ]

    def _ways(self) -> list[tuple[str, str]]:
        return [
            (instance, task_id)
            for instance in self._live("running", "suspended")
            for task_id in self.ledgers[instance].ways_back
        ]
