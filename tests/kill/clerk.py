"""A client that works like an office: hands dossiers in, completes steps, asks again with the same key when unsure."""

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.kill.history import History

OFFICERS = ("binh", "chi", "dung", "giang", "hanh")
PROCEDURE = "khai_bao_thiet_bi"
GIVE_UP_SECONDS = 120
# How many of a hundred operations hand a new dossier in: enough that no list is ever empty for long.
HAND_IN = 0.08
APPLICATION: Mapping[str, Any] = {
    "ten_don_vi": "Công ty Thử nghiệm", "ma_so": "0100000000",
    "dia_chi_dat": "Số 1 phố Thử Nghiệm, Phường Hoàn Kiếm, Thành phố Hà Nội",
    "nguoi_lien_he": "An", "ngay_su_dung": "2026-10-01", "cam_doan": True,
    "thiet_bi": [
        {"ten": "Nồi hơi", "loai": "noi_hoi", "so_che_tao": "NH-1", "nam_san_xuat": 2020,
         "to_chuc_kiem_dinh": "Trung tâm T", "so_giay_kiem_dinh": "KD-1",
         "ngay_kiem_dinh": "2026-01-01", "han_kiem_dinh": "2028-01-01"},
    ],
}  # fmt: skip


@dataclass
class Shared:
    """What all clients of one run share: where to go, who they are, and how many operations are left."""

    address: str
    tokens: Mapping[str, str]
    left: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopping: threading.Event = field(default_factory=threading.Event)

    def take_one(self) -> bool:
        """Whether there is one more operation to do."""
        with self.lock:
            self.left -= 1
            return self.left >= 0


class Clerk(threading.Thread):
    """One client thread with its own seed and its own history."""

    def __init__(self, number: int, seed: int, shared: Shared, history: History) -> None:
        super().__init__(name=f"clerk-{number}", daemon=True)
        self.number, self.shared, self.history = number, shared, history
        self.chance = random.Random(seed * 1000 + number)
        self.http = httpx.Client(base_url=f"{shared.address}/api/v1", timeout=10)
        self.count = 0
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            while self.shared.take_one() and not self.shared.stopping.is_set():
                self._one_operation()
        except BaseException as trouble:  # reported by the driver: a thread must not die in silence
            self.trouble = trouble
        finally:
            self.history.close()
            self.http.close()

    def _one_operation(self) -> None:
        if self.chance.random() < HAND_IN or not self._do_something():
            self._hand_in()

    def _hand_in(self) -> None:
        body = {
            "procedure": PROCEDURE,
            "applicant": {"full_name": f"An {self.number}-{self.count}", "identity": "001200000001"},
            "answers": APPLICATION, "papers": [],
        }  # fmt: skip
        self._surely("receive", "binh", "POST", "/dossiers", body, {}, {})

    def _do_something(self) -> bool:
        """Claim, release or complete a step from an officer's list; False when every list is empty."""
        for officer in self.chance.sample(OFFICERS, len(OFFICERS)):
            found = self._read(officer, "POST", "/tasks/search", {"limit": 50})
            if found and found["rows"]:
                return self._do_one_of(officer, found["rows"])
        return False

    def _do_one_of(self, officer: str, rows: list[dict[str, Any]]) -> bool:
        row = self.chance.choice(rows)
        page = self._read(officer, "GET", f"/tasks/{row['task_id']}", None)
        if page is None:
            return True
        act = self.chance.choice(("complete", "complete", "claim" if row["state"] == "open" else "release"))
        answers = {"answers": self._answers(row["element"]), "seen": page["draft"]}
        body = answers if act == "complete" else {}
        path = f"/tasks/{row['task_id']}/{'completion' if act == 'complete' else act}"
        version = {"If-Match": f'"{page["version"]}"'}
        self._surely(act, officer, "POST", path, body, version, {"task": row["task_id"]})
        return True

    def _answers(self, element: str) -> dict[str, Any]:
        match element:
            case "kiem_tra":
                decided = self._decide("accepted", "refused")
                return decided | ({"reason_code": "not_eligible"} if "reason" in decided else {})
            case "kiem_tra_thiet_bi":
                return {"trong_danh_muc": True, "kiem_dinh_con_han": True, "to_chuc_hop_le": True}
            case "tham_dinh":
                return self._decide("granted", "denied") | {"so_thiet_bi_dat": 1, "y_kien_tham_dinh": "Đạt"}
            case "tham_tra" | "ky_duyet":
                return self._decide("approved", "returned", why="ly_do_tra_lai")
            case "phat_hanh":
                return {"dung_the_thuc": True}
            case "tra_ket_qua":
                return {"nguoi_nhan": "An", "hinh_thuc_tra": "tai_quay"}
        return {}

    def _decide(self, usual: str, seldom: str, why: str = "reason") -> dict[str, Any]:
        if self.chance.random() < 0.9:
            return {"outcome": usual}
        return {"outcome": seldom, why: "Lý do thử nghiệm"}

    def _read(self, officer: str, method: str, path: str, body: object) -> Any:
        """An answer that changes nothing: None when the task is gone; asked again while the server is away."""
        answer = self._ask(officer, method, path, body, {})
        return answer.json() if answer.status_code == 200 else None

    def _surely(
        self, op: str, officer: str, method: str, path: str, body: object, headers: Mapping[str, str],
        facts: Mapping[str, Any],
    ) -> None:  # fmt: skip
        """An act, repeated with the same key until its outcome is known; each event is on the disk before the next."""
        self.count += 1
        key = f"{self.number}-{self.count}-{self.chance.getrandbits(64):016x}"
        self.history.write("invoke", key, op=op, officer=officer, **facts)
        answer = self._ask(officer, method, path, body, {**headers, "Idempotency-Key": key}, key)
        if answer.status_code < 300:
            self.history.write("ok", key, answer=answer.json())
        else:
            self.history.write("fail", key, code=answer.json()["code"], http=answer.status_code)

    def _ask(
        self, officer: str, method: str, path: str, body: object, headers: Mapping[str, str], key: str = ""
    ) -> httpx.Response:
        until = time.monotonic() + GIVE_UP_SECONDS
        bearer = {"Authorization": f"Bearer {self.shared.tokens[officer]}"}
        while time.monotonic() < until:
            try:
                answer = self.http.request(method, path, json=body, headers=bearer | dict(headers))
                if answer.status_code < 500:
                    return answer
                reason = answer.text[:200]
            except httpx.HTTPError as lost:
                reason = type(lost).__name__
            if key:
                self.history.write("unknown", key, reason=reason)
            time.sleep(0.1)
        raise TimeoutError(f"{method} {path} was not answered: {reason}")
