"""Every word a page may say has its Vietnamese."""

import re
import unicodedata

import pytest
from babel.messages.pofile import read_po

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


def test_no_sentence_is_put_into_vietnamese_in_two_ways() -> None:
    said: dict[tuple[str | None, str], str] = {}
    for page in sorted((ROOT / "ground" / "locale" / "vi").glob("*.po")):
        with page.open("rb") as lines:
            for each in read_po(lines):
                words = said.setdefault((each.context, str(each.id)), str(each.string))
                assert words == str(each.string) or not each.id, f"{page.name}: {each.id}"
                assert unicodedata.is_normalized("NFC", words), words
