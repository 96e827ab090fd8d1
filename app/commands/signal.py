"""`motcua signal`: tell all who wait for it that something happened."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from app.desk import open_desk
from app.migrations import require_current
from app.officers import acting, officer_named
from app.settings import Settings
from cases import drawings
from ground.database import transaction
from ground.errors import Invalid

HELP = """Throw a signal: every process that waits for it now goes on, and one drawn to begin with it begins.

    motcua signal "Bão lũ" --by quy
    motcua signal "Bão lũ" --set cap=3 --set vung='"Hà Nội"' --by quy      values are JSON, other words are text
    motcua signal "Bão lũ" --key bao-so-5 --by quy                         the same key throws it once

The worker tells them one by one, each in a transaction of its own. --by is an administrator.
"""


class SettingWithoutName(Invalid):
    """What is set must read name=value; {word} does not."""

    code = "setting_without_name"


def arguments(parser: ArgumentParser) -> None:
    """Which signal, with what, and the sender's key."""
    parser.add_argument("name", metavar="NAME", help="the signal's name as drawn, letter by letter")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="may be given several times")
    parser.add_argument("--key", default="", metavar="KEY", help="thrown once for one key; a new one by default")
    acting(parser)


def run(settings: Settings, given: Namespace) -> int:
    """Write it down; the worker does the rest."""
    desk = open_desk(settings)
    require_current(desk.database)
    key = given.key or uuid4().hex
    with transaction(desk.database) as session:
        officer = officer_named(session, given.by)
        is_new = drawings.throw(session, desk.clock, officer, given.name, settings_of(given.set), key)
    print(f"{given.name} {key}" + ("" if is_new else ": đã phát trước đó (thrown before)"))
    return 0


def settings_of(words: Sequence[str]) -> dict[str, Any]:
    """The variables of `name=value` words. Raises `SettingWithoutName`."""
    variables: dict[str, Any] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise SettingWithoutName(word=word)
        variables[name] = _value(value)
    return variables


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError:
        return text
