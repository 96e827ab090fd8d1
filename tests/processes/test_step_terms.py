"""The terms of the steps along the longest way add up to at most the term the law gives; what is not counted is not."""

from collections.abc import Mapping

from cases.budget import budgets_of
from cases.procedure import Bundle, check_bundle, read_bundle
from engine.model import Finding
from tests.processes.conftest import BUNDLES

PERMIT = "giay_phep_lao_dong"


def _changed(**words: tuple[str, str]) -> dict[str, bytes]:
    """The work permit's files with words of the drawing, the sheet or a shared part replaced."""
    files = dict(BUNDLES[PERMIT].files)
    for name, (old, new) in words.items():
        page = {"drawing": f"{PERMIT}.bpmn", "sheet": f"{PERMIT}.toml", "handing_back": "sub_tra_ket_qua.bpmn"}[name]
        assert old.encode() in files[page], old
        files[page] = files[page].replace(old.encode(), new.encode())
    return files


def _hours(files: Mapping[str, bytes]) -> str:
    return str(budgets_of(read_bundle(files))[0].used)


def _said(files: Mapping[str, bytes]) -> list[Finding]:
    return [finding for finding in check_bundle(files) if finding.rule.startswith("steps_")]


def test_the_steps_of_every_shipped_procedure_keep_the_law(bundle: Bundle) -> None:
    budgets = budgets_of(read_bundle(bundle.files))
    assert all(budget.way for budget in budgets)
    assert not any(budget.is_too_long or budget.breaks_promise for budget in budgets)


def test_the_work_permit_uses_its_ten_days_to_the_hour() -> None:
    (budget,) = budgets_of(read_bundle(BUNDLES[PERMIT].files))
    assert (str(budget.used), str(budget.allowed), str(budget.slack)) == ("80wh", "80wh", "0")
    assert [term for _, term in budget.way] == ["4wh", "4wh", "4wh", "2wh", "2wh", "16wh", "28wh", "8wh", "8wh", "4wh"]


def test_a_step_an_hour_too_long_is_refused_and_the_longest_way_is_named() -> None:
    (finding,) = _said(_changed(drawing=('value="28wh"', 'value="29wh"')))
    assert (finding.rule, finding.severity) == ("steps_too_long", "error")
    assert "81wh" in finding.message["en"]
    assert "Thẩm định điều kiện cấp giấy phép 29wh" in finding.message["vi"]
    assert "1wh" in finding.mend["vi"]


def test_steps_side_by_side_count_once() -> None:
    assert _hours(_changed(drawing=('value="8wh" />\n          <zeebe:property name="warn"', 'value="24wh" />\n          <zeebe:property name="warn"'))) == "80wh"  # fmt: skip  # noqa: E501


def test_a_shorter_promise_is_warned_of_not_refused() -> None:
    (finding,) = _said(
        _changed(sheet=('term = "10wd"\nrefusal_term', 'term = "10wd"\ncommitment = "9wd"\nrefusal_term'))
    )
    assert (finding.rule, finding.severity) == ("steps_break_promise", "warning")


def test_what_comes_after_the_result_is_issued_is_not_counted() -> None:
    handed = ('<zeebe:property name="legalBasis"', '<zeebe:property name="term" value="40wh" />\n<zeebe:property name="legalBasis"')  # fmt: skip  # noqa: E501
    assert _hours(_changed(handing_back=handed)) == "80wh"


def test_a_new_phase_is_held_against_its_own_term() -> None:
    budgets = budgets_of(read_bundle(BUNDLES["hop_dong_cung_ung_lao_dong"].files))
    assert [budget.phase for budget in budgets] == ["", "sau_tham_dinh"]
    assert str(budgets[1].allowed) == "24wh"


def test_calendar_days_and_working_days_are_held_against_their_like() -> None:
    days = _changed(sheet=('term = "10wd"\nrefusal', 'term = "14cd"\nrefusal'))
    assert not _said(days)
    days = _changed(sheet=('term = "10wd"\nrefusal', 'term = "13cd"\nrefusal'))
    assert [finding.rule for finding in _said(days)] == ["steps_too_long"]


def test_waiting_for_the_applicant_to_fetch_the_result_has_no_term() -> None:
    for bundle in BUNDLES.values():
        assert "term" not in read_bundle(bundle.files).properties("sub_tra_ket_qua", "tra_ket_qua")
