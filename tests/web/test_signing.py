"""A leader signs what he looked at: one draft or many at once, in his own name, and never a draft drawn meanwhile."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine, select

from cases.tables import Result
from documents.vault import Vault
from ground.database import reading, transaction
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
Work = Callable[[], None]


def to_the_leader(visit: Visit, work: Work, count: int = 1) -> list[str]:
    """Dossiers whose drafts wait for their signature."""
    binh, dung, chi = visit("binh"), visit("dung"), visit("chi")
    codes = [binh.receive() for _ in range(count)]
    for code in codes:
        binh.complete(code, outcome="accepted")
    work()
    for code in codes:
        dung.complete(code, nguoi_thu_ly="chi")
        chi.complete(code, trong_danh_muc="true", kiem_dinh_con_han="true", to_chuc_hop_le="true")
        chi.complete(code, so_thiet_bi_dat="1", y_kien_tham_dinh="Đủ điều kiện theo quy định.", outcome="granted")
    work()
    for code in codes:
        dung.complete(code, outcome="approved")
    work()
    return codes


def ticks(page: str) -> list[str]:
    return re.findall(r'name="draft" value="([^"]+)"', page)


def states(database: Engine) -> list[str]:
    with reading(database) as session:
        return list(session.scalars(select(Result.state)))


def test_many_drafts_are_signed_at_once(visit: Visit, machine_work: Work, quick_database: Engine) -> None:
    codes = to_the_leader(visit, machine_work, 2)
    giang = visit("giang")
    page = giang.text("/signing")
    assert all(code in page for code in codes)
    assert "Đủ điều kiện theo quy định." in page
    answer = giang.post("/signing/agreement", {"draft": ticks(page)})
    assert answer.status_code == 303
    assert all(code in giang.text(answer.headers["Location"]) for code in codes)
    machine_work()
    assert states(quick_database) == ["numbered", "numbered"]
    assert ticks(giang.text("/signing")) == []


def test_one_draft_leads_to_the_next_and_one_is_given_back_where_it_is_read(
    visit: Visit, machine_work: Work, quick_database: Engine
) -> None:
    to_the_leader(visit, machine_work, 2)
    giang = visit("giang")
    first, second = ticks(giang.text("/signing"))
    after = second.partition(":")[0]
    assert f'name="onward" value="{after}"' in giang.text(f"/signing/{first.partition(':')[0]}")
    answer = giang.post("/signing/agreement", {"draft": first, "onward": after})
    assert answer.headers["Location"].startswith(f"/signing/{after}?signed=")
    page = giang.text(answer.headers["Location"])
    assert "Đã chuyển ký." in page
    assert 'name="f.ly_do_tra_lai"' in page
    fields = {"version": second.split(":")[1], "f.outcome": "returned", "f.ly_do_tra_lai": "Sai số chế tạo"}
    assert giang.post(f"/tasks/{after}/completion", fields).status_code == 303
    assert giang.get(answer.headers["Location"]).headers.get("Location", "").startswith("/signing?signed=")


def test_a_draft_drawn_anew_meanwhile_is_not_signed_and_no_other_either(
    visit: Visit, machine_work: Work, quick_database: Engine
) -> None:
    codes = to_the_leader(visit, machine_work, 2)
    giang = visit("giang")
    seen = ticks(giang.text("/signing"))
    with transaction(quick_database) as session:
        session.scalars(select(Result)).first().draft_digest = "0" * 64  # type: ignore[union-attr]
    answer = giang.post("/signing/agreement", {"draft": seen})
    assert answer.status_code == 409
    assert "không còn là bản Ông/Bà đã xem" in answer.get_data(as_text=True)
    machine_work()
    assert states(quick_database) == ["drafted", "drafted"]
    assert all(code in giang.text("/signing") for code in codes)


@pytest.mark.parametrize("forged", ["", "x", "0" * 32 + ":1:" + "0" * 64])
def test_what_the_page_never_offered_is_refused(visit: Visit, forged: str) -> None:
    answer = visit("giang").post("/signing/agreement", {"draft": [forged]} if forged else {})
    assert answer.status_code in (404, 422)


def test_who_does_not_sign_sees_an_empty_table_and_no_draft(visit: Visit, machine_work: Work) -> None:
    to_the_leader(visit, machine_work)
    task = ticks(visit("giang").text("/signing"))[0].partition(":")[0]
    assert visit("giang").get(f"/signing/{task}").status_code == 200
    for name in ("chi", "en"):
        assert ticks(visit(name).text("/signing")) == []
        assert visit(name).get(f"/signing/{task}").status_code == 404


@pytest.mark.browser
def test_the_draft_is_read_beside_its_dossier_and_signed(
    visit: Visit, machine_work: Work, sit_down: Callable[[str], Page], quick_database: Engine, tmp_path: Path
) -> None:
    to_the_leader(visit, machine_work)
    giang = sit_down("giang")
    giang.get_by_role("link", name="Chờ ký").click()
    giang.get_by_role("link", name="Xem dự thảo").first.click()
    assert giang.locator("iframe.paper").count() == 1
    giang.get_by_role("button", name="Đồng ý, ký văn bản này").click()
    giang.get_by_text("Đang ký số 1 văn bản").wait_for()
    machine_work()
    with reading(quick_database) as session:
        result = session.scalars(select(Result)).one()
    assert (result.state, result.approved_digest) == ("numbered", result.draft_digest)
    signed = Vault(tmp_path / "vault").read(result.signed_digest or "")
    assert signed.startswith(Vault(tmp_path / "vault").read(result.draft_digest))
