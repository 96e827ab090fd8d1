"""Every word a page may say has its Vietnamese."""

import re

import pytest

from ground.messages import has_translation, translate
from tests.cast import ROOT
from web import words
from web.run_words import BATCH_STATES

FOLDER = ROOT / "web" / "templates"
TEMPLATES = sorted(str(page.relative_to(FOLDER)) for page in FOLDER.rglob("*.html"))
SAID = re.compile(r"""\bt\((?:"([^"]+)"|'([^']+)')""")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_says_nothing_untranslated(template: str) -> None:
    text = (FOLDER / template).read_text(encoding="utf-8")
    said = {first or second for first, second in SAID.findall(text)}
    assert not [sentence for sentence in said if not has_translation(sentence)]


def test_names_of_states_roles_and_entries_are_translated() -> None:
    tables = (words.ROLES, words.SLIPS, words.RESULT_STATES, words.TASK_STATES, words.STEP_STATES, words.TIMINGS,
              words.PAUSES, words.ENTRIES)  # fmt: skip
    assert not [name for table in tables for name in table.values() if not has_translation(name)]


def test_one_english_word_is_two_vietnamese_ones_by_its_context() -> None:
    of_a_batch = BATCH_STATES["ended"]
    assert translate(of_a_batch) != translate("Finished") != "Finished"
    assert translate(of_a_batch, "en") == "Finished"
