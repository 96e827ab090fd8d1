"""What the translation did: one line a setting, so that nothing of a diagram is lost without being named."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.dialect.camunda.feel import feel_of, has_expression, quoted
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.survey import Survey, survey_of
from engine.dialect.names import BPMN, ZEEBE
from engine.dialect.notes import Notes, line_of, owner


@dataclass(frozen=True, slots=True)
class Change:
    """One setting of Camunda 7 as written, and what it became; nothing where it is not needed here.

    `remark` is an English sentence (and gettext id): why it is not needed, or what is different here.
    """

    element: str
    line: int
    written: str
    becomes: str
    remark: str = ""


@dataclass(slots=True)
class Ledger:
    """All the changes of one file; `survey` is what was seen of it before the first one."""

    survey: Survey
    changes: list[Change] = field(default_factory=list)
    tried: int = 0
    extensions: dict[tuple[etree._Element, str], etree._Element] = field(default_factory=dict)

    @property
    def is_camunda(self) -> bool:
        """Whether the file was drawn for Camunda 7."""
        return self.survey.is_camunda


def open_ledger(root: etree._Element) -> Ledger:
    """An empty ledger for this file."""
    return Ledger(survey_of(root))


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands in the file: whose it is, where it is written, and what is written."""

    node: etree._Element
    source: etree._Element
    written: str
    notes: Notes
    ledger: Ledger

    def put(self, name: str, attribute: str, value: str, remark: str = "") -> None:
        """Say it as an attribute of the node's `zeebe:` element of this name, which is made when missing."""
        target = self.extension(name)
        if target.get(attribute) is not None:
            self.notes.odd("twice", self.source, f"zeebe:{name} {attribute}")
            return
        target.set(attribute, value)
        self.changed(f'zeebe:{name} {attribute}="{value}"', remark)

    def add(self, name: str, child: str, attributes: Mapping[str, str], remark: str = "") -> None:
        """Say it as one more child of the node's `zeebe:` element of this name."""
        made = self._made(self.extension(name), f"{{{ZEEBE}}}{child}")
        for attribute, value in attributes.items():
            made.set(attribute, value)
        said = " ".join(f'{attribute}="{value}"' for attribute, value in attributes.items())
        self.changed(f"zeebe:{child} {said}", remark)

    def changed(self, becomes: str, remark: str = "") -> None:
        """Write down what it became."""
        self.ledger.changes.append(
            Change(owner(self.source), line_of(self.source), self._quoted()[:300], becomes[:300], remark)
        )

    def unneeded(self, remark: str) -> None:
        """Write down why nothing is needed in its place."""
        self.changed("", remark)

    def refuse(self, kind: str) -> None:
        """Write down that it cannot be said here."""
        self.notes.odd(kind, self.source, self._quoted())

    def _quoted(self) -> str:
        prefix = self.ledger.survey.prefix
        if prefix == "camunda" or not self.written.startswith("camunda:"):
            return self.written
        return prefix + self.written.removeprefix("camunda")

    def extension(self, name: str) -> etree._Element:
        """The node's `zeebe:` element of this name."""
        # Looked for once: a hostile step has tens of thousands of children.
        known = self.ledger.extensions.get((self.node, name))
        if known is not None:
            return known
        holder = self.node.find(f"{{{BPMN}}}extensionElements")
        if holder is None:
            holder = self._made(self.node, f"{{{BPMN}}}extensionElements")
        found = self.node.find(f"{{{BPMN}}}extensionElements/{{{ZEEBE}}}{name}")
        made = self._made(holder, f"{{{ZEEBE}}}{name}") if found is None else found
        self.ledger.extensions[(self.node, name)] = made
        return made

    def _made(self, parent: etree._Element, tag: str) -> etree._Element:
        made = etree.SubElement(parent, tag)
        made.sourceline = line_of(self.source)  # type: ignore[assignment]  # lxml sets it; its stubs say it cannot
        return made


def setting_of(text: str) -> str:
    """A value of Camunda 7 as a value of this dialect: plain, or FEEL after `=`. Raises `NotFeel`."""
    if has_expression(text):
        return "=" + feel_of(text)
    return "=" + quoted(text) if text.startswith("=") else text


def name_of(text: str) -> str:
    """A value that must be a plain name. Raises `NotFeel` where it is worked out while the process runs."""
    if has_expression(text) or text.startswith("="):
        raise NotFeel("camunda_dynamic")
    return text
