"""Two versions of a procedure differ in words a head of agency understands; where a shape lies is none."""

import re

from cases.bundle import read_bundle
from cases.procedure import deploy_bundle
from cases.studio.comparing import compare, differences
from engine.definitions import active_of
from ground.database import reading, transaction
from tests.cases.desk import Desk, shipped

SLUG = "khai_bao_thiet_bi"


def changed(*changes: tuple[str, str, str]) -> dict[str, bytes]:
    """The shipped bundle with texts replaced: (file, before, after)."""
    files = dict(shipped(SLUG).files)
    for name, before, after in changes:
        text = files[name].decode()
        assert before in text
        files[name] = text.replace(before, after).encode()
    return files


def said(files: dict[str, bytes]) -> list[str]:
    """The differences from the shipped version, in English."""
    found = differences(read_bundle(shipped(SLUG).files), read_bundle(files))
    return [each.text.format_map({name: str(word) for name, word in each.words.items()}) for each in found]


def test_the_same_version_differs_in_nothing() -> None:
    assert said(dict(shipped(SLUG).files)) == []


def test_a_shape_that_was_only_moved_differs_in_nothing() -> None:
    drawing = shipped(SLUG).files[f"{SLUG}.bpmn"].decode()
    place = re.search(r'<dc:Bounds x="\d+"', drawing)
    assert place
    assert said(changed((f"{SLUG}.bpmn", place[0], '<dc:Bounds x="7777"'))) == []


def test_a_shorter_promise_and_a_dropped_paper_are_told() -> None:
    sheet = read_bundle(shipped(SLUG).files).sheet
    paper, law = sheet.component[0], sheet.law[-1]
    page = shipped(SLUG).files[f"{SLUG}.toml"].decode()
    block = re.search(rf'\[\[component\]\]\ncode = "{re.escape(paper.code)}".*?(?=\n\[)', page, re.S)
    assert block
    words = said(changed((f"{SLUG}.toml", block[0], ""), (f"{SLUG}.toml", f'term = "{law.term}"', 'term = "4wd"')))
    assert f"No longer asked for: “{paper.name}”." in words
    assert any("promised term goes from" in sentence and "4wd" in sentence for sentence in words)


def test_a_step_with_another_name_is_told_and_marked_on_both_drawings(desk: Desk) -> None:
    drawing = shipped(SLUG).files[f"{SLUG}.bpmn"].decode()
    step = re.search(r'<bpmn:userTask id="(\w+)" name="([^"]+)"', drawing)
    assert step
    files = changed((f"{SLUG}.bpmn", f'name="{step[2]}"', 'name="Xem xét lại"'))
    with transaction(desk.database) as session:
        before = active_of(session, SLUG)
        assert before is not None
        old_id = before.id
        new_id = deploy_bundle(session, desk.clock, files, "lam", activate=False).id
    with reading(desk.database) as session:
        found = compare(session, old_id, new_id)
    assert found.old.marks[SLUG][step[1]] == found.new.marks[SLUG][step[1]] == "changed"
    assert any("Xem xét lại" in str(each.words) for each in found.differences)
