"""Small changes of a drawing, as a designer makes them: a step gets another id, becomes machine work, is left out."""

from lxml import etree

from ground.xml import read_xml

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
Tree = etree._Element


def written(root: Tree) -> bytes:
    """The drawing's bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def renamed(content: bytes, element: str, to: str) -> bytes:
    """The element under another id, wherever it is spoken of."""
    root = read_xml(content).getroot()
    for each in root.iter():
        for name, value in each.attrib.items():
            if value == element:
                each.set(name, to)
        if each.text is not None and each.text.strip() == element:
            each.text = to
    return written(root)


def retitled(content: bytes, element: str, title: str) -> bytes:
    """The element under another name."""
    root = read_xml(content).getroot()
    _named(root, element).set("name", title)
    return written(root)


def left_out(content: bytes, element: str) -> bytes:
    """The step is not drawn any more: what led to it leads on to what came after it."""
    root = read_xml(content).getroot()
    flows = list(root.iter(f"{BPMN}sequenceFlow"))
    (out,) = (flow for flow in flows if flow.get("sourceRef") == element)
    after, way = str(out.get("targetRef")), str(out.get("id"))
    ways = [flow for flow in flows if flow.get("targetRef") == element]
    for flow in ways:
        flow.set("targetRef", after)
    following = _named(root, after)
    for mention in [each for each in following if each.tag == f"{BPMN}incoming" and each.text == way]:
        at = following.index(mention)
        following.remove(mention)
        for flow in ways:
            said = etree.Element(f"{BPMN}incoming")
            said.text = flow.get("id")
            following.insert(at, said)
    gone = {element, way}
    for each in list(root.iter()):
        is_it = each.get("id") in gone or each.get("bpmnElement") in gone
        if is_it or (each.tag == f"{BPMN}flowNodeRef" and each.text == element):
            parent = each.getparent()
            assert parent is not None
            parent.remove(each)
    return written(root)


def _named(root: Tree, element: str) -> Tree:
    return next(each for each in root.iter() if each.get("id") == element)
