"""The one hardened XML reader. Nothing else in the house parses XML."""

from lxml import etree

from ground.errors import Invalid

LIMIT_BYTES = 5 * 1024 * 1024
LIMIT_DEPTH = 100
LIMIT_ELEMENTS = 100_000
LIMIT_ATTRIBUTES = 200


class XmlTooLarge(Invalid):
    """The file {file} is too large: {size} bytes, at most {limit} are read. Split it or remove embedded pictures."""

    code = "xml_too_large"


class XmlNotReadable(Invalid):
    """The file {file} is not well-formed XML, line {line}: {reason}. Export it again from the modeler."""

    code = "xml_not_readable"


class XmlForbidden(Invalid):
    """The file {file} contains {what}, which is refused for safety. Remove it and save again."""

    code = "xml_forbidden"


def read_xml(content: bytes, file: str = "XML") -> etree._ElementTree:
    """The tree of a UTF-8 XML document, its line numbers kept, without comments and processing instructions.

    Raises `XmlTooLarge`, `XmlNotReadable` or `XmlForbidden` (DOCTYPE, entities, another encoding, absurd shape).
    """
    if len(content) > LIMIT_BYTES:
        raise XmlTooLarge(file=file, size=len(content), limit=LIMIT_BYTES)
    _refuse_markup(content, file)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        no_network=True, huge_tree=False, recover=False, remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlNotReadable(file=file, line=getattr(error, "lineno", 0) or 0, reason=str(error)) from error
    _refuse_shape(root, file)
    return root.getroottree()


def _refuse_markup(content: bytes, file: str) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:1024]:
        raise XmlForbidden(file=file, what="an encoding other than UTF-8")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise XmlForbidden(file=file, what="an encoding other than UTF-8") from error
    # Refused before parsing, comments included: a document type is never needed in a diagram.
    upper = content.upper()
    for mark in (b"<!DOCTYPE", b"<!ENTITY"):
        if mark in upper:
            raise XmlForbidden(file=file, what=mark.decode()[2:])


def _refuse_shape(root: etree._Element, file: str) -> None:
    elements = 0
    depth = 0
    for moment, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if moment == "start" else -1
        if moment == "end":
            continue
        elements += 1
        if depth > LIMIT_DEPTH:
            raise XmlForbidden(file=file, what=f"elements nested more than {LIMIT_DEPTH} deep")
        if elements > LIMIT_ELEMENTS:
            raise XmlForbidden(file=file, what=f"more than {LIMIT_ELEMENTS} elements")
        if len(element.attrib) > LIMIT_ATTRIBUTES:
            raise XmlForbidden(file=file, what=f"an element with more than {LIMIT_ATTRIBUTES} attributes")
