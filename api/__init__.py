"""The JSON door: `/api/v1`, described by its own OpenAPI document, and the two addresses a load balancer asks."""

from functools import partial

from flask import Blueprint

from api import (
    acts,
    archiving,
    batches,
    calendar,
    causes,
    definitions,
    dossiers,
    files,
    health,
    instances,
    messages,
    officers,
    opinions,
    people,
    personal,
    procedures,
    reuse,
    scans,
    sessions,
    slips,
    tasks,
    units,
)
from api.bearer import count
from api.door import Door
from api.errors import register_errors
from cases.desk import Desk

RESOURCES = (
    sessions, definitions, instances, causes, batches, procedures, dossiers, acts, opinions, people, personal, slips,
    files, scans, calendar, tasks, messages, officers, units, archiving, reuse,
)  # fmt: skip


def blueprint(desk: Desk) -> Blueprint:
    """The JSON door of this desk, to be registered at the root of the application."""
    root = Blueprint("api", __name__)
    v1 = Blueprint("v1", __name__, url_prefix="/api/v1")
    v1.before_request(partial(count, desk))
    door = Door(desk, v1)
    for resource in RESOURCES:
        resource.routes(door)
    door.close()
    health.routes(root, desk)
    register_errors(root)
    root.register_blueprint(v1)
    return root
