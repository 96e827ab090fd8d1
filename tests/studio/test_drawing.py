"""The drawing table in a real browser: what is opened stays what it was; a procedure is drawn from nothing and runs."""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Dialog, Page, expect
from sqlalchemy import Engine, select

from cases.bundle import Bundle
from cases.tables import Dossier, Result
from documents.sign import make_test_authority, verify
from documents.vault import Vault
from ground.database import reading
from ground.xml import read_xml
from tests.studio.conftest import BUNDLES, READY, open_design
from tests.studio.living import live_through

SitDown = Callable[[str], Page]
Work = Callable[[], None]
Draft = Callable[[Bundle], str]
EXPORT = """async (xml) => {
    const { modeler } = document.getElementById('studio').studio;
    await modeler.importXML(xml);
    return (await modeler.saveXML({ format: true })).xml;
}"""
# Steps and events that lie in no lane any more.
LOST = """() => {
    const { desk } = document.getElementById('studio').studio;
    return desk.model.inOrder().filter((each) => !desk.model.lane(each)).map((each) => each.id);
}"""
Line = tuple[str, tuple[tuple[str, str], ...], str]


def meaning(xml: bytes) -> tuple[Counter[Line], dict[str, list[str]]]:
    """What a drawing says: every element with its place, attributes and text; and the ways out of each step in order.

    In which order different things stand in the file says nothing.
    """
    root = read_xml(xml).getroot()
    lines: Counter[Line] = Counter()
    ways: dict[str, list[str]] = {}
    for element in root.iter():
        place = "/".join(each.tag for each in (*reversed(list(element.iterancestors())), element))
        attributes = tuple(sorted((str(name), _figure(str(value))) for name, value in element.attrib.items()))
        lines[place, attributes, " ".join((element.text or "").split())] += 1
        if element.tag.endswith("}outgoing"):
            step = element.getparent()
            ways.setdefault(str(step.get("id") if step is not None else ""), []).append(str(element.text))
    return lines, ways


def _figure(value: str) -> str:
    return str(float(value)) if re.fullmatch(r"-?\d+(\.\d+)?", value) else value


def test_every_shipped_drawing_is_exported_as_it_was_opened(sit_down: SitDown, draft: Draft) -> None:
    page = sit_down("lam")
    open_design(page, draft(BUNDLES["khai_bao_thiet_bi"]))
    drawings = {name: text for bundle in BUNDLES.values() for name, text in bundle.files.items() if ".bpmn" in name}
    unlike = [
        name
        for name, text in sorted(drawings.items())
        if meaning(page.evaluate(EXPORT, text.decode()).encode()) != meaning(text)
    ]
    assert not unlike


def answer_with(page: Page, *names: str) -> None:
    """What is typed into the questions the page asks."""
    waiting = list(names)

    def accept(dialog: Dialog) -> None:
        dialog.accept(waiting.pop(0))

    page.on("dialog", accept)


def cell(page: Page, step: str, column: str) -> str:
    """The address of a cell of the step table."""
    row = page.locator("tr[data-element]").filter(has=page.locator(f'input[value="{step}"]'))
    return f'[data-cell="{row.first.get_attribute("data-element")}/{column}"]'


def add_step(page: Page, after: str, name: str, role: str, term: str) -> None:
    """A step more in the table, by keys where keys do."""
    page.locator(cell(page, after, "name")).focus()
    page.keyboard.press("Alt+Enter")
    expect(page.locator(":focus")).to_have_value("Bước mới")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    page.locator(cell(page, name, "role")).select_option(role)
    page.locator(cell(page, name, "form")).select_option("+")
    page.locator(cell(page, name, "term")).fill(term)
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)


def do_step(page: Page, name: str, outcome: str = "") -> None:
    """One act of a story: click the step that waits, fill in its form, complete it."""
    page.locator(".standing button", has_text=name).click()
    form = page.locator(".step-form")
    expect(form.get_by_role("button", name="Hoàn thành bước")).to_be_visible(timeout=20_000)
    if outcome:
        form.get_by_role("radio", name=outcome, exact=True).check()
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    for words in form.locator("textarea:not([readonly]):not([disabled])").all():
        words.fill("Rõ.")
    form.get_by_role("button", name="Hoàn thành bước").click()
    expect(page.locator(".standing .step-form:empty")).to_be_attached(timeout=30_000)


def tell_stories(page: Page) -> None:
    """One that is granted up to the check of the draft, one that is refused after the appraisal; both are played."""
    answer_with(page, "Cấp giấy", "Từ chối sau thẩm định")
    page.click("#tab-trying")
    for outcome in ("Đủ điều kiện", "Không đủ điều kiện"):
        page.get_by_role("button", name="Ghi kịch bản mới").click()
        do_step(page, "Kiểm tra, tiếp nhận hồ sơ", "Đủ, hợp lệ: tiếp nhận")
        do_step(page, "Thẩm định hồ sơ", outcome)
        do_step(page, "Rà soát pháp lý")
        do_step(page, "Lấy ý kiến")
        page.get_by_role("button", name="Ghi điều đang thấy thành kỳ vọng").click()
        expect(page.locator(".standing button", has_text="Thẩm tra")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Chạy tất cả").click()
    expect(page.get_by_text("2 trên 2 kịch bản đạt")).to_be_visible(timeout=60_000)


def test_a_procedure_is_drawn_from_nothing_told_in_stories_approved_and_lived_through(
    sit_down: SitDown, machine_work: Work, quick_database: Engine, tmp_path: Path
) -> None:
    lam = sit_down("lam")
    lam.goto("/studio")
    lam.get_by_label("Tên thủ tục").fill("Xác nhận <b>hộ nghèo</b>")
    lam.get_by_label("Mã thủ tục").fill("9.000001")
    lam.get_by_label("Căn cứ pháp lý").fill("01/2026/NĐ-CP")
    lam.get_by_role("button", name="Bắt đầu vẽ").click()
    expect(lam.locator(READY)).to_be_visible(timeout=20_000)
    expect(lam.locator(".studio-title")).to_have_text("Xác nhận <b>hộ nghèo</b>")

    lam.click("#tab-steps")
    add_step(lam, "Thẩm định hồ sơ", "Rà soát pháp lý", "chuyen_vien", "2 giờ")
    add_step(lam, "Rà soát pháp lý", "Lấy ý kiến", "lanh_dao_phong", "4 giờ")
    lam.locator(cell(lam, "Rà soát pháp lý", "name")).focus()
    lam.locator(".adding").get_by_role("button", name="Bảng quyết định").click()
    assert lam.evaluate(LOST) == []
    lam.click("#tab-drawing")
    expect(lam.locator(".problems")).to_contain_text("Không có gì phải sửa", timeout=10_000)
    expect(lam.locator(".saving")).to_have_text("Đã lưu", timeout=10_000)
    expect(lam.locator(".budget-words").first).to_contain_text("3 ngày 6 giờ trên thời hạn 5 ngày")
    tell_stories(lam)

    expect(lam.locator(".saving")).to_have_text("Đã lưu", timeout=10_000)
    lam.get_by_role("button", name="Trình duyệt").click()
    lam.wait_for_url("**/studio/approvals/*")
    quy = sit_down("quy")
    quy.goto(lam.url)
    expect(quy.locator("[data-diagram][data-ready]")).to_be_visible(timeout=20_000)
    quy.get_by_label("Số, ngày quyết định phê duyệt").fill("12/QĐ-SNV")
    with quy.expect_navigation():
        quy.get_by_role("button", name="Phê duyệt", exact=True).click()
    expect(quy.get_by_text("12/QĐ-SNV")).to_be_visible()

    code = live_through(sit_down, machine_work, "Xác nhận <b>hộ nghèo</b>")
    with reading(quick_database) as session:
        result = session.scalars(select(Result)).one()
        state = session.scalars(select(Dossier.state).where(Dossier.code == code)).one()
    assert state == "returned"
    signed = Vault(tmp_path / "vault").read(result.signed_digest or "")
    # The browser's driver keeps an event loop in this thread; the judge of signatures wants one of its own.
    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(verify, signed, [make_test_authority(tmp_path / "keys").root]).result().valid
