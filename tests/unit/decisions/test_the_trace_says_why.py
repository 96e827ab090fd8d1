"""The trace names the rows that matched, and why, in the officer's words."""

from engine.decisions import load
from engine.decisions.trace import Miss
from tests.unit.decisions.models import CLOCK, decision, document, given, knowledge, literal, table

ROWS = [(">= 60", "-", "0"), ("< 60", '"I"', "600000")]
MODEL = load(
    document(
        given("tuổi", "number"),
        given("vùng", "string"),
        decision("lệ phí", table({"tuổi": "number", "vùng": "string"}, ROWS), inputs=("tuổi", "vùng")),
    )
)


def test_steps_come_in_the_order_they_were_taken() -> None:
    trace = MODEL.evaluate("lệ phí", {"tuổi": 61, "vùng": "I"}, CLOCK).trace
    assert [(step.kind, step.name) for step in trace.steps] == [
        ("inputData", "tuổi"),
        ("inputData", "vùng"),
        ("decision", "lệ phí"),
    ]


def test_a_row_that_matched_is_told_with_its_cells_and_one_that_did_not_with_the_cell_that_failed() -> None:
    (read,) = MODEL.evaluate("lệ phí", {"tuổi": 61, "vùng": "I"}, CLOCK).trace.tables
    assert [(hit.row, hit.cells, hit.outputs) for hit in read.hits] == [(1, (">= 60", "-"), {"lệ phí": 0})]
    assert read.misses == (Miss(2, 0, "< 60"),)


def test_sentences_speak_vietnamese() -> None:
    told = MODEL.evaluate("lệ phí", {"tuổi": 61, "vùng": "I"}, CLOCK).trace.sentences()
    assert 'lệ phí: Dòng 1 khớp: tuổi = 61 (>= 60); vùng = "I" (-). Kết quả: lệ phí = 0.' in told


def test_no_row_that_matches_is_told_too() -> None:
    told = MODEL.evaluate("lệ phí", {"tuổi": 9, "vùng": "X"}, CLOCK).trace.sentences("en")
    assert 'lệ phí: No row of the table matches: tuổi = 9; vùng = "X".' in told


def test_a_table_inside_a_knowledge_model_is_told_where_it_was_asked() -> None:
    made = knowledge("mức", {"x": "number"}, table({"x": "number"}, [("< 5", "1"), (">= 5", "2")]))
    asked = decision("d", literal("mức(9) + 1"), knowledge=("mức",))
    told = load(document(made, asked)).evaluate("d", {}, CLOCK).trace.sentences()
    assert told == ["mức: Dòng 2 khớp: x = 9 (>= 5). Kết quả: mức = 2.", "mức = 2", "d = 3"]
