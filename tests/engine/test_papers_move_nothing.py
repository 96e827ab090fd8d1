"""Papers drawn beside the steps (data objects, stores, the lines to them) are for people: they move nothing."""

import re
from pathlib import Path

from tests.engine.conftest import Hall

DRAWN = Path(__file__).parents[1] / "rules" / "element_not_supported" / "good_papers.bpmn"
LINES = rb"<bpmn:(data(?:In|Out)putAssociation)\b.*?</bpmn:\1>"
PAPERS = rb"<bpmn:(?:dataObject|dataStore|property)\w*\b[^>]*/>"


def test_a_drawing_runs_the_same_with_its_papers_and_without(hall: Hall) -> None:
    with_papers = DRAWN.read_bytes()
    without = re.sub(PAPERS, b"", re.sub(LINES, b"", with_papers))
    assert (b"data" in with_papers, b"data" in without) == (True, False)
    assert played(hall, with_papers) == played(hall, without)


def played(hall: Hall, drawing: bytes) -> list[object]:
    """What stood open, what was seen and what was told on the way to the end; tokens have names of their own."""
    hall.deploy_files({"p.bpmn": drawing})
    instance = hall.start("p", don="Đơn của An")
    told: list[object] = [hall.open(instance), hall.variables(instance)]
    hall.complete("a", outcome="accepted")
    told += [hall.open(instance), hall.variables(instance)]
    hall.complete("b")
    told += [hall.open(instance), hall.variables(instance), hall.story(instance)]
    return told
