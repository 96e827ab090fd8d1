"""`motcua token`: what a neighbour system shows at the JSON door."""

from argparse import ArgumentParser, Namespace

from app.desk import open_desk
from app.migrations import require_current
from app.officers import acting, officer_named
from app.settings import Settings
from cases import systems
from cases.desk import Desk
from ground.clock import VIETNAM
from ground.database import reading, transaction

HELP = """Issue, list and revoke the tokens of neighbour systems. A token acts as an officer's account, in its scopes.

    motcua token issue "Cổng DVCQG" --account cong_dvc --scope dossiers.read --scope tasks.* --by quy
    motcua token list
    motcua token revoke TOKEN-ID --by quy

A scope is the first word of an address of /api/v1 and read or write: dossiers.read, tasks.write, files.*, *.read.
The token itself is printed once and kept nowhere; what is kept is its digest. --by is an administrator.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to do."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    issue = deeds.add_parser("issue", help="a new token, printed once")
    issue.add_argument("name", metavar="NAME", help="of the system")
    issue.add_argument("--account", required=True, metavar="LOG-IN", help="the officer's account it acts as")
    issue.add_argument("--scope", action="append", required=True, metavar="SCOPE", help="may be given several times")
    issue.add_argument("--days", type=int, default=365, help="how long it holds (365)")
    acting(issue)
    deeds.add_parser("list", help="every token, its account, scopes and end")
    revoke = deeds.add_parser("revoke", help="it opens nothing any more")
    revoke.add_argument("token", metavar="TOKEN-ID")
    acting(revoke)


def run(settings: Settings, given: Namespace) -> int:
    """Do it."""
    desk = open_desk(settings)
    require_current(desk.database)
    deeds = {"issue": _issue, "list": _list, "revoke": _revoke}
    deeds[given.deed](desk, given)
    return 0


def _issue(desk: Desk, given: Namespace) -> None:
    with transaction(desk.database) as session:
        by, account = officer_named(session, given.by), officer_named(session, given.account)
        token, row = systems.issue(session, desk.clock, by, account, given.name, given.scope, given.days)
    print(f"{row.id} {row.name}: {' '.join(row.scopes)}, {_day(row.ends_at)}")
    print(token)


def _list(desk: Desk, given: Namespace) -> None:
    with reading(desk.database) as session:
        for row, account in systems.tokens(session):
            state = f"revoked {_day(row.revoked_at)}" if row.revoked_at else f"until {_day(row.ends_at)}"
            print(f"{row.id} {row.name} ({account}): {' '.join(row.scopes)}, {state}, used {_day(row.used_at)}")


def _revoke(desk: Desk, given: Namespace) -> None:
    with transaction(desk.database) as session:
        row = systems.revoke(session, desk.clock, officer_named(session, given.by), given.token)
        print(f"{row.id} {row.name} revoked")


def _day(at: object) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y}" if hasattr(at, "astimezone") else "–"
