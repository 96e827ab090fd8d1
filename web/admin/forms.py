"""What the forms of administration have in common: read a word, a day, an hour; show something once and never again."""

from collections.abc import Callable
from datetime import date, datetime, time

from flask import Response, request

from cases.queries.administration import UnitLine, unit_tree
from ground.clock import VIETNAM
from ground.database import transaction
from ground.errors import Invalid
from web.moments import read_day, read_hour
from web.safety import check_origin, check_texts, check_token
from web.visit import House, Visit, to_log_in

LIMIT = 20_000


class DayNotReadable(Invalid):
    """The day "{day}" cannot be read. Write it as 24/11/2026."""

    code = "day_not_readable"


def said(name: str) -> str:
    """What stands in a field."""
    return request.form.get(name, "").strip()[:LIMIT]


def day_said(name: str) -> date | None:
    """A day as the browser sends it, or as one writes it here; None where nothing stands. Raises `DayNotReadable`."""
    text = said(name)
    try:
        return read_day(text) if text else None
    except ValueError as error:
        raise DayNotReadable(day=text[:30]) from error


def moment_said(name: str) -> datetime:
    """A day and hour of Vietnam, in two fields. Raises `DayNotReadable`."""
    day = day_said(name)
    try:
        hour = time.fromisoformat(read_hour(said(f"{name}.time")) or "00:00")
    except ValueError as error:
        raise DayNotReadable(day=said(f"{name}.time")[:30]) from error
    if day is None:
        raise DayNotReadable(day="")
    return datetime.combine(day, hour, VIETNAM)


def day_words(day: object) -> str:
    """A day as one writes it here, for a field; what was typed stays as it was typed."""
    return f"{day:%d/%m/%Y}" if isinstance(day, date) else str(day or "")


def chosen_units(visit: Visit) -> list[UnitLine]:
    """Every unit of today, for a list to choose from, each as deep as it lies."""
    return [line for line in unit_tree(visit.session, visit.clock, visit.officer) if not line.successor]


def shown_once(house: House, rule: str, deed: Callable[..., Response]) -> None:
    """POST that changes something and shows what cannot be asked for again: a first or a new password."""

    def view(**parts: str) -> Response:
        check_origin()
        check_texts()
        with transaction(house.desk.database) as session:
            visit = house.enter(session)
            if visit is None:
                return to_log_in()
            check_token(visit.log_in.csrf)
            return deed(visit, **parts)

    house.blueprint.add_url_rule(rule, deed.__name__, view, methods=["POST"])
