"""What becomes of a dossier of the demonstration: drawn by chance when it comes in, told step by step as answers."""

from dataclasses import dataclass
from random import Random
from typing import Any

from cases.seed.office import page
from cases.tables import Dossier

SPECIALISTS = ("chi", "cuc")
# Of the dossiers: how many go which way, in a hundred.
WAYS = {"granted": 76, "denied": 6, "refused": 5, "early": 4, "asked": 4, "lost": 3, "withdrawn": 2}
# How long a step takes, as a share of its own term; a stuck dossier stops at one step and grows late.
PACES = {(0.2, 0.6): 60, (0.6, 0.95): 25, (1.0, 2.0): 10}
STUCK = 0.05
SENT_BACK = 0.06


@dataclass(slots=True)
class Fate:
    """One way: granted; denied; refused at reception; `early`, `asked`: a supplement before or after acceptance;
    `lost`: a supplement that never comes; withdrawn.
    """

    way: str
    specialist: str
    pace: tuple[float, float]
    is_stuck: bool
    is_sent_back: bool
    chance: Random
    definition_id: str
    machines: int
    is_asked: bool = False

    @classmethod
    def draw(cls, chance: Random, dossier: Dossier) -> "Fate":
        """The fate of this dossier, by chance."""
        way = chance.choices(list(WAYS), list(WAYS.values()))[0]
        pace = chance.choices(list(PACES), list(PACES.values()))[0]
        is_stuck, is_sent_back = chance.random() < STUCK, chance.random() < SENT_BACK
        machines = len(dossier.answers.get("thiet_bi") or ())
        specialist = chance.choice(SPECIALISTS)
        return cls(way, specialist, pace, is_stuck, is_sent_back, chance, dossier.definition_id, machines)

    @property
    def share(self) -> float:
        """How long the next step takes, as a share of its term."""
        if self.is_stuck and self.chance.random() < 0.25:
            return 12.0
        return self.chance.uniform(*self.pace)

    def answers(self, step: str) -> dict[str, Any]:
        """What the officer of this step fills in."""
        return {**_USUAL.get(step, {}), **self._outcome(step)}

    def _outcome(self, step: str) -> dict[str, Any]:
        if step == "kiem_tra":
            return self._checked()
        if step == "phan_cong":
            return {"nguoi_thu_ly": self.specialist}
        if step == "tham_dinh":
            return self._appraised()
        if step in ("tham_tra", "ky_duyet"):
            return self._reviewed(step)
        return {}

    def _checked(self) -> dict[str, Any]:
        if self.way == "refused":
            return {"outcome": "refused", "reason_code": "wrong_authority", "reason": self._word("refusals")}
        return self._ask() if self.way in ("early", "lost") and not self.is_asked else {"outcome": "accepted"}

    def _appraised(self) -> dict[str, Any]:
        counted = {"so_thiet_bi_dat": self.machines} if self.machines else {}
        if self.way == "asked" and not self.is_asked:
            return self._ask() | counted
        if self.way == "denied":
            return {"outcome": "denied", "reason": self._word("denials")} | counted
        return {"outcome": "granted"} | counted

    def _reviewed(self, step: str) -> dict[str, Any]:
        if self.is_sent_back and step == "tham_tra":
            self.is_sent_back = False
            return {"outcome": "returned", "ly_do_tra_lai": self._word("returns")}
        return {"outcome": "approved"}

    def _ask(self) -> dict[str, Any]:
        self.is_asked = True
        name, note = self._word("supplements")
        return {"outcome": "supplement", "reason": "Hồ sơ chưa đầy đủ.", "wanted": [{"name": name, "note": note}]}

    def _word(self, name: str) -> Any:
        return self.chance.choice(page("people.toml")[name])


_USUAL: dict[str, dict[str, Any]] = {
    "tra_cuu_doanh_nghiep": {"doanh_nghiep_hop_le": "co"},
    "tra_cuu_ly_lich": {"ly_lich_hop_le": "co"},
    "tra_cuu_suc_khoe": {"suc_khoe_hop_le": "co"},
    "kiem_tra_thiet_bi": {"trong_danh_muc": True, "kiem_dinh_con_han": True, "to_chuc_hop_le": True},
    "tham_dinh": {"y_kien_tham_dinh": "Đã đối chiếu từng giấy tờ (dữ liệu minh họa)."},
    "phat_hanh": {"dung_the_thuc": True},
    "tra_ket_qua": {"nguoi_nhan": "Người nộp hồ sơ", "hinh_thuc_tra": "tai_quay"},
}
