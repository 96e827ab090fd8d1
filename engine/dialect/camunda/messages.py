"""Messages: Camunda 7 has no key on them, here a message finds its process by one."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import has_expression
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.ledger import Setting
from engine.dialect.names import reference_of, spoken, value_of

# The business key of Camunda 7 is the code of the dossier.
_KEY: Final = "=dossier.code"
_CATCHING: Final = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})


def translate_message(setting: Setting) -> None:
    """Give a message that somebody waits for the key it is found by. Raises `NotFeel` for a name that is computed."""
    node = setting.source
    if has_expression(value_of(node, "name")):
        raise NotFeel("camunda_dynamic")
    if (
        spoken(node) == "message"
        and _is_awaited(node)
        and setting.extension("subscription").get("correlationKey") is None
    ):
        setting.put("subscription", "correlationKey", _KEY, remarks.KEY)


def _is_awaited(message: etree._Element) -> bool:
    root = message.getroottree().getroot()
    name = value_of(message, "id")
    return any(reference_of(node, "messageRef") == name for node in _waiting(root))


def _waiting(root: etree._Element) -> Iterator[etree._Element]:
    for node in root.iter("{*}messageEventDefinition", "{*}receiveTask"):
        holder = node if spoken(node) == "receiveTask" else node.getparent()
        if holder is not None and (spoken(holder) in _CATCHING or _starts_inside(holder)):
            yield node


def _starts_inside(holder: etree._Element) -> bool:
    outside = holder.getparent()
    return spoken(holder) == "startEvent" and outside is not None and spoken(outside) == "subProcess"
