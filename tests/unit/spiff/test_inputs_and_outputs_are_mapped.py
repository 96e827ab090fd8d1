"""Input mappings make variables local to an element; output mappings choose what leaves it."""

from typing import Any

from engine.model import Assignment
from tests.drawings import drawing, end, job, message, start, throws, user
from tests.unit.spiff.player import Player


def _task(inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None, **variables: Any) -> Player:
    mapped = user(
        "a",
        inputs=tuple(Assignment(source, target) for target, source in (inputs or {}).items()),
        outputs=tuple(Assignment(source, target) for target, source in (outputs or {}).items()),
    )
    return Player(drawing("p", start(), mapped, user("z"), end(), flows=["start > a > z > end"]), **variables)


def test_an_input_is_seen_in_the_element_only() -> None:
    an = _task(inputs={"n": "=x * 2"}, x=3)
    assert an.run.variables(an.wait("a").token) == {"x": 3, "n": 6}
    assert an.do("a").run.variables() == {"x": 3}


def test_a_later_input_sees_an_earlier_one() -> None:
    an = _task(inputs={"a": "=1", "b": "=a + 1"})
    assert an.run.variables(an.wait("a").token) == {"a": 1, "b": 2}


def test_a_text_without_equals_sign_is_itself() -> None:
    an = _task(inputs={"mau": "01"})
    assert an.run.variables(an.wait("a").token) == {"mau": "01"}


def test_only_mapped_outputs_leave() -> None:
    an = _task(outputs={"ket_qua": "=outcome"}).do("a", outcome="granted", note="x")
    assert an.run.variables() == {"ket_qua": "granted"}


def test_an_output_may_be_put_inside_an_object() -> None:
    an = _task(outputs={"o.a": "=n", "o.b.c": "=n + 1"}, o={"z": 0}).do("a", n=1)
    assert an.run.variables() == {"o": {"z": 0, "a": 1, "b": {"c": 2}}}


def test_an_output_named_like_an_input_stays_inside() -> None:
    assert _task(inputs={"n": "=x"}, x=1).do("a", n=2).run.variables() == {"x": 1}


def test_a_missing_value_is_null() -> None:
    assert _task(outputs={"y": "=unknown"}).do("a").run.variables() == {"y": None}


def test_jobs_see_their_inputs_and_messages_map_what_they_bring() -> None:
    sending = job("j", inputs=(Assignment("=x", "n"),))
    waiting = message("m", correlation="", outputs=(Assignment("=answer", "y"),))
    an = Player(drawing("p", start(), sending, waiting, end(), flows=["start > j > m > end"]), x=1)
    assert an.wait("j").inputs == {"x": 1, "n": 1}
    assert an.do("j").receive("m", answer=2, other=3).run.variables() == {"x": 1, "y": 2}


def test_an_output_that_cannot_be_kept_stalls_with_the_work_done() -> None:
    an = _task(outputs={"y": "=if x > 9 then {typename: x} else x"}, x=30).do("a")
    assert (an.wait("a").kind, an.wait("a").code) == ("stalled", "expression_failed")
    assert an.assign("a", x=2).retry("a").run.variables() == {"x": 2, "y": 2}


def test_an_event_on_the_way_sees_its_inputs_and_keeps_only_its_outputs() -> None:
    waits = message(
        "w", correlation="=ma", inputs=(Assignment("=dossier.code", "ma"),), outputs=(Assignment("=ma", "m"),)
    )
    drawn = drawing("p", start(), waits, user("a"), end(), flows=["start > w > a > end"])
    an = Player(drawn, dossier={"code": "HS-1"})
    assert an.wait("w").correlation == "HS-1"
    assert an.receive("w", khac=1).run.variables() == {"dossier": {"code": "HS-1"}, "m": "HS-1"}


def test_a_thrown_signal_keeps_only_its_outputs() -> None:
    mappings = {"inputs": (Assignment("=1", "x"),), "outputs": (Assignment("=x + 1", "y"),)}
    drawn = drawing("p", start(), throws("t", "signal", signal="s", **mappings), user("a"), flows=["start > t > a"])
    assert Player(drawn).run.variables() == {"y": 2}
