"""Every kind of boxed expression, and that its parts see what they should."""

from decimal import Decimal

import pytest

from tests.unit.decisions.models import answer, ask, codes, decision, document, knowledge, literal

ENTRY = "<contextEntry><variable name='{name}'/>{logic}</contextEntry>"


def entries(**logic: str) -> str:
    return "".join(ENTRY.format(name=name, logic=literal(text)) for name, text in logic.items())


def asked(logic: str) -> object:
    return answer(decision("quyết định", logic))


def test_entries_of_a_context_see_the_earlier_ones() -> None:
    assert asked(f"<context>{entries(a='1', b='a + 1')}</context>") == {"a": Decimal(1), "b": Decimal(2)}


def test_a_last_entry_without_a_name_is_the_value_of_the_context() -> None:
    last = f"<contextEntry>{literal('a + 1')}</contextEntry>"
    assert asked(f"<context>{entries(a='1')}{last}</context>") == Decimal(2)


def test_an_entry_that_stands_there_twice_makes_the_context_null() -> None:
    twice = f"<context>{entries(a='1')}{entries(a='2')}</context>"
    assert codes(ask(document(decision("d", twice)), "d")) == ["dmn_entry_twice"]


def test_a_list_holds_its_members() -> None:
    assert asked(f"<list>{literal('1')}{literal('null')}</list>") == [Decimal(1), None]


def test_a_relation_is_a_list_of_contexts() -> None:
    columns = "<column name='tên'/><column name='tuổi'/>"
    rows = "".join(f"<row>{literal(name)}{literal(age)}</row>" for name, age in (('"An"', "61"), ('"Bình"', "30")))
    made = asked(f"<relation>{columns}{rows}</relation>")
    assert made == [{"tên": "An", "tuổi": Decimal(61)}, {"tên": "Bình", "tuổi": Decimal(30)}]


@pytest.mark.parametrize(("condition", "expected"), [("true", 1), ("false", 2), ("null", 2), ('"x"', None)])
def test_a_conditional_takes_the_branch_of_its_condition(condition: str, expected: int | None) -> None:
    parts = f"<if>{literal(condition)}</if><then>{literal('1')}</then><else>{literal('2')}</else>"
    found = asked(f"<conditional>{parts}</conditional>")
    assert found == (None if expected is None else Decimal(expected))


def test_a_filter_keeps_what_matches() -> None:
    assert asked(f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > 1')}</match></filter>") == [2, 3]


def test_a_filter_sees_the_entries_of_its_members() -> None:
    people = '[{"tuổi": 61}, {"tuổi": 30}]'
    found = asked(f"<filter><in>{literal(people)}</in><match>{literal('tuổi > 60')}</match></filter>")
    assert found == [{"tuổi": Decimal(61)}]


def iterated(word: str, source: str, then: str, body: str) -> object:
    logic = f"<{word} iteratorVariable='x'><in>{literal(source)}</in><{then}>{literal(body)}</{then}></{word}>"
    return asked(logic)


def test_for_makes_a_list_and_knows_what_came_before() -> None:
    assert iterated("for", "[1..4]", "return", "x * 2") == [2, 4, 6, 8]
    assert iterated("for", "[1..4]", "return", "x + count(partial)") == [1, 3, 5, 7]


@pytest.mark.parametrize(
    ("word", "source", "expected"),
    [("some", "[1, 9]", True), ("some", "[1]", False), ("every", "[9]", True), ("every", "[]", True)],
)
def test_some_and_every_ask_about_all_members(word: str, source: str, expected: bool) -> None:
    assert iterated(word, source, "satisfies", "x > 5") is expected


def test_an_invocation_binds_arguments_to_parameters_by_name() -> None:
    binding = (
        f"<binding><parameter name='b'/>{literal('1')}</binding><binding><parameter name='a'/>{literal('5')}</binding>"
    )
    logic = f"<invocation>{literal('hiệu')}{binding}</invocation>"
    made = knowledge("hiệu", {"a": "number", "b": "number"}, literal("a - b"))
    assert answer(made, decision("quyết định", logic, knowledge=("hiệu",))) == Decimal(4)


def test_a_boxed_function_may_call_itself() -> None:
    body = literal("if n = 0 then 1 else n * giai thừa(n - 1)")
    function = f"<functionDefinition><formalParameter name='n' typeRef='number'/>{body}</functionDefinition>"
    entry = f"<contextEntry><variable name='giai thừa'/>{function}</contextEntry>"
    called = f"<contextEntry>{literal('giai thừa(5)')}</contextEntry>"
    assert asked(f"<context>{entry}{called}</context>") == Decimal(120)


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_functions_of_other_languages_give_null_and_say_so(kind: str) -> None:
    function = f"<functionDefinition kind='{kind}'>{literal('1')}</functionDefinition>"
    entry = f"<contextEntry><variable name='f'/>{function}</contextEntry><contextEntry>{literal('f()')}</contextEntry>"
    outcome = ask(document(decision("d", f"<context>{entry}</context>")), "d")
    assert (outcome.value, codes(outcome)) == (None, ["dmn_not_run_here"])
