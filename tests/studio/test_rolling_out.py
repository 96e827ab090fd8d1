"""A procedure is changed while dossiers run: tried, mended, carried over, brought back, all by the pages."""

import re
from collections.abc import Callable
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from cases.bundle import Bundle
from cases.follow import follow
from cases.tables import Dossier
from engine.batches import run_batches
from engine.tables import Definition
from ground.clock import FixedClock
from ground.database import reading
from tests.cases.redrawn import left_out
from tests.studio.conftest import BUNDLES, Scripted
from tests.web.conftest import Visitor
from tests.web.every.test_every_page import GRAVE, RULES

Visit = Callable[[str], Visitor]
MACHINES = BUNDLES["khai_bao_thiet_bi"]
DRAWING = "khai_bao_thiet_bi.bpmn"
GRANT = (
    ("chi", {"so_thiet_bi_dat": "1", "y_kien_tham_dinh": "Đạt", "outcome": "granted"}),
    ("dung", {"outcome": "approved"}),
    ("giang", {"outcome": "approved"}),
    ("hanh", {"dung_the_thuc": "true"}),
    ("binh", {"nguoi_nhan": "An", "hinh_thuc_tra": "tai_quay"}),
)


def version(database: Engine, code: str) -> int:
    """On which version of its procedure a dossier runs."""
    with reading(database) as session:
        of_it = select(Definition.version).join(Dossier, Dossier.definition_id == Definition.id)
        return session.scalars(of_it.where(Dossier.code == code)).one()


def shape(page: Page, side: str, element: str) -> None:
    """Click a shape of one of the two drawings."""
    page.locator(f'[data-side="{side}"][data-ready] [data-element-id="{element}"] .djs-hit').first.click(force=True)


def test_a_changed_procedure_is_rolled_out_and_brought_back(
    visit: Visit, draft: Callable[[Bundle], str], sit_down: Callable[[str], Page], machine_work: Callable[[], None],
    quick_database: Engine, clock: FixedClock,
) -> None:  # fmt: skip
    binh, lam = visit("binh"), visit("lam")
    assigned, fresh = binh.receive(), binh.receive()
    binh.complete(assigned, outcome="accepted")
    machine_work()
    script = Scripted(lam, draft(MACHINES))
    script.post(
        "/content", files={DRAWING: left_out(MACHINES.files[DRAWING], "phan_cong").decode()}, seen=1, window="a"
    )
    approval = str(script.post("/handing-in", window="a")[1]["approval"])

    quy = sit_down("quy")
    quy.goto(approval)
    quy.get_by_label("Số, ngày quyết định phê duyệt").fill("Quyết định số 12/QĐ-SNV")
    quy.get_by_role("button", name="Phê duyệt").click()
    quy.get_by_role("link", name="Áp dụng: hồ sơ đang chạy sẽ ra sao").click()
    expect(quy.get_by_text("Quyết định số 12/QĐ-SNV").first).to_be_visible()
    quy.get_by_role("link", name="Thử chuyển sang").click()
    expect(quy.get_by_text("1 trên 2 hồ sơ chuyển được, 1 không chuyển được.")).to_be_visible()
    stuck = quy.locator("tr.cannot")
    expect(stuck).to_contain_text(assigned)
    expect(stuck).to_contain_text("“Phân công chuyên viên thụ lý” không còn trong sơ đồ")

    graves = Axe().run(quy, options=RULES).response["violations"]
    assert not [each["id"] for each in graves if each["impact"] in GRAVE]

    # The mapping is mended on the drawings: the shape on the left, its new place on the right.
    quy.get_by_role("button", name="Xem cả sơ đồ").first.click()
    shape(quy, "old", "phan_cong")
    expect(quy.locator("[data-guide]")).to_contain_text("Đã chọn “Phân công chuyên viên thụ lý”")
    shape(quy, "new", "tham_dinh")
    expect(quy.get_by_text("2 trên 2 hồ sơ chuyển được, 0 không chuyển được.")).to_be_visible()
    quy.get_by_label("Lý do").fill("Quyết định số 12/QĐ-SNV")
    quy.get_by_role("button", name="Chuyển 2 hồ sơ").click()
    expect(quy.get_by_text("0 / 2")).to_be_visible()
    while run_batches(quick_database, clock, follow):
        pass
    quy.reload()
    expect(quy.get_by_text("2 / 2")).to_be_visible()
    assert (version(quick_database, assigned), version(quick_database, fresh)) == (2, 2)

    for name, answers in GRANT:
        done = visit(name).complete(assigned, **answers)
        assert done.status_code == 303, done.get_data(as_text=True)
        machine_work()
    assert 'href="/tasks/' not in re.sub(r"<nav.*?</nav>", "", binh.text(f"/dossiers/{assigned}"), flags=re.S)

    # The change was a mistake: who asks is not who carries it out.
    quy.get_by_role("link", name="Thử chuyển trở lại").click()
    back = quy.url
    old = re.search(r"versions/(\w+)/", back)
    assert old
    lam.post(f"/studio/versions/{old[1]}/turning", {"act": "bring_back", "day": "", "reason": "Bỏ nhầm bước phân công"})
    clock.advance(timedelta(minutes=1))
    quy.reload()
    quy.get_by_role("button", name="Thực hiện").first.click()
    assert version(quick_database, binh.receive()) == 1
    quy.goto(back)
    expect(quy.get_by_text("1 trên 1 hồ sơ chuyển được")).to_be_visible()
    quy.get_by_label("Lý do").fill("Bỏ nhầm bước phân công")
    quy.get_by_role("button", name="Chuyển 1 hồ sơ").click()
    while run_batches(quick_database, clock, follow):
        pass
    assert version(quick_database, fresh) == 1
