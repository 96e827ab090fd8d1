"""What the processes of the house say while they run: one line a fact, on the error stream."""

import logging

# They say what we say ourselves, or nothing of use.
QUIET = {
    "alembic": logging.WARNING,
    "apscheduler": logging.ERROR,
    "fontTools": logging.ERROR,
    "weasyprint": logging.ERROR,
}


def open_log() -> None:
    """Begin to write; time first, then who speaks."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
