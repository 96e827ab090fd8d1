"""The WSGI application: both doors in front of one desk."""

import gc

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import api
import web
from app.desk import open_desk
from app.log import open_log
from app.migrations import require_current
from app.parent import end_with_parent
from app.settings import Settings, read_settings
from cases.desk import Desk

LIMIT_BYTES = 32 * 1024 * 1024
LIMIT_FORM_PARTS = 500
LIMIT_FORM_BYTES = 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The application of this installation. Raises `DatabaseBehind` when the tables are of another version."""
    desk = open_desk(settings)
    require_current(desk.database)
    application = with_doors(desk)
    if settings.is_production:
        application.wsgi_app = ProxyFix(application.wsgi_app)  # type: ignore[method-assign]
    return application


def with_doors(desk: Desk) -> Flask:
    """The application that serves this desk."""
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
    return application


def serving() -> Flask:
    """What each process of the server loads."""
    end_with_parent()
    open_log()
    application = create_app(read_settings())
    _spare_the_collector()
    return application


def _spare_the_collector() -> None:
    """What is loaded by now stays until the end."""
    gc.collect()
    gc.freeze()
