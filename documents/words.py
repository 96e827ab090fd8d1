"""Vietnamese words for what papers spell out: amounts, days, moments, document numbers. Pure functions."""

from datetime import date, datetime

from ground.clock import VIETNAM

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")


def number_in_words(number: int) -> str:
    """A whole number from 0 up, in lower case: 105 is "một trăm linh năm"."""
    if number < 0:
        raise ValueError("papers spell out no negative amounts")
    return " ".join(_spell(number)) if number else _DIGITS[0]


def _spell(number: int, *, is_inside: bool = False) -> list[str]:
    """The words of a number; `is_inside` when larger groups stand before it, so that its zeros are spoken."""
    billions, rest = divmod(number, 10**9)
    words = [*_spell(billions, is_inside=is_inside), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += _hundreds(group, is_inside=is_inside or bool(words))
            words += [_THOUSANDS[power]] if power else []
    return words


def _hundreds(group: int, *, is_inside: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    if not hundreds and not is_inside:
        return _tens(rest)
    words = [_DIGITS[hundreds], "trăm"]
    if 0 < rest < 10:
        return [*words, "linh", _DIGITS[rest]]
    return words + _tens(rest)


def _tens(rest: int) -> list[str]:
    tens, ones = divmod(rest, 10)
    if not tens:
        return [_DIGITS[ones]] if ones else []
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if not ones:
        return words
    return [*words, _last_digit(tens, ones)]


def _last_digit(tens: int, ones: int) -> str:
    """Vietnamese says one and five otherwise behind a ten: hai mươi mốt, mười lăm."""
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == 5 else _DIGITS[ones]


def money(amount: int) -> str:
    """An amount of dong in digits: 600.000 đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def money_in_words(amount: int) -> str:
    """An amount of dong in words, as a receipt spells it: Sáu trăm nghìn đồng."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def long_day(day: date) -> str:
    """The day as issued documents write it; days below 10 and months 1 and 2 get a zero (Decree 30/2020, Annex I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_day(day: date) -> str:
    """The day in digits: 05/01/2026."""
    return f"{day:%d/%m/%Y}"


def moment(at: datetime) -> str:
    """An instant in Vietnam's time as the slips write it: 09 giờ 30 phút, ngày 05 tháng 01 năm 2026."""
    here = at.astimezone(VIETNAM)
    return f"{here:%H} giờ {here:%M} phút, {long_day(here.date())}"


def document_number(serial: int, symbol: str) -> str:
    """Number and symbol of a document: below 10 with a zero before it (Decree 30/2020, Annex I): 05/QĐ-SNV."""
    return f"{serial:02d}/{symbol}"
