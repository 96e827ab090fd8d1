"""Every text the grammar allows can be worked out, however little sense it makes; built-ins get all kinds of values."""

import os
import random
from functools import partial

from engine.feel import FeelError, parse, to_json
from engine.feel.builtins import BUILTINS
from tests.stopwatch import seconds
from tests.unit.feel.asking import CLOCK

ROUNDS = int(os.environ.get("FEEL_FUZZ_ROUNDS", "2000"))
_SPELLED = r"""
1|0|-1|2.5|10**20|1e-30|null|true|false|""|"a"|"Hồ sơ"|"2026-08-25"|"[1..3]"|"P1D"|"\d+"|[]|[1,2,3]|["b","a"]|[null]
[[1],[2]]|{}|{a:1}|{key:"a",value:1}|@"2026-08-25"|@"10:00:00"|@"10:00:00Z"|@"10:00:00@Europe/Paris"|@"2026-08-25T10:00:00"|@"P1M"
@"2026-08-25T10:00:00@Asia/Ho_Chi_Minh"|@"-999999999-01-01"|@"PT1.5S"|[1..3]|(1..3)|["a".."c"]|(<5)|(!=5)|function(x) x
function(x,y) x<y|a|x|item|partial|?|count|now()|today()|missing|x[1]|[@"2026-01-01"..@"2026-12-31"]|10**6144|-(10**30)
"""
LEAVES = _SPELLED.strip().replace("\n", "|").split("|")
_SHAPES = r"""
({} + {})~({} - {})~({} * {})~({} / {})~({} ** {})~(-{})~({} = {})~({} < {})~({} != {})~({} >= {})~({} and {})
({} or {})~({} between {} and {})~({} in {})~({} in ({}, {}))~({} in < {})~[{}, {}]~{{a: {}, b: {}}}~[{}..{}]~({}..{}]
(if {} then {} else {})~(for x in {} return {})~(for x in {}, y in {} return {})~(for i in {}..{} return {})
(some x in {} satisfies {})~(every x in {} satisfies {})~({} instance of number)~({} instance of list<string>)
({}).a~({}).year~({})[{}]~({})({})~(function(x) {})({})~sort({}, function(a, b) {})
"""
FORMS = _SHAPES.strip().replace("\n", "~").split("~")
CONTEXT = {"a": 5, "x": [1, {"a": 2}, None], "?": 3}


def _expression(choice: random.Random, depth: int) -> str:
    if depth == 0 or choice.random() < 0.2:
        return choice.choice(LEAVES)
    if choice.random() < 0.5:
        arguments = (_expression(choice, depth - 1) for _ in range(choice.randint(0, 4)))
        return f"{choice.choice(sorted(BUILTINS))}({', '.join(arguments)})"
    form = choice.choice(FORMS)
    return form.format(*(_expression(choice, depth - 1) for _ in range(form.count("{}"))))


def test_random_expressions_never_crash() -> None:
    choice = random.Random(19)
    for _ in range(ROUNDS):
        text = _expression(choice, 3)
        assert seconds(partial(_end, text), 1) < 1, text


def _end(text: str) -> None:
    try:
        to_json(parse(text).evaluate(CONTEXT, CLOCK).value)
    except FeelError as refusal:
        assert refusal.code.startswith("feel_")  # noqa: PT017
    except Exception as crash:
        raise AssertionError(text) from crash
