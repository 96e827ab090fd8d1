"""What the reader meets and has no place for is written down here, so that a rule can refuse it by name and line."""

import unicodedata

from lxml import etree

from engine.dialect.names import (
    ATTRIBUTES,
    BPMN,
    CAMUNDA,
    DRAWN,
    ENGINES,
    FEEL_LANGUAGES,
    ZEEBE,
    has_hidden_marks,
    space_of,
    spoken,
    spoken_name,
    value_of,
)
from engine.model import Oddity

MOST_ODDITIES = 1_000
# A node of these names is part of another one: the reader of a finding wants the step it belongs to.
_INNER = ("EventDefinition", "Expression", "LoopCharacteristics", "Condition", "timeDate", "timeDuration", "timeCycle")


class Notes:
    """The oddities of one process, in the order met."""

    def __init__(self, language: str = "") -> None:
        self.oddities: list[Oddity] = []
        self.language = language
        self.strangers: set[str] = set()

    def odd(self, kind: str, node: etree._Element, detail: str = "") -> None:
        """Write down something strange at this node; after a thousand only that there is more."""
        if len(self.oddities) < MOST_ODDITIES:
            self.oddities.append(Oddity(kind, owner(node), line_of(node), detail[:200]))
        elif len(self.oddities) == MOST_ODDITIES:
            self.oddities.append(Oddity("more", owner(node), line_of(node)))

    def foreign(self, node: etree._Element, space: str) -> None:
        """Write down, once for each namespace, that another program's settings stand here."""
        if space not in self.strangers:
            self.strangers.add(space)
            self.odd("foreign", node, space)

    def check_attributes(self, node: etree._Element) -> None:
        """Write down every attribute, or value of one, that has no meaning here."""
        lawful = ATTRIBUTES.get(spoken(node), {})
        for key, raw in node.attrib.items():
            name, value = str(key), str(raw).strip()
            if has_hidden_marks(value):
                self.odd("hidden_character", node, spoken_name(name))
            if space_of(name) or name not in ("id", "name"):
                self._check_attribute(node, name, value, lawful.get(name))

    def _check_attribute(self, node: etree._Element, name: str, value: str, values: frozenset[str] | None) -> None:
        space = space_of(name)
        if space == CAMUNDA:
            self.odd("camunda", node, spoken_name(name))
        elif space in DRAWN or (spoken_name(name).startswith("zeebe:modelerTemplate")) or not value:
            return
        elif _is_foreign(space):
            self.foreign(node, space)
        elif space or values is None:
            self.odd("attribute", node, spoken_name(name))
        elif values and value not in values:
            self.odd("attribute", node, f'{name}="{value}"')

    def check_children(self, node: etree._Element, allowed: frozenset[str]) -> list[etree._Element]:
        """The children with an allowed name; the others are written down, and so is loose text."""
        kept = []
        for child in node:
            name = spoken(child)
            if name in allowed:
                kept.append(child)
            elif not _is_harmless(child, name):
                self._check_stranger(node, child, name)
        if any((text or "").strip() for text in (node.text, *(child.tail for child in node))):
            self.odd("mixed_content", node, spoken(node))
        return kept

    def _check_stranger(self, node: etree._Element, child: etree._Element, name: str) -> None:
        space = space_of(str(child.tag))
        if name == "extensionElements":
            self.check_children(child, frozenset())
        elif spoken(node) == "extensionElements" and _is_foreign(space):
            self.foreign(child, space)
        else:
            self.odd("camunda" if name.startswith("camunda:") else "element", child, name)

    def text_of(self, node: etree._Element) -> str:
        """The text of a node that may hold nothing else, in NFC without outer spaces."""
        if len(node):
            self.odd("mixed_content", node, spoken(node))
        text = unicodedata.normalize("NFC", node.text or "").strip()
        if has_hidden_marks(text):
            self.odd("hidden_character", node, spoken(node))
        return text

    def expression_of(self, node: etree._Element) -> str:
        """The text of an expression; another language than FEEL is written down.

        What a file declares for all its expressions is often a program's habit: it says nothing about a text that
        begins with = or about a time.
        """
        self.check_attributes(node)
        text = self.text_of(node)
        is_plain = text.startswith("=") or spoken(node).startswith("time")
        language = value_of(node, "language") or ("" if is_plain else self.language)
        if text and language and not FEEL_LANGUAGES.fullmatch(language):
            self.odd("expression_language", node, language)
        return text


def _is_harmless(child: etree._Element, name: str) -> bool:
    """Notes, pictures, and holders of extensions that hold nothing, as some programs leave them behind."""
    if name == "extensionElements" and len(child) == 0:
        return True
    return name == "documentation" or space_of(str(child.tag)) in DRAWN


def _is_foreign(space: str) -> bool:
    """Whether these are the settings of a program that does not run drawings: BPMN lets others pass them over."""
    return space not in ("", BPMN, ZEEBE) and not ENGINES.match(space)


def line_of(node: etree._Element) -> int:
    """The line a node begins on."""
    line: object = node.sourceline
    return line if isinstance(line, int) else 0


def owner(node: etree._Element) -> str:
    """The id of the step, flow or lane a node belongs to."""
    current: etree._Element | None = node
    while current is not None:
        if current.get("id") and not spoken(current).endswith(_INNER):
            return value_of(current, "id")
        current = current.getparent()
    return ""
