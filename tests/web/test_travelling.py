"""A procedure leaves as one archive and comes in again the same; anybody's drawing comes in with its passport."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="x"><process id="Xin_Nghi" name="Xin ngh&#7881; &lt;b&gt;" isExecutable="true"><startEvent id="s"/>
  <sequenceFlow id="a" sourceRef="s" targetRef="t"/><userTask id="t" name="Duy&#7879;t" camunda:assignee="leader"/>
  <sequenceFlow id="b" sourceRef="t" targetRef="c"/><complexGateway id="c"/>
  <sequenceFlow id="d" sourceRef="c" targetRef="e"/>
  <endEvent id="e"/></process></definitions>"""


def bring(lam: Visitor, name: str, content: bytes) -> tuple[int, str]:
    """What the studio answers to a file, and where it leads."""
    answer = lam.client.post(
        "/studio/arrivals", data={"csrf": lam.csrf(), "file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )  # fmt: skip
    return answer.status_code, answer.headers.get("Location", answer.get_data(as_text=True))


def test_a_version_leaves_and_comes_in_again_as_a_draft_of_the_same_files(visit: Visit) -> None:
    lam = visit("lam")
    version = re.search(r'href="/studio/approvals/([0-9a-f]{32})"', lam.text("/studio"))
    assert version
    packed = lam.get(f"/studio/versions/{version[1]}/archive").data
    assert packed == lam.get(f"/studio/versions/{version[1]}/archive").data
    state, address = bring(lam, "goi.zip", packed)
    assert state == 303
    assert "Mọi phần trong tệp đều chạy được." in lam.text(address)
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert "motcua.json" in names
    assert not [name for name in names if "/" in name]


def test_a_foreign_drawing_comes_in_with_its_passport(visit: Visit) -> None:
    lam = visit("lam")
    state, address = bring(lam, "Xin nghỉ.bpmn", FOREIGN)
    page = lam.text(address)
    assert state == 303
    assert re.search(r"\d+ chỗ chưa chạy được", page)
    assert re.search(r'<span class="code">c</span>.*cổng', page)
    assert "Xin nghỉ &lt;b&gt;" in page
    assert "<b>" not in page.partition("<main")[2].partition("Phiếu thông hành</h1>")[2].partition("</p>")[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.bpmn", b"no drawing at all"),
        ("a.bpmn", b'<!DOCTYPE x [<!ENTITY e "e">]><definitions/>'),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18),
        ("", b""),
    ],
)
def test_what_is_no_drawing_is_refused_on_the_same_page(visit: Visit, name: str, content: bytes) -> None:
    state, page = bring(visit("lam"), name, content)
    assert state in (400, 422)
    assert 'role="alert"' in page


def test_an_archive_that_swells_is_refused(visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.bpmn", b" " * (13 * 1024 * 1024))
    assert bring(visit("lam"), "a.zip", packed.getvalue())[0] == 422


def test_an_officer_who_is_no_designer_brings_nothing_in(visit: Visit) -> None:
    assert bring(visit("chi"), "a.bpmn", FOREIGN)[0] == 403


def test_what_can_be_mended_at_once_is_and_the_rest_is_told(visit: Visit) -> None:
    lam = visit("lam")
    _, address = bring(lam, "Xin nghỉ.bpmn", FOREIGN)
    offered = re.findall(r'name="mend" value="(\w+)"', lam.text(address))
    assert offered == ["named", "gateways", "lanes", "forms", "frame", "pictured"]
    assert lam.post(f"{address}/mending", {"mend": offered}).status_code == 303
    page = lam.text(address)
    assert 'name="mend"' not in page
    assert "Mọi phần trong tệp đều chạy được." in page
    assert lam.post(f"{address}/mending", {"mend": "fly"}).status_code == 422
