"""Plays a random process on the engine and on the token game side by side and compares them after every move."""

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

import orjson

from engine.spiff import Wait
from tests.drawings import begun
from tests.machine.game import Game
from tests.machine.generator import Sketch, sketch
from tests.machine.pieces import Token
from tests.unit.spiff.player import Player

MOVES = 60
AGAIN = 0.35
FAILING = 0.25
KINDS = {"userTask": "task", "serviceTask": "job"}


@dataclass(frozen=True)
class Difference(Exception):
    """The engine and the game disagree."""

    seed: int
    move: int
    expected: object
    found: object


def play(seed: int, saving: bool = True, player: type[Player] = Player) -> int:
    """Play the process of this seed; the number of moves made. Raises `Difference`."""
    drawn, random = sketch(seed), Random(seed + 1)
    an = player(*_main_first(drawn), saving=saving)
    game = Game(drawn.processes, "main")
    for move in range(MOVES):
        if game.is_stuck:
            _compare(seed, move, game.stuck_at, sorted(wait.element for wait in an.run.waits()))
            return move
        found = sorted(((_seen(an, wait), wait) for wait in an.run.waits()), key=lambda pair: pair[0])
        expected = sorted(((_told(token), token) for token in game.stands()), key=lambda pair: pair[0])
        _compare(seed, move, [mark for mark, _ in expected], [mark for mark, _ in found])
        _compare(seed, move, game.entered, Counter(an.entered))
        if not found:
            return _over(seed, move, an, game)
        place = random.randrange(len(found))
        if found[place][1].kind == "job" and random.random() < FAILING:
            code = random.choice(["late", "other"])
            _compare(seed, move, game.fail(expected[place][1], code), _fail(an, found[place][1], code))
            continue
        brought = _brought(drawn, found[place][1], move, random)
        _move(an, found[place][1], brought)
        game.go_on(expected[place][1], brought)
    return MOVES


def _main_first(drawn: Sketch) -> list[Any]:
    processes = [drawn.processes["main"], *(process for key, process in drawn.processes.items() if key != "main")]
    return [begun(process) for process in processes]


def _over(seed: int, move: int, an: Player, game: Game) -> int:
    expected = (game.over, {name: value for name, (_, value) in game.data.items()})
    found = (an.run.ended_in, an.run.variables())
    _compare(seed, move, expected, found)
    return move


def _compare(seed: int, move: int, expected: object, found: object) -> None:
    if expected != found:
        raise Difference(seed, move, expected, found)


def _brought(drawn: Sketch, wait: Wait, move: int, random: Random) -> dict[str, Any]:
    if wait.kind == "timer" or wait.element in drawn.silent:
        return {}
    decided = drawn.decides.get(wait.element)
    return {f"v_{wait.element}": move} | ({decided: random.random() < AGAIN} if decided else {})


def _move(an: Player, wait: Wait, brought: dict[str, Any]) -> None:
    if wait.kind == "timer":
        an.command(lambda token: an.run.fire(token), wait)
    elif wait.kind in ("message", "signal"):
        an.command(lambda token: an.run.receive(token, brought), wait)
    else:
        an.command(lambda token: an.run.complete(token, brought), wait)


def _fail(an: Player, wait: Wait, code: str) -> bool:
    caught: list[bool] = []
    an.command(lambda token: caught.append(an.run.throw(token, code)), wait)
    return caught[0]


def _seen(an: Player, wait: Wait) -> tuple[str, str, str, bytes]:
    return wait.kind, wait.process, wait.element, _mark(an.run.variables(wait.token))


def _told(token: Token) -> tuple[str, str, str, bytes]:
    element = token.element
    event = "timer" if element.timer is not None else "signal" if element.signal else "message"
    kind = KINDS.get(element.kind.value) or event
    data = {name: value for name, (_, value) in token.data.items()} | token.local
    return kind, token.scope.process.id, element.id, _mark(data)


def _mark(variables: dict[str, Any]) -> bytes:
    return orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
