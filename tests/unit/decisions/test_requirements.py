"""Decisions see what they require, and nothing else; files see what they import."""

from decimal import Decimal

import pytest

from engine.decisions import load
from engine.decisions.errors import DecisionsInCircle, DecisionUnknown, ImportMissing, NotAModel
from tests.unit.decisions.models import CLOCK, answer, ask, codes, decision, document, given, knowledge, literal

OLD = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]


@pytest.mark.parametrize("dmn", OLD)
def test_every_version_of_the_format_is_read(dmn: str) -> None:
    assert ask(document(decision("d", literal("1 + 1")), dmn=dmn), "d").value == Decimal(2)


def test_a_decision_sees_what_it_requires() -> None:
    below = decision("tuổi sau", literal("tuổi + 1"), inputs=("tuổi",))
    above = decision("quyết định", literal("tuổi sau * 2"), decisions=("tuổi sau",))
    assert answer(given("tuổi", "number"), below, above, inputs={"tuổi": 9}) == Decimal(20)


def test_a_decision_does_not_see_what_it_does_not_require() -> None:
    outcome = ask(document(decision("a", literal("1")), decision("b", literal("a"))), "b")
    assert (outcome.value, codes(outcome)) == (None, ["feel_unknown_name"])


def test_a_decision_is_found_by_its_id_too() -> None:
    assert ask(document(decision("a", literal("1")).replace("name='a'", "name='khác'")), "a").value == Decimal(1)


def test_an_unknown_decision_is_told_with_those_there_are() -> None:
    with pytest.raises(DecisionUnknown, match="It has: a"):
        ask(document(decision("a", literal("1"))), "b")


def test_decisions_in_a_circle_are_refused() -> None:
    first = decision("a", literal("b"), decisions=("b",))
    with pytest.raises(DecisionsInCircle, match=r"(b → )?a → b( → a)?"):
        load(document(first, decision("b", literal("a"), decisions=("a",))))


def test_a_chain_of_three_thousand_decisions_is_worked_out() -> None:
    links = [decision(f"d{n}", literal(f"d{n + 1} + 1"), decisions=(f"d{n + 1}",)) for n in range(3000)]
    assert ask(document(*links, decision("d3000", literal("0"))), "d0").value == Decimal(3000)


def test_a_knowledge_model_that_calls_itself_for_ever_ends_in_null() -> None:
    endless = knowledge("f", {"x": "number"}, literal("f(x + 1)"))
    outcome = ask(document(endless, decision("d", literal("f(1)"), knowledge=("f",))), "d")
    assert (outcome.value, codes(outcome)) == (None, ["feel_nested_too_deep"])


def test_knowledge_models_that_double_their_calls_run_out_of_steps() -> None:
    doubling = [
        knowledge(f"f{n}", {"x": "number"}, literal(f"f{n + 1}(x) + f{n + 1}(x)"), knowledge=(f"f{n + 1}",))
        for n in range(40)
    ]
    last = knowledge("f40", {"x": "number"}, literal("x"))
    outcome = ask(document(*doubling, last, decision("d", literal("f0(1)"), knowledge=("f0",))), "d")
    assert (outcome.value, codes(outcome)) == (None, ["feel_too_many_steps"])


SERVED = (
    given("thu nhập", "number"),
    decision("mức", literal("hệ số * thu nhập"), decisions=("hệ số",), inputs=("thu nhập",)),
    decision("hệ số", literal("2")),
    "<decisionService id='s' name='phục vụ'><variable name='phục vụ'/><outputDecision href='#mức'/>"
    "<inputDecision href='#hệ số'/><inputData href='#thu nhập'/></decisionService>",
)


def test_a_decision_service_takes_its_input_decisions_as_arguments() -> None:
    called = decision("quyết định", literal("phục vụ(10, 5)"), knowledge=("s",))
    assert answer(*SERVED, called) == Decimal(50)


def test_a_decision_service_can_be_asked_directly() -> None:
    assert ask(document(*SERVED), "phục vụ", {"thu nhập": 10, "hệ số": 3}).value == Decimal(30)


def test_a_decision_service_with_several_outputs_gives_a_context() -> None:
    both = SERVED[3].replace("<inputDecision href='#hệ số'/>", "<outputDecision href='#hệ số'/>")
    assert ask(document(*SERVED[:3], both), "phục vụ", {"thu nhập": 10}).value == {"mức": 20, "hệ số": 2}


def importing(alias: str, logic: str) -> bytes:
    place = f"<import namespace='urn:b' name='{alias}' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>"
    return document(place, decision("d", literal(logic), decisions=("urn:b#nền",), knowledge=("urn:b#f",)))


IMPORTED = document(decision("nền", literal("7")), knowledge("f", {"x": "number"}, literal("x * 2")), namespace="urn:b")


@pytest.mark.parametrize(("alias", "logic"), [("của b", "của b.f(của b.nền)"), ("", "f(nền)")])
def test_what_is_imported_is_called_by_its_alias_if_there_is_one(alias: str, logic: str) -> None:
    model = load(importing(alias, logic), {"b.dmn": IMPORTED, "hỏng.dmn": b"<"})
    assert model.evaluate("d", {}, CLOCK).value == Decimal(14)


def test_a_missing_import_is_refused() -> None:
    with pytest.raises(ImportMissing, match="urn:b"):
        load(importing("b", "1"))


def test_other_xml_is_not_a_model() -> None:
    with pytest.raises(NotAModel, match="begins with html"):
        load(b"<html/>")
