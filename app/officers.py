"""Who acts at the command line: an officer of the house, with the rights he has at the doors."""

from argparse import ArgumentParser

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.tables import Officer
from ground.errors import NotFound


class OfficerUnknown(NotFound):
    """There is no officer who logs in as {name}. Say with --by in whose name this is done."""

    code = "officer_unknown"


def acting(parser: ArgumentParser, always: bool = True) -> None:
    """`--by`: nothing is done in nobody's name."""
    parser.add_argument("--by", required=always, metavar="LOG-IN", help="the officer who does it, with his own rights")


def officer_named(session: Session, name: str) -> Officer:
    """The officer with this log-in name. Raises `OfficerUnknown`."""
    officer = session.scalar(select(Officer).where(Officer.name == name, Officer.is_active))
    if officer is None:
        raise OfficerUnknown(name=name)
    return officer
