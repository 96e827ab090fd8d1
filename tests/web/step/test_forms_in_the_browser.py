"""A form whose conditions plain fields cannot follow is drawn by form-js; the server's word stands at its fields."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from cases.procedure import deploy_bundle
from ground.clock import FixedClock
from ground.database import transaction
from tests.cases.desk import shipped
from tests.cast import MACHINES
from tests.web.conftest import Visitor
from tests.web.step.conftest import ready
from tests.web.test_a_day import open_step

MORE: list[dict[str, Any]] = [
    {"type": "separator", "id": "Vach"},
    {"type": "number", "key": "so_loi", "label": "Số lỗi", "id": "So_loi", "decimalDigits": 0,
     "serializeToString": True, "layout": {"row": "Hang", "columns": 4}},
    {"type": "textfield", "key": "goi_lai", "label": "Gọi lại số", "id": "Goi_lai", "properties": {"kind": "phone"},
     "layout": {"row": "Hang", "columns": None}},
    {"type": "taglist", "key": "loai_loi", "label": "Loại lỗi", "id": "Loai_loi",
     "values": [{"label": "Thiếu tem", "value": "tem"}, {"label": "Hết hạn", "value": "han"}]},
    {"type": "textarea", "key": "giai_trinh", "label": "Giải trình", "id": "Giai_trinh",
     "conditional": {"hide": "=so_loi = null or so_loi < 3"}, "validate": {"required": True}},
]  # fmt: skip


def deploy_with(database: Engine, clock: FixedClock, more: list[dict[str, Any]]) -> None:
    """The check of machines asks for more."""
    files = dict(shipped(MACHINES).files)
    name = f"{MACHINES}.kiem_tra_thiet_bi.json"
    form = json.loads(files[name])
    form["components"] += more
    with transaction(database) as session:
        deploy_bundle(session, clock, files | {name: json.dumps(form).encode()}, "lam", activate=True)


def test_form_js_follows_the_conditions_and_shows_what_the_server_refuses(
    sit_down: Callable[[str], Page], visit: Callable[[str], Visitor], machine_work: Callable[[], None],
    quick_database: Engine, clock: FixedClock,
) -> None:  # fmt: skip
    deploy_with(quick_database, clock, MORE)
    (code,) = ready(visit, machine_work, 1)
    deploy_with(quick_database, clock, [])
    chi = sit_down("chi")
    open_step(chi, code)
    live = chi.locator("[data-form][data-ready]")
    expect(live).to_be_visible()
    expect(chi.locator("[data-plain]")).to_be_hidden()
    reason = live.get_by_label("Giải trình")
    expect(reason).to_have_count(0)
    live.get_by_label("Số lỗi").fill("5")
    reason.fill("Tem mờ")
    live.get_by_label("Gọi lại số").fill("12")
    with chi.expect_navigation():
        chi.get_by_role("button", name="Hoàn thành bước này").last.click()
    expect(chi.locator(".summary")).to_contain_text("Gọi lại số: Số điện thoại")
    expect(live.locator(".fjs-form-field-error")).to_contain_text("Số điện thoại")
    expect(live.get_by_label("Số lỗi")).to_have_value("5")
    expect(reason).to_have_value("Tem mờ")
    live.get_by_label("Gọi lại số").fill("0912 345 678")
    with chi.expect_navigation():
        chi.get_by_role("button", name="Hoàn thành bước này").last.click()
    assert chi.url.endswith(f"/dossiers/{code}")
