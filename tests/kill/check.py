"""Holds what the clients were told against what is stored: nothing lost, nothing doubled, the chain whole."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from cases.tables import Dossier, Notice, Result, Slip
from documents.vault import Vault
from engine import journal
from engine.tables import Entry, Incident, Instance, Job, Task
from ground.database import reading

DRAIN_SECONDS = 300
Record = Mapping[str, Any]


class Checker:
    """Reads the database and the folder of a run that has ended."""

    def __init__(self, database: Engine, home: Path) -> None:
        self.database = database
        self.home = home

    def wait_for_the_worker(self, is_alive: Callable[[], bool]) -> None:
        """Return when no job is left to run, or when the worker no longer gets any done."""
        until, last = time.monotonic() + DRAIN_SECONDS, -1
        while time.monotonic() < until and is_alive():
            with reading(self.database) as session:
                left = session.scalar(select(func.count()).where(Job.state.in_(("waiting", "running")))) or 0
            if left == 0:
                return
            if left != last:
                until, last = time.monotonic() + DRAIN_SECONDS, left
            time.sleep(0.5)

    def faults(self, records: Sequence[Record]) -> list[str]:
        """Everything that is not as promised; an empty list is the proof."""
        with reading(self.database) as session:
            return [
                *_dossiers(session, records),
                *_completions(session, records),
                *_holdings(session, records),
                *_tasks(session),
                *(f"journal {fault}" for fault in journal.verify(session)),
                *_instances(session),
                *_jobs(session),
                *_codes(session),
                *self._files(session),
                *self._letters(session),
            ]

    def _files(self, session: Session) -> Iterator[str]:
        vault = Vault(self.home / "vault")
        columns = (Slip.digest, Result.draft_digest, Result.signed_digest, Result.issued_digest)
        digests = {digest for column in columns for digest in session.scalars(select(column))}
        for digest in digests:
            if digest is not None and not (vault.has(digest) and vault.read(digest)):
                yield f"paper {digest} has a row but no bytes"
        unprinted = session.scalar(select(func.count()).where(Slip.digest.is_(None))) or 0
        if unprinted:
            yield f"{unprinted} slips were never printed"

    def _letters(self, session: Session) -> Iterator[str]:
        sent = {file.stem for file in (self.home / "letters").rglob("*.eml")}
        owed = session.scalar(select(func.count()).select_from(Notice).where(Notice.sent_at.is_(None))) or 0
        mailed = session.scalar(select(func.count()).select_from(Notice).where(Notice.sent_at.is_not(None))) or 0
        if owed:
            yield f"{owed} notices were never sent"
        if len(sent) != mailed:
            yield f"{mailed} notices are marked as sent, {len(sent)} letters lie in the folder"


def _dossiers(session: Session, records: Sequence[Record]) -> Iterator[str]:
    promised = Counter(record["answer"]["code"] for record in records if _is(record, "receive", "ok"))
    stored = set(session.scalars(select(Dossier.code)))
    for code, times in promised.items():
        if times > 1:
            yield f"dossier {code} was given to {times} different requests"
        if code not in stored:
            yield f"dossier {code} was acknowledged and is lost"
    open_questions = sum(_is(record, "receive", "unknown") or _is(record, "receive", "invoke") for record in records)
    if not len(promised) <= len(stored) <= len(promised) + open_questions:
        yield f"{len(stored)} dossiers are stored, {len(promised)} were acknowledged, {open_questions} are unknown"


def _completions(session: Session, records: Sequence[Record]) -> Iterator[str]:
    told = Counter(session.scalars(select(Entry.subject).where(Entry.name == "task_completed").order_by(Entry.subject)))
    by_whom = {row.id: row.completed_by for row in session.scalars(select(Task).where(Task.state == "completed"))}
    done: Counter[str] = Counter()
    for record in records:
        if _is(record, "complete", "ok"):
            done[record["task"]] += 1
            if told[record["task"]] != 1:
                yield f"task {record['task']} was acknowledged and has {told[record['task']]} entries"
            if by_whom.get(record["task"]) != record["officer"]:
                yield f"task {record['task']} was completed by {by_whom.get(record['task'])}, not {record['officer']}"
    for task, times in done.items():
        if times > 1:
            yield f"task {task} was acknowledged to {times} different requests"
    unknown = {record["task"] for record in records if _is(record, "complete", "unknown", "invoke")}
    for task in by_whom.keys() - done.keys() - unknown:
        yield f"task {task} was completed although nobody was told so"


def _holdings(session: Session, records: Sequence[Record]) -> Iterator[str]:
    """Each acknowledged claim and release is one entry of its task, and there is no other."""
    for act, name in (("claim", "task_claimed"), ("release", "task_released")):
        told = Counter(session.scalars(select(Entry.subject).where(Entry.name == name)))
        done = Counter(record["task"] for record in records if _is(record, act, "ok"))
        unknown = Counter(record["task"] for record in records if _is(record, act, "unknown", "invoke"))
        for task in told | done:
            if not done[task] <= told[task] <= done[task] + unknown[task]:
                yield f"task {task}: {done[task]} times {act} was acknowledged, the journal tells of {told[task]}"


def _is(record: Record, op: str, *events: str) -> bool:
    return record.get("op") == op and record["event"] in events


def _tasks(session: Session) -> Iterator[str]:
    """Every row says what the journal says: opened once, then completed or cancelled at most once."""
    story: dict[str, Counter[str]] = defaultdict(Counter)
    for name, subject in session.execute(select(Entry.name, Entry.subject).where(Entry.name.startswith("task_"))):
        story[subject][name] += 1
    ends = {"completed": "task_completed", "cancelled": "task_cancelled"}
    for task_id, state in session.execute(select(Task.id, Task.state)):
        told = story.pop(task_id, Counter())
        wanted = {ends[state]: 1} if state in ends else {}
        if told["task_opened"] != 1 or {name: told[name] for name in ends.values() if told[name]} != wanted:
            yield f"task {task_id} is {state}, the journal says {dict(told)}"
    for task_id in story:
        yield f"task {task_id} is in the journal and has no row"


def _instances(session: Session) -> Iterator[str]:
    """What an instance stands at and its live rows are the same; one that ended has none."""
    live: dict[str, set[str]] = defaultdict(set)
    for table, states in ((Task, ("open", "claimed")), (Job, ("waiting", "running", "incident"))):
        for instance_id, token in session.execute(
            select(table.instance_id, table.token).where(table.state.in_(states), table.token.is_not(None))
        ):
            live[instance_id or ""].add(token or "")
    for instance in session.scalars(select(Instance)):
        standing = {token for token, row in instance.standing.items() if row[0] in ("task", "job")}
        if standing != live.get(instance.id, set()):
            yield f"instance {instance.id} stands at {standing}, its rows say {live.get(instance.id)}"
        if instance.state == "ended" and standing:
            yield f"instance {instance.id} ended and still stands somewhere"


def _jobs(session: Session) -> Iterator[str]:
    for incident in session.scalars(select(Incident).where(Incident.solved_at.is_(None))):
        yield f"incident {incident.code} at {incident.element}: {incident.params}"
    for state, count in session.execute(select(Job.state, func.count()).group_by(Job.state)):
        if state in ("waiting", "running"):
            yield f"{count} jobs are still {state}"
    entries = select(Entry.subject, func.count()).where(Entry.name == "job_done").group_by(Entry.subject)
    for job, count in session.execute(entries):
        if count > 1:
            yield f"job {job} was done {count} times"


def _codes(session: Session) -> Iterator[str]:
    """Serials of a unit and day run from one without a gap: the counter is taken in the dossier's own transaction."""
    serials: dict[str, list[int]] = defaultdict(list)
    for code in session.scalars(select(Dossier.code)):
        match = re.fullmatch(r"(.+-\d{6})-(\d+)", code)
        if match is None:
            yield f"dossier code {code} is not of the pattern"
        else:
            serials[match[1]].append(int(match[2]))
    for day, numbers in serials.items():
        if sorted(numbers) != list(range(min(numbers), min(numbers) + len(numbers))):
            yield f"the serials of {day} have gaps or doubles"
