"""A call bound by version tag leads to a version that carries it: in the bundle, or approved here."""

from collections.abc import Iterator
from dataclasses import replace

from engine.model import Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_TAG = Sentence(
    "{place} calls the version of {name} with the tag {tag}, but none that was approved here carries it.",
    "Correct the tag, or deploy and approve the version of that process that carries it first.",
)
# The same, where nobody looked what is in force here.
_PERHAPS = replace(
    _TAG,
    message="{place} calls the version of {name} with the tag {tag}, which is not in the bundle: one that carries it "
    "must have been approved here before this is deployed.",
    severity="warning",
)


def version_tag_unknown(drawing: Drawing) -> Iterator[Remark]:
    """Refuse calls by a version tag that no version carries; where the names here are not known, warn."""
    known = drawing.known
    for call in drawing.of_kind(Kind.CALL):
        if not _is_by_tag(call) or _is_beside(call, drawing):
            continue
        if known.tags is None:
            yield _PERHAPS.at(call, name=call.called, tag=call.called_tag)
        elif (call.called, call.called_tag) not in known.tags and _is_there(call, drawing):
            yield _TAG.at(call, name=call.called, tag=call.called_tag)


def _is_by_tag(call: Element) -> bool:
    return call.binding == "versionTag" and bool(call.called and call.called_tag) and call.called[0] != "="


def _is_beside(call: Element, drawing: Drawing) -> bool:
    beside = drawing.bundle.by_id.get(call.called)
    return beside is not None and beside.version_tag == call.called_tag


def _is_there(call: Element, drawing: Drawing) -> bool:
    """Whether any version of the process is there: of one that is not, another rule speaks."""
    called = drawing.known.called
    return called is None or call.called in called or call.called in drawing.bundle.by_id
