"""The player of stories tells the truth: what is not as expected, what broke, and what no story reached."""

import pytest

from cases.scenarios.machinery import STRAIGHT
from cases.scenarios.playing import ScenariosMissing, play_all, play_bundle
from cases.scenarios.reading import ScenarioNotReadable, read_scenarios
from cases.scenarios.report import Report
from cases.scenarios.workshop import workshop
from tests.processes.conftest import BUNDLES, FOLDERS

SLUG = "khai_bao_thiet_bi"
REFUSED = '{step = "kiem_tra", with = {outcome = "refused", reason_code = "wrong_authority", reason = "Sai mẫu"}}'


def _played(do: str, expect: str) -> Report:
    shared = (FOLDERS[0] / f"{SLUG}.scenarios.toml").read_text("utf-8").partition("[[scenario]]")[0]
    page = f'{shared}\n[[scenario]]\nname = "told here"\ndo = [{do}]\nexpect = [{expect}]\n'
    with workshop() as operations:
        return play_bundle(BUNDLES[SLUG], read_scenarios(page.encode(), "here"), operations, [STRAIGHT])


def test_a_wrong_expectation_is_told_with_what_was_seen() -> None:
    report = _played(REFUSED, '{after = 1, state = "handling"}')
    assert not report.passed
    assert "    after act 1: state is refused, expected handling" in list(report.sentences())
    (told,) = report.playings[0].checks[0].differences
    assert told.sentence("vi") == "trạng thái hồ sơ là refused, mong đợi handling"


def test_a_story_that_completes_a_closed_step_breaks_and_says_where() -> None:
    (playing,) = _played(f"{REFUSED}, {REFUSED}", '{after = 1, state = "refused"}').playings
    assert not playing.passed
    assert "The step kiem_tra is not open" in str(playing.broke)


def test_elements_that_no_story_reaches_are_named() -> None:
    report = _played(REFUSED, '{after = 1, state = "refused"}')
    assert all(playing.passed for playing in report.playings)
    assert not report.passed
    assert f"    never reached: {SLUG} · phan_cong" in list(report.sentences())


def test_a_procedure_without_stories_is_not_called_good() -> None:
    with pytest.raises(ScenariosMissing):
        play_all("khong_co")


@pytest.mark.parametrize(
    "page",
    [
        "nonsense",
        "[[scenario]]\nname = 'no hour'\ncast = {}\ndo = []\nexpect = [{after = 0}]",
        "at = 2026-08-25T09:30:00+07:00\n[[scenario]]\nname = 'x'\ncast = {}\ndo = [{}]\nexpect = [{after = 0}]",
        "at = 2026-08-25T09:30:00+07:00\n[[scenario]]\nname = 'x'\ncast = {}\ndo = []\nexpect = [{after = 1}]",
        "at = 2026-08-25T09:30:00+07:00\n[[scenario]]\nname = 'x'\ncast = {}\ndo = []\nexpect = [{after = 0, s = 1}]",
    ],
)
def test_stories_that_cannot_be_meant_are_refused(page: str) -> None:
    with pytest.raises(ScenarioNotReadable):
        read_scenarios(page.encode(), "here.scenarios.toml")
