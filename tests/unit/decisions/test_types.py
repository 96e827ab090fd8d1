"""Values fit the types a model defines, or become null with a warning."""

from decimal import Decimal
from typing import Any

import pytest

from engine.decisions import load
from engine.decisions.errors import TypesInCircle
from engine.feel import Date, DateTime, Time
from tests.unit.decisions.models import ask, codes, decision, document, given, knowledge, literal

KINDS = """
<itemDefinition name='tVùng'><typeRef>string</typeRef>
  <allowedValues><text>"I","II"</text></allowedValues></itemDefinition>
<itemDefinition name='tVùng con'><typeRef>tVùng</typeRef></itemDefinition>
<itemDefinition name='tCác vùng' isCollection='true'><typeRef>tVùng</typeRef>
  <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name='tNgười'><itemComponent name='tên'><typeRef>string</typeRef></itemComponent>
  <itemComponent name='ngày sinh'><typeRef>date</typeRef></itemComponent></itemDefinition>
"""


def result(text: str, kind: str) -> Any:
    return ask(document(KINDS, decision("d", literal(text), kind)), "d")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ('"I"', "tVùng", "I"),
        ('"III"', "tVùng", None),
        ('"III"', "tVùng con", None),
        ('["I", "II"]', "tCác vùng", ["I", "II"]),
        ('["I", "X"]', "tCác vùng", None),
        ('["I", "I", "I"]', "tCác vùng", None),
        ('"I"', "tCác vùng", ["I"]),
        ('["I"]', "tVùng", "I"),
        ("1", "string", None),
        ("[1]", "number", Decimal(1)),
        ("null", "number", None),
        ("1", "Any", Decimal(1)),
    ],
)
def test_a_result_fits_the_type_of_its_decision(text: str, kind: str, expected: object) -> None:
    outcome = result(text, kind)
    assert outcome.value == expected
    assert ("dmn_not_of_type" in codes(outcome)) is (expected is None and text != "null")


def test_a_date_becomes_midnight_where_a_moment_is_wanted() -> None:
    found = result('date("2026-08-25")', "date and time").value
    assert found == DateTime(Date(2026, 8, 25), Time(0, 0, 0, offset=0))


def test_a_context_lacking_an_entry_is_of_another_type() -> None:
    assert codes(result('{"tên": "An"}', "tNgười")) == ["dmn_not_of_type"]


def taken(kind: str, value: object, text: str = "x") -> Any:
    return ask(document(KINDS, given("x", kind), decision("d", literal(text), inputs=("x",))), "d", {"x": value})


def test_texts_from_outside_become_dates_where_the_model_wants_dates() -> None:
    assert taken("date", "2026-08-25").value == Date(2026, 8, 25)
    assert taken("tNgười", {"tên": "An", "ngày sinh": "1965-01-02"}, "x.ngày sinh.year").value == Decimal(1965)


def test_what_a_form_left_out_is_null() -> None:
    assert taken("tNgười", {"tên": "An"}, "x.tên").value == "An"


@pytest.mark.parametrize(("kind", "value"), [("number", "5"), ("date", "hôm nay"), ("tVùng", "III")])
def test_an_input_of_another_type_is_null(kind: str, value: object) -> None:
    assert taken(kind, value).value is None


def test_an_input_that_was_not_given_is_null_and_named() -> None:
    outcome = ask(document(given("x"), decision("d", literal("x"), inputs=("x",))), "d")
    assert codes(outcome) == ["dmn_input_missing"]


def test_a_knowledge_model_is_not_called_with_an_argument_of_another_type() -> None:
    made = knowledge("f", {"x": "tVùng"}, literal('"đã gọi"'))
    outcome = ask(document(KINDS, made, decision("d", literal('f("III")'), knowledge=("f",))), "d")
    assert (outcome.value, codes(outcome)) == (None, ["dmn_not_of_type"])


def test_instance_of_knows_the_types_of_the_model() -> None:
    assert result('{"tên": "An", "ngày sinh": @"1965-01-02"} instance of tNgười', "").value is True


def test_a_type_defined_by_itself_is_refused() -> None:
    circle = "<itemDefinition name='a'><typeRef>b</typeRef></itemDefinition>"
    with pytest.raises(TypesInCircle):
        load(document(circle, circle.replace("'a'", "'c'").replace("b<", "a<").replace("'c'", "'b'")))
