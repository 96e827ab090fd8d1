"""The two questions a load balancer asks."""

import logging

from flask import Blueprint, Response

from api.errors import respond
from api.schemas import HealthOut
from cases.desk import Desk

log = logging.getLogger("motcua.health")


def routes(blueprint: Blueprint, desk: Desk) -> None:
    """`/healthz`: the server answers. `/readyz`: all it needs is there too, or 503; what is amiss stands in the log.

    What is only wished for (the reader of scans) stands in the log too, and stops nothing.
    """

    def healthz() -> Response:
        return respond(HealthOut(state="alive"))

    def readyz() -> Response:
        amiss = [name for name, holds in desk.checks.items() if not holds()]
        if amiss:
            log.warning("not ready: %s", ", ".join(amiss))
            return respond(HealthOut(state="unready"), 503)
        lacking = [name for name, holds in desk.wishes.items() if not holds()]
        if lacking:
            log.warning("ready, but without: %s", ", ".join(lacking))
        return respond(HealthOut(state="ready"))

    blueprint.add_url_rule("/healthz", "healthz", healthz)
    blueprint.add_url_rule("/readyz", "readyz", readyz)
