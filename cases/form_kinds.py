"""What a text of a form may be besides plain words: numbers of people and enterprises, money, phones, addresses.

A field says so in its form-js `properties`: `"kind": "identity"`. Each kind is a function: the text as it was typed in,
as it is stored out; `KindWrong` where it cannot be that.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ground.toml import read_toml

# Weights of the nine digits before the check digit of a tax code (Thông tư 86/2024/TT-BTC keeps the structure N1…N10).
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
LAST_PROVINCE = 96
MOST_DONG = 10**15
_IDENTITY = re.compile(r"[0-9]{12}")
_TAX_CODE = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?")
_PHONE = re.compile(r"0(?:[35789][0-9]{8}|2[0-9]{9})")
_MONEY = re.compile(r"[0-9]{1,16}")
_OLD_TIER = re.compile(r"(?:quận|huyện|thị xã)\s", re.IGNORECASE)


class KindWrong(Exception):
    """The text is not what its kind wants; `code` is the reason, as the check of forms names it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Places:
    """The two tiers an address has: names of cities and provinces as they are written, and the words for communes."""

    tops: tuple[str, ...]
    communes: tuple[str, ...]


@cache
def places() -> Places:
    """The shipped places, cities first."""
    read = read_toml(resources.files("cases").joinpath("places.toml").read_bytes())
    cities = tuple(f"Thành phố {name}" for name in read["cities"])
    return Places((*cities, *(f"Tỉnh {name}" for name in read["provinces"])), tuple(read["communes"]))


def identity(text: str) -> str:
    """The twelve digits of a citizen: the first three are a province (Luật Căn cước 2023; Nghị định 70/2024/NĐ-CP)."""
    digits = re.sub(r"[\s.]", "", text)
    if not _IDENTITY.fullmatch(digits) or not 1 <= int(digits[:3]) <= LAST_PROVINCE:
        raise KindWrong("wrong_identity")
    return digits


def tax_code(text: str) -> str:
    """Ten digits with a check digit; a branch has three more behind a dash: `0100000000-001`."""
    found = _TAX_CODE.fullmatch(re.sub(r"\s", "", text))
    if found is None:
        raise KindWrong("wrong_tax_code")
    digits, branch = found[1], found[2]
    summed = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    if 10 - summed % 11 != int(digits[9]) or branch == "000":
        raise KindWrong("wrong_check_digit")
    return f"{digits}-{branch}" if branch else digits


def phone(text: str) -> str:
    """A number of Vietnam as it is dialled inside the country: `0912345678` for `+84 912 345 678`."""
    digits = re.sub(r"[\s.()-]", "", text)
    digits = "0" + digits.removeprefix("+84") if digits.startswith("+84") else digits
    if not _PHONE.fullmatch(digits):
        raise KindWrong("wrong_phone")
    return digits


def money(text: str) -> str:
    """Whole dong, points between the thousands or none: stored as digits."""
    digits = re.sub(r"[\s.]|đ(?:ồng)?$|VND$", "", text)
    if not _MONEY.fullmatch(digits) or int(digits) > MOST_DONG:
        raise KindWrong("wrong_money")
    return str(int(digits))


def address(text: str) -> str:
    """Street, commune, city or province, no district: `Số 12 phố Lê Lợi, Phường Hoàn Kiếm, Thành phố Hà Nội`."""
    parts = [part for part in (" ".join(each.split()) for each in text.split(",")) if part]
    if len(parts) < 2 or top_of(parts[-1]) is None or not parts[-2].casefold().startswith(_communes()):
        raise KindWrong("wrong_address")
    if any(_OLD_TIER.match(part) for part in parts):
        raise KindWrong("old_address")
    return ", ".join((*parts[:-1], top_of(parts[-1]) or ""))


def _communes() -> tuple[str, ...]:
    return tuple(f"{word.casefold()} " for word in places().communes)


def top_of(name: str) -> str | None:
    """The city or province as it is written in full, with or without the word before its name."""
    wanted = _bare(unicodedata.normalize("NFC", name))
    return next((top for top in places().tops if _bare(top) == wanted), None)


def _bare(name: str) -> str:
    return re.sub(r"^(thành phố|tỉnh|tp\.?)\s*", "", name.casefold())


KINDS: Mapping[str, Callable[[str], str]] = {
    "identity": identity, "tax_code": tax_code, "phone": phone, "money": money, "address": address,
}  # fmt: skip
