"""A decision of the bundle is worked out on the way; what it cannot tell a person has to look at."""

import pytest

from engine import commands
from engine.model import Known
from ground.errors import Problem
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing, extension

FEE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="phi" name="Phí" namespace="http://example.org/phi">
  <inputData id="i" name="so_ban"><variable name="so_ban" typeRef="number"/></inputData>
  <decision id="tinh_phi" name="Tính phí"><variable name="Tính phí" typeRef="number"/>
    <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="UNIQUE">
      <input id="c"><inputExpression id="e"><text>so_ban</text></inputExpression></input><output id="o"/>
      <rule id="r1"><inputEntry id="a1"><text>&lt; 10</text></inputEntry>
        <outputEntry id="b1"><text>100</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="a2"><text>[10..20]</text></inputEntry>
        <outputEntry id="b2"><text>so_ban * 8</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
""".encode()


def paying() -> Drawing:
    called = '<zeebe:calledDecision decisionId="tinh_phi" resultVariable="phi"/>'
    drawing = Drawing("thu_phi").start().node("businessRuleTask", "tinh", extension(called)).user("thu").end()
    return drawing.line("bat_dau", "tinh", "thu", "ket_thuc")


def deploy(hall: Hall, model: bytes) -> None:
    files = paying().bundle() | {"thu_phi.tinh_phi.dmn": model}
    known = Known(decisions=frozenset({"tinh_phi"}))
    hall.act(lambda s: commands.deploy(s, hall.clock, files, known, "lam", activate=True))


@pytest.mark.parametrize(("copies", "fee"), [(3, 100), (12, 96)])
def test_its_value_goes_into_the_result_variable(hall: Hall, copies: int, fee: int) -> None:
    deploy(hall, FEE)
    instance = hall.start("thu_phi", so_ban=copies)
    assert hall.open() == ["thu"]
    assert hall.variables(instance)["phi"] == fee


def test_what_cannot_be_decided_is_an_incident_that_a_correction_solves(hall: Hall) -> None:
    deploy(hall, FEE)
    hall.start("thu_phi", so_ban="nhiều")
    incident = only(hall.incidents())
    assert (incident.code, incident.element, incident.params["decision"]) == ("decision_failed", "tinh", "tinh_phi")


@pytest.mark.parametrize("broken", [b"<x/>", FEE.replace(b"so_ban * 8", b"so_ban *"), FEE[:200]])
def test_a_model_that_cannot_be_read_is_refused_at_deployment(hall: Hall, broken: bytes) -> None:
    with pytest.raises(Problem) as refused:
        deploy(hall, broken)
    assert refused.value.code
