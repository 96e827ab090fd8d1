"""What the processes of the house say while they run: one line a fact, on the error stream. Nobody's data is in it."""

import logging
import re

# They say what we say ourselves, or nothing of use.
QUIET = {
    "alembic": logging.WARNING,
    "apscheduler": logging.ERROR,
    "fontTools": logging.ERROR,
    "weasyprint": logging.ERROR,
}
# PostgreSQL names the values that it refuses.
_TOLD_VALUES = re.compile(r"^(DETAIL|CONTEXT):.*\n?", re.MULTILINE)


class Discreet(logging.Formatter):
    """Time first, then who speaks. One line stays one line, and values a database has refused are left out."""

    def format(self, record: logging.LogRecord) -> str:
        return _TOLD_VALUES.sub("", super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


def open_log() -> None:
    """Begin to write."""
    writer = logging.StreamHandler()
    writer.setFormatter(Discreet("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[writer])
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
