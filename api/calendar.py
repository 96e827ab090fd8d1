"""Working time: how it stands, what a decision about it would move, and the decision itself."""

from api.door import Act, Answer, Door
from api.schemas_calendar import CalendarOut, ChangeIn, DecidedOut, DecisionIn, PreviewOut
from api.schemas_in import RepeatHeader
from cases import worktime


def routes(door: Door) -> None:
    """Everything under `/calendar`."""
    door.read("/calendar", get_calendar, CalendarOut)
    door.read("/calendar/<unit>", get_unit_calendar, CalendarOut)
    door.search("/calendar/preview", preview_decision, ChangeIn, PreviewOut)
    door.act("/calendar/decisions", decide_working_time, DecisionIn, DecidedOut, state=201, headers=RepeatHeader)


def get_calendar(act: Act) -> Answer:
    """The working time of the whole house."""
    return Answer(CalendarOut.of_calendar(worktime.calendar_of_unit(act.session)))


def get_unit_calendar(act: Act, unit: str) -> Answer:
    """The working time of a unit, inherited where it has none of its own."""
    return Answer(CalendarOut.of_calendar(worktime.calendar_of_unit(act.session, unit)))


def preview_decision(act: Act, body: ChangeIn) -> Answer:
    """Every open dossier whose date this decision would move; nothing is changed."""
    ahead = worktime.preview(act.session, act.clock, act.officer, body.unit, body.change())
    return Answer(PreviewOut.of_outlook(ahead))


def decide_working_time(act: Act, body: DecisionIn) -> Answer:
    """Put a decision into force: dates that come earlier move, later ones only by a decision that is named."""
    decided = worktime.decide(act.session, act.clock, act.officer, body.unit, body.change(), body.seen, body.decision)
    return Answer(DecidedOut.of_decided(decided), 201)
