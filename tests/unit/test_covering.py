"""What is covered of answers and of what the journal tells: people's numbers, and nothing else."""

from cases.privacy import covered_answers, covered_facts

FORM = {
    "id": "x.to_khai",
    "components": [
        {"type": "textfield", "key": "so", "properties": {"kind": "identity"}},
        {"type": "textfield", "key": "ma", "properties": {"kind": "tax_code"}},
        {"type": "dynamiclist", "path": "nguoi", "components": [
            {"type": "textfield", "key": "may", "properties": {"kind": "phone"}}, {"type": "textfield", "key": "ten"},
        ]},
    ],
}  # fmt: skip


def test_fields_of_a_persons_number_are_covered_in_lists_too() -> None:
    answers = {"so": "001090001234", "ma": "0100109106", "nguoi": [{"may": "0912345678", "ten": "0912345678"}]}
    assert covered_answers(FORM, answers) == {
        "so": "001•••••••34", "ma": "0100109106", "nguoi": [{"may": "091•••••78", "ten": "0912345678"}],
    }  # fmt: skip


def test_numbers_are_covered_wherever_an_entry_tells_them() -> None:
    told = {"outputs": {"so": "001090001234", "may": ["+84912345678"]}, "digest": "0" * 64, "count": 12}
    covered = {"outputs": {"so": "001•••••••34", "may": ["+84•••••••78"]}, "digest": "0" * 64, "count": 12}
    assert covered_facts(told) == covered
