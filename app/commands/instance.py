"""`motcua instance`: look at a running process and mend it."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.desk import open_desk
from app.migrations import require_current
from app.officers import acting, officer_named
from app.settings import Settings
from cases import crowds, steering
from cases.desk import Desk
from cases.queries import runs
from cases.queries.run_shapes import HistoryPage, RunPage, RunSearch
from cases.steering import Hand
from engine.changes import Changes
from ground.database import reading, transaction
from ground.errors import Invalid

HELP = """Look at a running process, or mend it. Every act wants a reason and is in the journal, before and after.

    motcua instance find [TEXT] --by quy               runs; TEXT begins the dossier's code; --stuck: with incidents
    motcua instance show ID --by quy                   where it stands, what may be done, the ways back
    motcua instance history ID --by quy                who did what when, how long, which way; all from the journal
    motcua instance suspend|resume|cancel ID --by quy --reason TEXT
    motcua instance correct ID name='"value"' … --by quy --reason TEXT      values are JSON
    motcua instance move ID TOKEN ELEMENT [--state STATE] --by quy --reason TEXT
    motcua instance back ID TASK --by quy --reason TEXT
    motcua instance migrate ID DEFINITION [old=new …] [--dry-run] --by quy --reason TEXT     old= lets an event go

Exit code 1 when it is refused; a dry run that finds obstacles prints them and exits with 1 too.
"""
Done = Callable[[Session, Desk, Hand, Namespace], Changes]


class ArgumentsMissing(Invalid):
    """`motcua instance {action}` needs {wanted}."""

    code = "arguments_missing"


class ValueNotReadable(Invalid):
    """The value of {name} is not JSON. Put a text into quotation marks: {name}='"text"'."""

    code = "value_not_readable"


def arguments(parser: ArgumentParser) -> None:
    """The act, the process, and what the act needs."""
    parser.add_argument("action", choices=("find", "show", "history", *ACTS))
    parser.add_argument("words", nargs="*", metavar="WORD", help="the id of the process, and what the act needs")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why, for the journal")
    parser.add_argument("--state", default="", metavar="STATE", help="the dossier's state after a move")
    parser.add_argument("--stuck", action="store_true", help="only processes with an open incident")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, tell the obstacles of a migration")
    acting(parser)


def run(settings: Settings, given: Namespace) -> int:
    """Look, try, or act in one transaction."""
    desk = open_desk(settings)
    require_current(desk.database)
    if given.action in ("find", "show", "history") or given.dry_run:
        with reading(desk.database) as session:
            return _look(session, desk, given)
    with transaction(desk.database) as session:
        hand = Hand(officer_named(session, given.by), _word(given, 0, "an id"), given.reason)
        changes = ACTS[given.action](session, desk, hand, given)
        print(f"{changes.instance.id} {changes.instance.state}")
    return 0


def _word(given: Namespace, place: int, wanted: str) -> str:
    if len(given.words) <= place:
        raise ArgumentsMissing(action=given.action, wanted=wanted)
    word: str = given.words[place]
    return word


def _look(session: Session, desk: Desk, given: Namespace) -> int:
    officer = officer_named(session, given.by)
    if given.action == "find":
        wanted = RunSearch(text=" ".join(given.words), is_stuck=given.stuck, limit=200)
        for line in runs.find_runs(session, desk.clock, officer, wanted).rows:
            print(f"{line.id} {line.key} v{line.definition_version} {line.business_key} {line.state} {line.incidents}!")
        return 0
    instance_id = _word(given, 0, "an id")
    if given.action == "show":
        _show(runs.run_page(session, desk.clock, officer, instance_id))
    elif given.action == "history":
        _tell(runs.history_of(session, desk.clock, officer, instance_id))
    else:
        return _forecast(session, desk, given)
    return 0


def _show(page: RunPage) -> None:
    print(f"{page.key} v{page.definition_version} {page.business_key} {page.state} {page.dossier_state}")
    for place in page.places:
        print(f"  {place.kind:8} {place.token} {place.process}/{place.element}")
    for trouble in page.incidents:
        print(f"  ! {trouble.id} {trouble.element} {trouble.code} {trouble.cause}")
    for step in page.back_to:
        print(f"  < {step.task_id} {step.element} {step.completed_at.isoformat()} {step.completed_by}")
    for version in page.versions:
        print(f"  v{version.version} {version.definition_id} {version.state}")


def _tell(page: HistoryPage) -> None:
    for deed in page.deeds:
        print(f"{deed.at.isoformat()} {deed.sentence['vi']}")
    for stay in page.stays:
        print(f"  {stay.element} {stay.outcome} {stay.by} gross {stay.gross or '–'} net {stay.net or '–'}")
    print("  " + " → ".join(passing.element for passing in page.way))


def _forecast(session: Session, desk: Desk, given: Namespace) -> int:
    officer, target = officer_named(session, given.by), _word(given, 1, "a definition")
    found = crowds.forecast_one(
        session, desk.clock, officer, _word(given, 0, "an id"), target, renamed(given.words[2:])
    )  # fmt: skip
    for hindered in found.hindered:
        for obstacle in hindered.obstacles:
            print(f"{hindered.business_key} {obstacle.element} {obstacle.reason} {obstacle.target}")
    return 1 if found.hindered else 0


def renamed(words: list[str]) -> dict[str, str | None]:
    """`old=new` as a mapping; nothing after the sign lets go."""
    pairs = (word.partition("=") for word in words)
    return {old: new or None for old, _, new in pairs}


def _correct(session: Session, desk: Desk, hand: Hand, given: Namespace) -> Changes:
    _word(given, 1, "at least one name=value")
    pairs = (word.partition("=") for word in given.words[1:])
    variables: dict[str, Any] = {name: _value(name, text) for name, _, text in pairs}
    return steering.correct(session, desk.clock, hand, variables)


def _value(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueNotReadable(name=name) from error


def _move(session: Session, desk: Desk, hand: Hand, given: Namespace) -> Changes:
    token, element = _word(given, 1, "a token"), _word(given, 2, "an element")
    return steering.move_token(session, desk.clock, hand, token, element, given.state)


def _migrate(session: Session, desk: Desk, hand: Hand, given: Namespace) -> Changes:
    target = _word(given, 1, "a definition")
    return steering.migrate(session, desk.clock, hand, target, renamed(given.words[2:]))


ACTS: Mapping[str, Done] = {
    "suspend": lambda session, desk, hand, given: steering.suspend(session, desk.clock, hand),
    "resume": lambda session, desk, hand, given: steering.resume(session, desk.clock, hand),
    "cancel": lambda session, desk, hand, given: steering.cancel(session, desk.clock, hand),
    "correct": _correct,
    "move": _move,
    "back": lambda session, desk, hand, given: steering.go_back(session, desk.clock, hand, _word(given, 1, "a task")),
    "migrate": _migrate,
}
