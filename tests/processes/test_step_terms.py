"""The terms of the steps along the longest way to the result are the term the law gives; returning is not counted."""

import pytest

from cases.bundle import Procedure
from cases.deadlines import parse_term
from cases.procedure import read_bundle
from engine.model import Kind
from tests.processes.conftest import BUNDLES

DAY_HOURS = 8


@pytest.mark.parametrize(("slug", "hours"), [("giay_phep_lao_dong", 80), ("khai_bao_thiet_bi", 40)])
def test_the_steps_take_as_long_as_the_law_gives(slug: str, hours: int) -> None:
    procedure = read_bundle(BUNDLES[slug].files)
    term = parse_term(procedure.sheet.law[-1].term)
    assert term.amount * DAY_HOURS == hours
    assert _longest(procedure, slug) == hours


def test_waiting_for_the_applicant_to_fetch_the_result_has_no_term() -> None:
    for slug, bundle in BUNDLES.items():
        assert "term" not in read_bundle(bundle.files).properties(slug, "tra_ket_qua")


def _longest(procedure: Procedure, process: str) -> int:
    """The most working hours any way through a process takes that enters no element twice."""
    drawing = procedure.processes[process]
    starts = [element.id for element in drawing.elements.values() if element.kind is Kind.START]
    return max(_along(procedure, process, start, frozenset()) for start in starts)


def _along(procedure: Procedure, process: str, place: str, seen: frozenset[str]) -> int:
    drawing = procedure.processes[process]
    ways = [flow.target for flow in drawing.outgoing(place) if flow.target not in seen | {place}]
    rest = max((_along(procedure, process, way, seen | {place}) for way in ways), default=0)
    return _hours(procedure, process, place) + rest


def _hours(procedure: Procedure, process: str, place: str) -> int:
    element = procedure.processes[process].elements[place]
    if element.kind is Kind.CALL:
        return _longest(procedure, element.called)
    text = procedure.properties(process, place).get("term", "")
    term = parse_term(text) if text else None
    assert term is None or term.unit == "wh"
    return term.amount if term is not None else 0
