"""A diagram of another program is kept byte for byte and given back unharmed; only what runs is translated."""

from pathlib import Path

from engine.definitions import deploy, files_of
from engine.model import Known
from tests.engine.conftest import Hall

LOAN = Path(__file__).parents[1] / "dialect" / "camunda" / "files" / "loan.bpmn"


def test_the_bytes_of_a_translated_diagram_are_kept(hall: Hall) -> None:
    content = LOAN.read_bytes()
    stored = hall.act(
        lambda session: deploy(session, hall.clock, {"loan.bpmn": content}, Known(), "lam", activate=True).id
    )
    assert hall.act(lambda session: files_of(session, stored)) == {"loan.bpmn": content}


def test_what_is_kept_can_be_deployed_again_as_the_same(hall: Hall) -> None:
    first = hall.act(
        lambda session: deploy(session, hall.clock, {"loan.bpmn": LOAN.read_bytes()}, Known(), "lam", activate=True).id
    )
    kept = hall.act(lambda session: files_of(session, first))
    assert hall.act(lambda session: deploy(session, hall.clock, kept, Known(), "lam", activate=True).id) == first
