"""One dossier, straight through: the sixteen lines of docs/ARCHITECTURE.md, through the doors, with a real worker."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from documents.vault import Vault
from tests.office import Office
from tests.rooms import empty_postgresql

PROCEDURE = "giay_phep_lao_dong"
OFFICERS = ("binh", "chi", "dung", "giang", "hanh", "khoa", "en")
APPLICATION: dict[str, Any] = {
    "ten_nguoi_su_dung": "Công ty TNHH Minh Họa", "ma_so_doanh_nghiep": "0100000010",
    "dia_chi_nguoi_su_dung": "Số 1 phố Minh Họa, Phường Hoàn Kiếm, Thành phố Hà Nội",
    "ho_ten": "AN MINH HOA", "gioi_tinh": "nam",
    "ngay_sinh": "1990-05-15", "quoc_tich": "Hàn Quốc", "so_ho_chieu": "M12345678", "ho_chieu_den_ngay": "2031-01-31",
    "vi_tri": "chuyen_gia", "chuc_danh": "Chuyên gia tự động hóa", "hinh_thuc": "hop_dong_lao_dong",
    "dia_diem": "Khu công nghiệp Minh Họa", "tu_ngay": "2026-12-01", "den_ngay": "2028-11-30",
    "giai_trinh": "Vị trí chưa tuyển được người lao động Việt Nam.", "cam_doan": True,
}  # fmt: skip
PATIENCE_SECONDS = 60


class Story:
    """One dossier's way, told by the people who move it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.tokens = {name: office.log_in(name) for name in OFFICERS}
        self.http = httpx.Client(base_url=f"{office.address}/api/v1", timeout=30)
        self.code = ""

    def ask(self, officer: str, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """One request of one officer."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        bearer = {"Authorization": f"Bearer {self.tokens[officer]}"}
        return self.http.request(method, path, json=body, headers=bearer | said)

    def dossier(self, officer: str = "binh") -> dict[str, Any]:
        answer = self.ask(officer, "GET", f"/dossiers/{self.code}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def find(self, officer: str, element: str) -> dict[str, Any]:
        """The open task of this dossier at an element, as the officer's own list shows it."""
        rows = self.ask(officer, "POST", "/tasks/search", {"text": self.code}).json()["rows"]
        return next(dict(row) for row in rows if row["element"] == element)

    def complete(self, officer: str, element: str, **answers: Any) -> dict[str, Any]:
        """Open the task, fill its form in and complete it."""
        self.wait_for(lambda: element in self.open_steps(officer), f"{element} in the list of {officer}")
        task = self.find(officer, element)["task_id"]
        page = self.ask(officer, "GET", f"/tasks/{task}")
        seen = {"answers": answers, "seen": page.json()["draft"]}
        done = self.ask(officer, "POST", f"/tasks/{task}/completion", seen, If_Match=page.headers["ETag"])
        assert done.status_code == 200, done.text
        return dict(done.json())

    def open_steps(self, officer: str) -> list[str]:
        rows = self.ask(officer, "POST", "/tasks/search", {"text": self.code}).json()["rows"]
        return [row["element"] for row in rows]

    def journal(self) -> list[str]:
        return [row["name"] for row in self.ask("binh", "GET", f"/dossiers/{self.code}/journal").json()["rows"]]

    def has_happened(self, name: str) -> bool:
        return name in self.journal()

    def has_done(self, element: str) -> bool:
        """Whether the machine's work at this element is done."""
        rows = self.ask("binh", "GET", f"/dossiers/{self.code}/journal").json()["rows"]
        return any(row["name"] == "job_done" and row["payload"].get("element") == element for row in rows)

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """The worker works beside us: give it a while."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < until, f"waited in vain for {what}; journal: {self.journal()}"
            time.sleep(0.2)

    def paper(self, digest: str) -> bytes:
        return Vault(Path(self.office.home) / "vault").read(digest)

    def slip(self, kind: str) -> str:
        """The digest of a slip once it is printed."""
        found = [slip["digest"] for slip in self.dossier()["slips"] if slip["kind"] == kind]
        return found[-1] if found else ""


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a single table, as on the first day."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/motcua.sqlite"
    else:
        with empty_postgresql(request.getfixturevalue("postgresql_cluster")) as empty:
            yield empty


@pytest.fixture
def story(address: str, tmp_path: Path) -> Iterator[Story]:
    office = Office(tmp_path / "var", address)
    office.home.mkdir()
    office.order("seed", "--dossiers", "0")
    for name in ("server", "worker"):
        office.start(name)
    try:
        office.wait_until_it_answers()
        yield Story(office)
    finally:
        office.stop()


def test_one_dossier_goes_straight_through(story: Story) -> None:
    papers_are_brought_and_answers_checked(story)
    it_is_received_and_stored(story)
    accepting_it_fixes_the_date_and_prints_the_receipt(story)
    the_steps_go_from_list_to_list(story)
    a_supplement_stops_the_clock_and_its_answer_starts_it_again(story)
    timers_fire_and_late_steps_are_escalated(story)
    the_result_is_drafted_signed_numbered_and_issued(story)
    it_is_returned_and_the_citizen_can_look(story)


def papers_are_brought_and_answers_checked(story: Story) -> None:
    body = {"procedure": PROCEDURE, "applicant": {"full_name": "An"}, "answers": {"ho_ten": "AN", "la": 1}}
    refused = story.ask("binh", "POST", "/dossiers", body)
    assert refused.status_code == 422
    fields = {error["field"] for error in refused.json()["errors"]}
    assert {"la", "so_ho_chieu"} <= fields


def it_is_received_and_stored(story: Story) -> None:
    applicant = {"full_name": "Công ty TNHH Minh Họa", "kind": "organisation", "email": "an@example.vn"}
    body = {"procedure": PROCEDURE, "applicant": applicant, "answers": APPLICATION, "papers": []}
    received = story.ask("binh", "POST", "/dossiers", body, Idempotency_Key="an-1")
    assert received.status_code == 201, received.text
    story.code = received.json()["code"]
    again = story.ask("binh", "POST", "/dossiers", body, Idempotency_Key="an-1")
    assert again.json()["code"] == story.code
    assert (story.dossier()["state"], story.dossier()["portal_status"]) == ("submitted", 1)
    assert story.ask("en", "GET", f"/dossiers/{story.code}").status_code == 404
    assert {"instance_started", "dossier_submitted", "task_opened"} <= set(story.journal())


def accepting_it_fixes_the_date_and_prints_the_receipt(story: Story) -> None:
    story.complete("binh", "kiem_tra", outcome="accepted")
    assert story.dossier()["due_at"]
    deadline = story.ask("binh", "GET", f"/dossiers/{story.code}/deadline").json()
    assert sum(day["is_counted"] for day in deadline["days"]) == 10
    story.wait_for(lambda: story.slip("receipt"), "the receipt")
    assert story.paper(story.slip("receipt")).startswith(b"%PDF")


def the_steps_go_from_list_to_list(story: Story) -> None:
    story.complete("dung", "phan_cong", nguoi_thu_ly="chi")
    assert story.dossier()["state"] == "handling"
    assert story.open_steps("en") == []
    story.complete("chi", "tra_cuu_doanh_nghiep", doanh_nghiep_hop_le="co")
    story.complete("chi", "tra_cuu_suc_khoe", suc_khoe_hop_le="co")
    story.complete("chi", "tra_cuu_ly_lich", ly_lich_hop_le="co")


def a_supplement_stops_the_clock_and_its_answer_starts_it_again(story: Story) -> None:
    wanted = [{"name": "Phiếu lý lịch tư pháp", "note": "đã quá 6 tháng"}]
    story.complete(
        "chi", "tham_dinh", outcome="supplement", reason="Thiếu giấy tờ", wanted=wanted, y_kien_tham_dinh="Chưa đủ"
    )
    story.wait_for(lambda: story.slip("supplement"), "the supplement slip")
    assert story.dossier()["state"] == "supplement"
    before = story.dossier()["original_due_at"]
    message = {"message": "ho_so_bo_sung", "correlation": story.code, "variables": {}, "key": "bo-sung-1"}
    assert story.ask("binh", "POST", "/messages", message).status_code == 202
    story.wait_for(lambda: story.dossier()["state"] == "handling", "the dossier to be handled again")
    after = story.dossier()
    assert after["original_due_at"] == before
    assert datetime.fromisoformat(after["due_at"]) >= datetime.fromisoformat(before)
    assert {"supplement_asked", "paused", "supplement_answered", "unpaused"} <= set(story.journal())


def timers_fire_and_late_steps_are_escalated(story: Story) -> None:
    """A worker whose clock is three weeks ahead sees the refusal date pass and the step grow late."""
    story.office.stop("worker")
    story.office.start("worker", MOTCUA_CLOCK_SHIFT=str(21 * 24 * 3600))
    for name in ("timer_fired", "step_breached", "step_escalated"):
        story.wait_for(partial(story.has_happened, name), name)
    # What the timer set off must be done by the same early clock, or the true one would wait for it for three weeks.
    story.wait_for(lambda: story.has_done("bao_han_tu_choi"), "the leader to be told")
    story.office.stop("worker")
    story.office.start("worker")


def the_result_is_drafted_signed_numbered_and_issued(story: Story) -> None:
    story.complete("chi", "tham_dinh", outcome="granted", y_kien_tham_dinh="Đủ điều kiện")
    story.complete("dung", "tham_tra", outcome="approved")
    story.complete("giang", "ky_duyet", outcome="approved")
    story.complete("hanh", "phat_hanh", dung_the_thuc=True)
    story.wait_for(lambda: story.has_happened("result_issued"), "the result to be issued")
    assert story.dossier()["state"] == "finished"
    (result,) = story.dossier()["results"]
    assert (result["state"], result["kind"]) == ("issued", "granted")
    assert result["number"]
    assert b"/ByteRange" in story.paper(result["digest"])


def it_is_returned_and_the_citizen_can_look(story: Story) -> None:
    story.complete("binh", "tra_ket_qua", nguoi_nhan="An", hinh_thuc_tra="tai_quay")
    assert (story.dossier()["state"], story.dossier()["portal_status"]) == ("returned", 10)
    page = httpx.get(f"{story.office.address}/track", params={"code": story.code}, follow_redirects=True, timeout=20)
    assert page.status_code == 200
    assert story.code in page.text
    assert "AN MINH HOA" not in page.text
    names = story.journal()
    order = ["result_drafted", "result_signed", "result_numbered", "result_issued", "result_returned"]
    places = [names.index(name) for name in order]
    assert places == sorted(places)
    assert "instance_ended" in names
