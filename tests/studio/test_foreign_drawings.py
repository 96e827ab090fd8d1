"""Drawings as ten other programs write them come in with their passport, get a picture, and open on the table."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import Engine, select

from cases.designfiles import files_at
from cases.tables import Design
from ground.database import reading
from tests.studio.conftest import open_design
from tests.web.conftest import Visitor

FILES = sorted((Path(__file__).parent / "foreign").glob("*.bpmn"))
# How many places cannot run yet: roles nobody holds here, processes not marked as executable, Java, nameless messages.
REASONS = {
    "activiti": 1, "bizagi": 3, "bpmn_io": 4, "camunda_7": 0, "camunda_8": 2, "enterprise_architect": 2, "flowable": 1,
    "jbpm": 10, "operaton": 1, "signavio": 3,
}  # fmt: skip
# The table draws another text in the place of its own drawing: how many steps, events and gateways are to be seen.
SEEN = """async (xml) => {
    const { studio } = document.getElementById('studio');
    studio.draft.files[studio.draft.drawing] = xml;
    await studio.draw(studio.draft.drawing);
    const isSeen = (each) => each.width && !each.labelTarget && /Task|Event|Gateway/.test(each.type);
    return studio.modeler.get('elementRegistry').filter(isSeen).length;
}"""


def bring(lam: Visitor, file: Path) -> str:
    """The address of the passport of a file that was brought in."""
    sent = {"csrf": lam.csrf(), "file": (io.BytesIO(file.read_bytes()), file.name)}
    answer = lam.client.post("/studio/arrivals", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303, file.name
    return answer.headers["Location"]


def reasons(page: str) -> int:
    """How many places the passport names that cannot run."""
    if "Mọi phần trong tệp đều chạy được." in page:
        return 0
    found = re.search(r"(\d+) chỗ chưa chạy được", page)
    assert found
    return int(found[1])


def test_ten_programs_drawings_get_their_passport_and_a_picture(
    visit: Callable[[str], Visitor], sit_down: Callable[[str], Page], quick_database: Engine
) -> None:
    lam = visit("lam")
    passports = {file.stem: bring(lam, file) for file in FILES}
    assert {name: reasons(lam.text(place)) for name, place in passports.items()} == REASONS
    with reading(quick_database) as session:
        drafts = {each.id: files_at(session, each.id, each.number) for each in session.scalars(select(Design))}
    page = sit_down("lam")
    open_design(page, next(iter(drafts)))
    for files in drafts.values():
        (drawing,) = (content.decode() for name, content in files.items() if name.endswith(".bpmn"))
        parts = len(re.findall(r"<(?:bpmn2?:)?\w*(?:[tT]ask|Event|Gateway) [^>]*id=", drawing))
        assert page.evaluate(SEEN, drawing) == parts
