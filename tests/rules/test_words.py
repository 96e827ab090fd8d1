"""Every sentence a rule or the reader can say has its Vietnamese."""

import importlib
import pkgutil

import pytest

import engine.rules
from engine.dialect import DrawingHasNoProcess, DrawingNotReadable
from engine.rules.words import Sentence
from ground.messages import has_translation

_PAGES = pkgutil.iter_modules(engine.rules.__path__)
_MODULES = [importlib.import_module(f"engine.rules.{page.name}") for page in _PAGES]
_SENTENCES = [value for module in _MODULES for value in vars(module).values() if isinstance(value, Sentence)]
_TEXTS = {text for sentence in _SENTENCES for text in (sentence.message, sentence.mend)}
_ERRORS = {DrawingNotReadable.message(), DrawingHasNoProcess.message()}


@pytest.mark.parametrize("text", sorted(_TEXTS | _ERRORS))
def test_a_sentence_has_its_vietnamese(text: str) -> None:
    assert has_translation(text)
