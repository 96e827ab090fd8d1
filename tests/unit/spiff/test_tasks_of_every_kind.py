"""Manual and plain tasks are done by persons, scripts compute, what is sent is a job, what is received awaited."""

from engine.model import Element, Kind, Message
from tests.drawings import boundary_timer, drawing, each, element, end, start, user
from tests.unit.spiff.player import Player

SENT = ("messageEventDefinition",)


def script(key: str, text: str, result: str, **rest: object) -> Element:
    return element(key, Kind.SCRIPT_TASK, script=text, result=result, **rest)


def receive(key: str) -> Element:
    return element(key, Kind.RECEIVE_TASK, message=Message("tra_loi", "=code"))


def test_a_manual_and_a_plain_task_are_steps_of_a_person() -> None:
    by_hand, plain = element("by_hand", Kind.MANUAL_TASK, lane="chuyen_vien"), element("plain", Kind.TASK)
    an = Player(drawing("p", start(), by_hand, plain, end(), flows=["start > by_hand > plain > end"]))
    assert (an.wait("by_hand").kind, an.wait("by_hand").lane) == ("task", "chuyen_vien")
    an.do("by_hand").do("plain")
    assert an.run.ended_in == "end"


def test_a_script_puts_its_value_into_the_result_variable_and_runs_on() -> None:
    drawn = drawing("p", start(), script("s", "=fee * 2", "total.sum"), user("a"), flows=["start > s > a"])
    an = Player(drawn, fee=3)
    assert an.run.variables()["total"] == {"sum": 6}
    assert an.entered == ["start", "s", "a"]


def test_a_script_whose_value_cannot_be_kept_stalls_and_is_tried_again() -> None:
    many = script("s", '=for i in 1..n return "0123456789"', "x")
    an = Player(drawing("p", start(), many, user("a"), flows=["start > s > a"]), n=10_000)
    assert [(wait.kind, wait.element, wait.code) for wait in an.run.waits()] == [("stalled", "s", "expression_failed")]
    an.assign("s", n=1).retry("s")
    assert an.run.variables()["x"] == ["0123456789"]


def test_a_script_is_repeated_in_the_order_of_the_input() -> None:
    loop = each("=[3, 1, 2]", input_element="n", output_collection="squares", output_element="=square")
    drawn = drawing("p", start(), script("s", "=n * n", "square", loop=loop), user("a"), flows=["start > s > a"])
    assert Player(drawn).run.variables() == {"squares": [9, 1, 4]}


def test_what_is_sent_is_a_job_on_the_way_and_at_the_end() -> None:
    task = element("task", Kind.SEND_TASK, operation="send_notice")
    event = element("event", Kind.THROW, operation="send_notice", events=SENT)
    stop = end("stop", operation="send_notice", events=SENT)
    an = Player(drawing("p", start(), task, event, stop, flows=["start > task > event > stop"]))
    for key in ("task", "event", "stop"):
        assert an.run.ended_in is None
        assert (an.wait(key).kind, an.wait(key).operation) == ("job", "send_notice")
        an.do(key)
    assert an.run.ended_in == "stop"


def test_an_event_that_throws_nothing_is_passed() -> None:
    an = Player(drawing("p", start(), element("m", Kind.THROW), user("a"), flows=["start > m > a"]))
    assert (an.entered, an.stands_at) == (["start", "m", "a"], ["a"])


def test_a_receive_task_waits_for_its_message() -> None:
    an = Player(drawing("p", start(), receive("r"), user("a"), flows=["start > r > a"]), code="HS-1")
    wait = an.wait("r")
    assert (wait.kind, wait.message, wait.correlation) == ("message", "tra_loi", "HS-1")
    an.receive("r", answer="yes")
    assert (an.stands_at, an.run.variables()["answer"]) == (["a"], "yes")


def test_a_receive_task_is_interrupted_by_its_boundary_event() -> None:
    late = boundary_timer("late", "r", "P5D")
    an = Player(drawing("p", start(), receive("r"), late, user("a"), user("b"), flows=["start > r > a", "late > b"]))
    an.fire("late")
    assert an.stands_at == ["b"]
