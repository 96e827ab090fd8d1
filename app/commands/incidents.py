"""`motcua incidents`: what stands still, by cause, and trying it again."""

from argparse import ArgumentParser, Namespace
from uuid import uuid4

from app.desk import open_desk
from app.migrations import require_current
from app.officers import acting, officer_named
from app.settings import Settings
from cases import crowds, steering
from cases.queries.runs import troubles_of
from ground.database import reading, transaction

HELP = """What stands still and why: many processes with one reason are one line.

    motcua incidents --by quy                            the causes, the most frequent first
    motcua incidents --by quy --cause CAUSE              the incidents of one cause
    motcua incidents --by quy --cause CAUSE --retry      try all of them again, as a batch
    motcua incidents --by quy --incident ID --retry      try one of them again

The worker does a batch; `motcua batch show ID` tells how far it is.
"""


def arguments(parser: ArgumentParser) -> None:
    """Which, and whether to try again."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--cause", default="", metavar="CAUSE", help="one cause, by its id")
    which.add_argument("--incident", default="", metavar="ID", help="one incident")
    parser.add_argument("--retry", action="store_true", help="try again")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why, for the journal")
    acting(parser)


def run(settings: Settings, given: Namespace) -> int:
    """List, or try again."""
    desk = open_desk(settings)
    require_current(desk.database)
    if given.retry and (given.cause or given.incident):
        with transaction(desk.database) as session:
            officer = officer_named(session, given.by)
            if given.incident:
                steering.retry(session, desk.clock, officer, given.incident)
                print(given.incident)
            else:
                key = uuid4().hex
                print(crowds.retry_cause(session, desk.clock, officer, given.cause, given.reason, key).id)
        return 0
    with reading(desk.database) as session:
        officer = officer_named(session, given.by)
        if given.cause:
            for row in troubles_of(session, desk.clock, officer, given.cause)[1]:
                print(f"{row.id} {row.instance_id or '–'} {row.business_key} {row.opened_at.isoformat()} {row.cause}")
        else:
            for cause in crowds.causes_for(session, desk.clock, officer):
                print(f"{cause.id} {cause.count} {cause.code} {cause.key or '–'} {cause.element} {cause.text}")
    return 0
