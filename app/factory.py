"""Puts the house together for one process: the desk from the settings, the application from the desk."""

import ctypes
import logging
import signal

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import api
import web
from app.migrations import require_current
from app.settings import Settings, read_settings
from cases.desk import Desk
from documents.vault import Vault
from ground.clock import SystemClock
from ground.database import open_database

LIMIT_BYTES = 32 * 1024 * 1024
LIMIT_FORM_PARTS = 500
LIMIT_FORM_BYTES = 1024 * 1024


def open_desk(settings: Settings) -> Desk:
    """The desk of this installation; its database is opened, not asked anything yet."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Desk(
        database=open_database(settings.database),
        clock=SystemClock(settings.shift),
        vault=Vault(settings.home / "vault"),
        four_eyes=settings.four_eyes,
        is_secure=settings.is_production,
        address=settings.url,
    )


def create_app(settings: Settings) -> Flask:
    """The WSGI application with both doors. Raises `DatabaseBehind` when the tables are of another version."""
    desk = open_desk(settings)
    require_current(desk.database)
    # Without a static folder of its own: it would hide the web door's files.
    application = Flask("motcua", static_folder=None)
    application.config.update(
        MAX_CONTENT_LENGTH=LIMIT_BYTES,
        MAX_FORM_MEMORY_SIZE=LIMIT_FORM_BYTES,
        MAX_FORM_PARTS=LIMIT_FORM_PARTS,
    )
    application.extensions["motcua"] = desk
    application.register_blueprint(api.blueprint(desk))
    application.register_blueprint(web.blueprint(desk))
    if settings.is_production:
        application.wsgi_app = ProxyFix(application.wsgi_app)  # type: ignore[method-assign]
    return application


def serving() -> Flask:
    """What each process of the server loads."""
    end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    return create_app(read_settings())


def end_with_parent() -> None:
    """Ask the kernel (PR_SET_PDEATHSIG) to end this process with the one that started it: no orphan goes on serving."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
