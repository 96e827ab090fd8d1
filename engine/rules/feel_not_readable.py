"""Every expression is FEEL and can be parsed: nothing else is ever evaluated."""

from collections.abc import Iterator

from engine.feel import FeelError, parse
from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.functions import strange_functions
from engine.rules.texts import LONGEST_EXPRESSION, Text, texts_of
from engine.rules.words import Remark, Sentence

_UNREADABLE = Sentence(
    "The setting {setting} of {place} is not readable as FEEL: {reason}",
    "Correct the expression; for example =outcome = \"accepted\" and amount > 100.",
)  # fmt: skip
_NOT_FEEL = Sentence(
    "The setting {setting} of {place} is not an expression: {written}",
    "Begin it with = and write it in FEEL.",
)
_FUNCTION = Sentence(
    "The setting {setting} of {place} calls {name}, which is no function of FEEL.",
    "Use a function of FEEL; what a program must do belongs into a service task with an operation.",
)
_LANGUAGE = Sentence(
    "{place} has an expression in the language {detail}.",
    "Write the expression in FEEL, with a leading =, and remove the language.",
)
_NO_KEY = Sentence(
    "{place} waits for the message {message} without a correlation key: whose message it is could not be told.",
    "Give the message a subscription correlation key, for example =dossier.code.",
)


def feel_not_readable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse expressions that do not parse, call unknown functions or are not FEEL, and messages without a key."""
    for text in texts_of(drawing.process):
        yield from _judge(text)
    for place, oddity in drawing.oddities("expression_language"):
        yield _LANGUAGE.at(place, detail=oddity.detail)
    for element in drawing.process.elements.values():
        # What begins a process need not be told apart: each message begins a run of its own.
        begins = element.kind is Kind.START and not element.parent
        if element.message is not None and not element.message.correlation and not begins:
            yield _NO_KEY.at(element, message=element.message.name)


def _judge(text: Text) -> Iterator[Remark]:
    if len(text.value) > LONGEST_EXPRESSION:
        return  # said by too_large; not worth the time of parsing it
    if text.is_feel:
        try:
            unknown = strange_functions(parse(text.value[1:]))
        except FeelError as error:
            yield _UNREADABLE.at(text.place, setting=text.setting, reason=error)
        else:
            for name in unknown:
                yield _FUNCTION.at(text.place, setting=text.setting, name=name[:100])
    elif text.must:
        yield _NOT_FEEL.at(text.place, setting=text.setting, written=text.value[:100])
