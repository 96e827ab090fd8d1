"""How punctual the house is: a picture and its table, for everybody."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Response

from cases.desk import Desk
from cases.queries.punctuality import Punctuality, punctuality
from ground.database import reading
from web.visit import House, show

FRESH = timedelta(minutes=10)


@dataclass(slots=True)
class Board:
    """The figures, counted at most every ten minutes: everybody may ask for them."""

    counted_at: datetime | None = None
    lines: tuple[Punctuality, ...] = field(default=())

    def look(self, desk: Desk) -> tuple[Punctuality, ...]:
        """The figures of this moment, or of some minutes ago."""
        now = desk.clock.now()
        if self.counted_at is None or now - self.counted_at > FRESH:
            with reading(desk.database) as session:
                self.lines = punctuality(session, desk.clock)
            self.counted_at = now
        return self.lines


def routes(house: House) -> None:
    """`/on-time`."""
    board = Board()

    def show_punctuality(desk: Desk) -> Response:
        lines = board.look(desk)
        finished, in_time = sum(line.finished for line in lines), sum(line.in_time for line in lines)
        share = in_time * 100 // finished if finished else None
        return show("citizen/ontime.html", lines=lines, finished=finished, in_time=in_time, share=share,
                    counted_at=board.counted_at)  # fmt: skip

    house.open_page("/on-time", show_punctuality)
