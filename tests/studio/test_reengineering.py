"""The licence to lease labour out is made a week faster: drawn, compared in words, tried on who waits, rolled out."""

import re
import tomllib
from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from cases.bundle import Bundle
from cases.follow import follow
from engine.batches import run_batches
from ground.clock import FixedClock
from tests.cast import ROOT
from tests.studio.conftest import BUNDLES, open_design
from tests.studio.test_drawing import cell
from tests.studio.test_rolling_out import version
from tests.web.conftest import Visitor

SLUG = "cho_thue_lai_lao_dong"
GIVEN = tomllib.loads((ROOT / "processes" / f"{SLUG}.scenarios.toml").read_text(encoding="utf-8"))["given"]
# Fifty-six hours less: seven days of the twenty-seven.
SHORTER = (
    ("Thẩm định điều kiện cấp giấy phép", "32 giờ"),
    ("Thẩm tra tờ trình, dự thảo", "8 giờ"),
    ("Ký tờ trình", "8 giờ"),
)


def receive(binh: Visitor) -> str:
    """An's request at the counter; its code."""
    typed = {f"f.{name}": "true" if value is True else str(value) for name, value in GIVEN.items()}
    who = {"a.full_name": "Nguyễn Văn An", "a.identity": "001090001234"}
    answer = binh.post(f"/counter/{SLUG}/dossiers", typed | who)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"].removeprefix("/dossiers/").removesuffix("?new")


def make_faster(page: Page) -> None:
    """Shorter terms in the table of steps, a promise of twenty days on the sheet."""
    page.click("#tab-steps")
    for step, term in SHORTER:
        page.locator(cell(page, step, "term")).fill(term)
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)
    page.click("#tab-sheet")
    page.get_by_label("Thời hạn đơn vị cam kết (nếu ngắn hơn)").fill("20 ngày")
    page.keyboard.press("Tab")
    page.click("#tab-drawing")
    expect(page.locator(".budget-words").first).to_contain_text(
        "20 ngày trên thời hạn 27 ngày, còn 7 ngày; cam kết 20 ngày", timeout=10_000
    )
    expect(page.locator(".problems")).to_contain_text("Không có lỗi", timeout=10_000)
    expect(page.locator(".saving")).to_have_text("Đã lưu", timeout=10_000)


def test_twenty_seven_days_become_twenty(
    visit: Callable[[str], Visitor], draft: Callable[[Bundle], str], sit_down: Callable[[str], Page],
    quick_database: Engine, clock: FixedClock,
) -> None:  # fmt: skip
    waiting = receive(visit("binh"))
    lam = sit_down("lam")
    open_design(lam, draft(BUNDLES[SLUG]))
    make_faster(lam)
    lam.get_by_role("button", name="Trình duyệt").click()
    lam.wait_for_url("**/studio/approvals/*")
    quy = sit_down("quy")
    quy.goto(lam.url)
    quy.get_by_label("Số, ngày quyết định phê duyệt").fill("20/QĐ-UBND")
    with quy.expect_navigation():
        quy.get_by_role("button", name="Phê duyệt", exact=True).click()

    lam.goto(f"/studio/comparison/{SLUG}")
    words = lam.get_by_role("textbox", name="Để sao chép vào tờ trình")
    expect(words).to_have_value(re.compile(r"27 ngày làm việc \(20 \+ 7\) thành 20 ngày làm việc"))
    expect(words).to_have_value(re.compile("Đường đi dài nhất rút ngắn 7 ngày làm việc"))

    quy.get_by_role("link", name="Áp dụng: hồ sơ đang chạy sẽ ra sao").click()
    quy.get_by_role("link", name="Thử chuyển sang").click()
    expect(quy.get_by_text("1 trên 1 hồ sơ chuyển được, 0 không chuyển được.")).to_be_visible()
    quy.get_by_label("Lý do").fill("20/QĐ-UBND")
    quy.get_by_role("button", name="Chuyển 1 hồ sơ").click()
    while run_batches(quick_database, clock, follow):
        pass
    quy.reload()
    expect(quy.get_by_text("1 / 1")).to_be_visible()
    assert version(quick_database, waiting) == 2
