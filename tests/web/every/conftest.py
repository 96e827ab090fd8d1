"""One office for all pages: everything has happened in it once, and nobody changes anything."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from ground.clock import FixedClock
from ground.database import open_database
from tests.conftest import MORNING
from tests.policy.world import World, build


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The office the policy is walked in."""
    folder = tmp_path_factory.mktemp("every")
    file = folder / "motcua.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{file}")
    yield build(database, FixedClock(MORNING), folder)
    database.dispose()


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    """Where it is served."""
    server = make_server("127.0.0.1", 0, world.office, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
