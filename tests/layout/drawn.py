"""Drawings without a picture, and the picture of a drawing read back."""

from dataclasses import dataclass

from engine.layout import lay_out
from engine.layout.plan import Box, Point
from ground.xml import read_xml

DI = {
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
HEAD = '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">\n'
# In two lanes, with a question, a loop back, two boundary events and a note.
LANES = f"""{HEAD}<!-- told by hand -->
<b:collaboration id="together"><b:participant id="pool" name="Sở" processRef="p" /></b:collaboration>
<b:process id="p" isExecutable="true">
  <b:laneSet id="lanes">
    <b:lane id="upper" name="mot_cua"><b:flowNodeRef>s</b:flowNodeRef><b:flowNodeRef>check</b:flowNodeRef>
      <b:flowNodeRef>ask</b:flowNodeRef><b:flowNodeRef>no</b:flowNodeRef></b:lane>
    <b:lane id="lower" name="chuyen_vien"><b:flowNodeRef>work</b:flowNodeRef><b:flowNodeRef>warn</b:flowNodeRef>
      <b:flowNodeRef>stop</b:flowNodeRef><b:flowNodeRef>end</b:flowNodeRef><b:flowNodeRef>late</b:flowNodeRef>
      <b:flowNodeRef>bad</b:flowNodeRef><b:flowNodeRef>warned</b:flowNodeRef></b:lane>
  </b:laneSet>
  <b:startEvent id="s" name="Nhận hồ sơ" /><b:userTask id="check" name="Kiểm tra" />
  <b:exclusiveGateway id="ask" name="Hồ sơ đủ và hợp lệ?" /><b:endEvent id="no" name="Không tiếp nhận" />
  <b:userTask id="work" name="Thẩm định" /><b:endEvent id="end" name="Xong" />
  <b:boundaryEvent id="late" name="Quá hạn" cancelActivity="false" attachedToRef="work" />
  <b:boundaryEvent id="bad" name="Lỗi" attachedToRef="work" />
  <b:serviceTask id="warn" name="Nhắc" /><b:endEvent id="warned" /><b:endEvent id="stop" name="Dừng" />
  <b:sequenceFlow id="f1" sourceRef="s" targetRef="check" />
    <b:sequenceFlow id="f2" sourceRef="check" targetRef="ask" />
  <b:sequenceFlow id="f3" name="Đủ" sourceRef="ask" targetRef="work" />
  <b:sequenceFlow id="f4" name="Không" sourceRef="ask" targetRef="no" />
  <b:sequenceFlow id="f5" name="Xem lại" sourceRef="ask" targetRef="check" />
  <b:sequenceFlow id="f6" sourceRef="work" targetRef="end" />
    <b:sequenceFlow id="f7" sourceRef="late" targetRef="warn" />
  <b:sequenceFlow id="f8" sourceRef="bad" targetRef="stop" />
  <b:sequenceFlow id="f9" sourceRef="warn" targetRef="warned" />
  <b:textAnnotation id="note"><b:text>Tính theo giờ làm việc</b:text></b:textAnnotation>
  <b:association id="a1" sourceRef="work" targetRef="note" />
</b:process></b:definitions>
"""
# A sub-process with a choice in it, and one that an event begins.
PARTS = f"""{HEAD}<b:process id="p" isExecutable="true">
  <b:startEvent id="s" /><b:subProcess id="sub" name="Lấy ý kiến">
    <b:startEvent id="s2" /><b:parallelGateway id="split" /><b:userTask id="one" /><b:userTask id="two" />
    <b:parallelGateway id="join" /><b:endEvent id="e2" />
    <b:sequenceFlow id="g1" sourceRef="s2" targetRef="split" />
    <b:sequenceFlow id="g2" sourceRef="split" targetRef="one" />
    <b:sequenceFlow id="g3" sourceRef="split" targetRef="two" />
    <b:sequenceFlow id="g4" sourceRef="one" targetRef="join" />
    <b:sequenceFlow id="g5" sourceRef="two" targetRef="join" />
    <b:sequenceFlow id="g6" sourceRef="join" targetRef="e2" />
  </b:subProcess>
  <b:boundaryEvent id="late" attachedToRef="sub" /><b:endEvent id="gone" /><b:endEvent id="e" />
  <b:subProcess id="withdrawn" name="Rút hồ sơ" triggeredByEvent="true">
    <b:startEvent id="s3" /><b:endEvent id="e3" /><b:sequenceFlow id="h1" sourceRef="s3" targetRef="e3" />
  </b:subProcess>
  <b:sequenceFlow id="f1" sourceRef="s" targetRef="sub" />
    <b:sequenceFlow id="f2" sourceRef="sub" targetRef="e" />
  <b:sequenceFlow id="f3" sourceRef="late" targetRef="gone" />
</b:process></b:definitions>
"""
# Two pools of which nothing is shown, on either side of one that works.
POOLS = f"""{HEAD}<b:collaboration id="together">
  <b:participant id="citizen" name="Công dân" /><b:participant id="office" name="Sở" processRef="p" />
  <b:participant id="bank" name="Ngân hàng" />
  <b:messageFlow id="m1" name="hồ sơ" sourceRef="citizen" targetRef="s" />
  <b:messageFlow id="m2" sourceRef="work" targetRef="bank" /><b:messageFlow id="m3" sourceRef="bank" targetRef="wait" />
  <b:messageFlow id="m4" sourceRef="e" targetRef="citizen" />
</b:collaboration>
<b:process id="p" isExecutable="true">
  <b:startEvent id="s" /><b:serviceTask id="work" /><b:receiveTask id="wait" /><b:endEvent id="e" />
  <b:sequenceFlow id="f1" sourceRef="s" targetRef="work" />
    <b:sequenceFlow id="f2" sourceRef="work" targetRef="wait" />
  <b:sequenceFlow id="f3" sourceRef="wait" targetRef="e" />
</b:process></b:definitions>
"""
DRAWINGS = {"lanes": LANES, "parts": PARTS, "pools": POOLS}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a modeler would show: boxes and ways by the id of what they show, and the ends of each line."""

    boxes: dict[str, Box]
    ways: dict[str, list[Point]]
    labels: dict[str, Box]
    ends: dict[str, tuple[str, str]]
    parents: dict[str, str]


def seen(text: str) -> Seen:
    """A drawing laid out, and read back."""
    root = read_xml(lay_out(text.encode(), "x.bpmn"), "x.bpmn").getroot()
    boxes: dict[str, Box] = {}
    labels: dict[str, Box] = {}
    for shape in root.iterfind(".//bpmndi:BPMNShape", DI):
        name = str(shape.attrib["bpmnElement"])
        found = [_box(bounds.attrib) for bounds in shape.iter("{" + DI["dc"] + "}Bounds")]
        boxes[name] = found[0]
        if len(found) > 1:
            labels[name] = found[1]
    ways = {
        str(edge.attrib["bpmnElement"]): [
            (int(point.attrib["x"]), int(point.attrib["y"])) for point in edge.iterfind("di:waypoint", DI)
        ]
        for edge in root.iterfind(".//bpmndi:BPMNEdge", DI)
    }
    ends = {
        str(node.get("id")): (str(node.get("sourceRef")), str(node.get("targetRef")))
        for node in root.iter()
        if node.get("sourceRef")
    }
    parents = {
        str(node.get("id")): str(parent.get("id"))
        for node in root.iter()
        if node.get("id") and (parent := node.getparent()) is not None
    }
    return Seen(boxes, ways, labels, ends, parents)


def _box(attributes: object) -> Box:
    assert hasattr(attributes, "get")
    return Box(*(int(attributes.get(name)) for name in ("x", "y", "width", "height")))
