"""The running server keeps to its own document: random questions get answers of the shapes it names, and no 5xx."""

import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.serving import make_server

from ground.clock import FixedClock
from ground.database import open_database
from tests.cast import PASSWORD
from tests.conftest import MORNING
from tests.policy.world import build

# Of each address; a few are enough in CI, the full proof asks for many.
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "1"))
CHECKS: list[CheckFunction] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
# Who may do most here: everything of the desk, and everything of the house.
OFFICERS = ("binh", "quy")
Served = tuple[str, Mapping[str, str]]
Operation = schemathesis.APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server over an office in which something of everything has happened; its objects by part of address."""
    folder = tmp_path_factory.mktemp("contract")
    file = folder / "motcua.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{file}")
    world = build(database, FixedClock(MORNING), folder)
    server = make_server("127.0.0.1", 0, world.office, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}", world.home
    server.shutdown()
    thread.join()
    database.dispose()


@pytest.mark.parametrize("name", OFFICERS)
def test_every_address_keeps_to_the_document(served: Served, name: str) -> None:
    address, home = served
    body = {"name": name, "password": PASSWORD}
    token = httpx.post(f"{address}/api/v1/sessions", json=body, timeout=20).json()["token"]
    document = httpx.get(f"{address}/api/v1/openapi.json", timeout=20).json()
    headers, broken = {"Authorization": f"Bearer {token}"}, []
    for operation in schemathesis.openapi.from_dict(document).get_all_operations():
        assert isinstance(operation, Ok), operation
        broken += _broken(operation.ok(), address, headers, home)
    assert not broken, "\n".join(broken)


def _broken(
    operation: schemathesis.APIOperation[Any, Any, Any, Any],
    address: str,
    headers: Mapping[str, str],
    home: Mapping[str, str],
) -> list[str]:
    """What is not as the document says: with addresses made up, and with those of objects that are there."""
    broken: list[str] = []

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case[Any]) -> None:
        for known in ({}, home):
            case.path_parameters = {part: known.get(part, made) for part, made in (case.path_parameters or {}).items()}
            try:
                case.call_and_validate(base_url=address, headers=dict(headers), checks=CHECKS, timeout=20)
            except schemathesis.errors.SchemathesisError as error:
                broken.append(f"{operation.label}: {error}"[:700])
            except BaseExceptionGroup as group:
                broken.extend(f"{operation.label}: {error}"[:700] for error in group.exceptions)

    ask()
    return broken
