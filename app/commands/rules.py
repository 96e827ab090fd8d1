"""`motcua rules`: what the office sets itself in the rule packs, by two persons, from a day on."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from app.migrations import require_current
from app.officers import officer_named
from app.settings import Settings
from cases import officepacks
from cases.editions import differences, settings_of
from ground.clock import SystemClock, today
from ground.database import open_database, reading, transaction

HELP = """Set what the law leaves to the office: propose settings, look at what they change, let another person approve.

    motcua rules settings 2025                     every setting an office may set, with its shipped value
    motcua rules list --by quy                     the office's editions, newest first, and what each one changes
    motcua rules propose 2025 ours.toml --note "Cắt giảm thời gian nhắc" --from 2026-12-01 --by quy
    motcua rules approve 2025~3 --reference "QĐ 12/QĐ-SNV" --by lam
    motcua rules reject 2025~3 --reference "Chưa cần thiết" --by lam

ours.toml holds only what differs, in the sections of the pack, for instance

    [desk]
    idle_after = "16wh"

Everything wrong in it is refused when it is proposed. Settings hold for dossiers received from that day on; a dossier
keeps the edition it was received under for ever. Who proposed does not approve.
"""


def arguments(parser: ArgumentParser) -> None:
    """Which act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    shown = acts.add_parser("settings", help="what may be set, and what is shipped")
    shown.add_argument("base", metavar="PACK")
    listed = acts.add_parser("list", help="the office's editions")
    proposed = acts.add_parser("propose", help="put settings up for approval")
    proposed.add_argument("base", metavar="PACK")
    proposed.add_argument("page", metavar="FILE", help="a TOML file, or - for the standard input")
    proposed.add_argument("--note", required=True, help="why")
    proposed.add_argument("--from", dest="valid_from", type=date.fromisoformat, metavar="DAY", help="default: today")
    decided = [acts.add_parser(name, help=words) for name, words in (("approve", "into force"), ("reject", "not"))]
    for part in decided:
        part.add_argument("key", metavar="EDITION")
        part.add_argument("--reference", required=True, help="the decision, or why not")
    for part in (listed, proposed, *decided):
        part.add_argument("--by", required=True, metavar="LOG-IN", help="the administrator who does it")


def run(settings: Settings, given: Namespace) -> int:
    """Show or set."""
    if given.act == "settings":
        print("\n".join(f"{name} = {value}" for name, value in settings_of(given.base).items()))
        return 0
    database, clock = open_database(settings.database), SystemClock(settings.shift)
    require_current(database)
    if given.act == "list":
        with reading(database) as session:
            for row in officepacks.editions(session, clock, officer_named(session, given.by)):
                print(f"{row.key}  {row.state}  {row.valid_from_on}  {row.proposed_by} → {row.decided_by or '–'}"
                      f"  {row.note}")  # fmt: skip
                _tell(row.base, row.page)
        return 0
    with transaction(database) as session:
        officer = officer_named(session, given.by)
        if given.act == "propose":
            page = sys.stdin.read() if given.page == "-" else Path(given.page).read_text("utf-8")
            day = given.valid_from or today(clock)
            row = officepacks.propose(session, clock, officer, given.base, page, given.note, day)
        else:
            decide = officepacks.approve_edition if given.act == "approve" else officepacks.reject_edition
            row = decide(session, clock, officer, given.key, given.reference)
        print(f"{row.key}  {row.state}  {row.valid_from_on}")
        _tell(row.base, row.page)
    return 0


def _tell(base: str, page: str) -> None:
    for name, before, after in differences(base, page):
        print(f"    {name}: {before} → {after}")
