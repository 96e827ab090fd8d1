"""`motcua batch`: one act for many processes, and how far it is."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from uuid import uuid4

from sqlalchemy.orm import Session

from app.commands.instance import renamed
from app.desk import open_desk
from app.migrations import require_current
from app.officers import acting, officer_named
from app.settings import Settings
from cases import crowds
from cases.desk import Desk
from cases.tables import Officer
from engine.batches import BatchView
from ground.database import reading, transaction

HELP = """One act for many processes: the worker does them one by one, each with its own answer, once.

    motcua batch suspend|resume|cancel|retry ID … --by quy --reason TEXT    or --file FILE with an id a line
    motcua batch migrate FROM TO [old=new …] --by quy --reason TEXT         every live process of a version
    motcua batch migrate FROM TO [old=new …] --dry-run --by quy             which would not go, and why
    motcua batch list --by quy
    motcua batch show BATCH --by quy                                        how far, and every refusal with its reason
    motcua batch stop BATCH --by quy --reason TEXT

A worker that dies leaves nothing done twice. The same --key asks once. Exit code 1 when a dry run finds obstacles.
"""
ACTS = ("suspend", "resume", "cancel", "retry")


def arguments(parser: ArgumentParser) -> None:
    """What to do, and to which."""
    parser.add_argument("action", choices=(*ACTS, "migrate", "list", "show", "stop"))
    parser.add_argument("words", nargs="*", metavar="ID", help="processes, a batch, or the two versions")
    parser.add_argument("--file", type=Path, metavar="FILE", help="the ids of processes, one a line")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why, for the journal")
    parser.add_argument("--key", default="", metavar="KEY", help="asks once, however often it is sent")
    parser.add_argument("--dry-run", action="store_true", help="change nothing, tell the obstacles")
    acting(parser)


def run(settings: Settings, given: Namespace) -> int:
    """Look, or ask."""
    desk = open_desk(settings)
    require_current(desk.database)
    if given.action in ("list", "show") or given.dry_run:
        with reading(desk.database) as session:
            return _look(session, desk, officer_named(session, given.by), given)
    with transaction(desk.database) as session:
        print(_ask(session, desk, officer_named(session, given.by), given))
    return 0


def _ask(session: Session, desk: Desk, officer: Officer, given: Namespace) -> str:
    clock, key = desk.clock, given.key or uuid4().hex
    if given.action == "stop":
        return crowds.stop_batch(session, clock, officer, given.words[0] if given.words else "", given.reason).id
    if given.action == "migrate":
        source, target, *pairs = [*given.words, "", ""] if len(given.words) < 2 else given.words
        return crowds.migrate_all(
            session, clock, officer, source, target, renamed(pairs), given.reason, key
        ).id  # fmt: skip
    wanted = [*given.words, *(given.file.read_text("utf-8").split() if given.file else ())]
    return crowds.open_batch(session, clock, officer, given.action, wanted, given.reason, key).id


def _look(session: Session, desk: Desk, officer: Officer, given: Namespace) -> int:
    if given.action == "list":
        for view in crowds.batches_of(session, officer):
            _say(view)
        return 0
    if given.action == "show":
        for batch_id in given.words:
            _say(crowds.batch_for(session, desk.clock, officer, batch_id))
            for row in crowds.rows_of(session, desk.clock, officer, batch_id, "refused"):
                print(f"  {row.instance_id} {row.code} {dict(row.params)}")
        return 0
    source, target, *pairs = [*given.words, "", ""] if len(given.words) < 2 else given.words
    found = crowds.forecast(session, desk.clock, officer, source, target, renamed(pairs))
    print(f"{len(found.ready)} / {len(found.ready) + len(found.hindered)}")
    for hindered in found.hindered:
        for obstacle in hindered.obstacles:
            print(f"{hindered.instance_id} {hindered.business_key} {obstacle.element} {obstacle.reason}")
    return 1 if found.hindered else 0


def _say(view: BatchView) -> None:
    print(f"{view.id} {view.act} {view.state} {view.done}+{view.refused}/{view.total} {view.reason}")
