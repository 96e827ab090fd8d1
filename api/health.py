"""The two questions a load balancer asks."""

from flask import Blueprint, Response
from sqlalchemy import text

from api.errors import respond
from api.schemas import HealthOut
from cases.desk import Desk
from ground.database import reading


def routes(blueprint: Blueprint, desk: Desk) -> None:
    """`/healthz`: the server answers. `/readyz`: it reaches its database too."""

    def healthz() -> Response:
        return respond(HealthOut(state="alive"))

    def readyz() -> Response:
        with reading(desk.database) as session:
            session.execute(text("SELECT 1"))
        return respond(HealthOut(state="ready"))

    blueprint.add_url_rule("/healthz", "healthz", healthz)
    blueprint.add_url_rule("/readyz", "readyz", readyz)
