"""The Vietnamese lunar calendar by astronomy: new moons and the sun's longitude at UTC+7 (after Meeus).

Independent of what the desk ships: it only checks those dates.
"""

from datetime import date, timedelta
from itertools import pairwise
from math import floor, pi, sin

ZONE_HOURS = 7
EPOCH = 2415021  # the Julian day number near the new moon counted as 0 (January 1900)
MONTH = 29.530588853


def day_of_number(number: int) -> date:
    """The day of a Julian day number."""
    return date.fromordinal(number - 1721425)


def new_moon_day(k: int) -> int:
    """The Julian day number, at UTC+7, of the k-th new moon since January 1900."""
    t = k / 1236.85
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * pi / 180)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3) * pi / 180
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3) * pi / 180
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3) * pi / 180
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
    shift += -0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    dynamical = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + shift - dynamical + 0.5 + ZONE_HOURS / 24)


def sun_sector(number: int) -> int:
    """In which twelfth of its way the sun stands when this day begins (UTC+7): 9 from the winter solstice on."""
    t = (number - 0.5 - ZONE_HOURS / 24 - 2451545.0) / 36525
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t**2) * pi / 180
    centre = (1.914600 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre) % 360
    return floor(longitude / 30)


def _eleventh_month(year: int) -> int:
    """The first day of the lunar month that holds the winter solstice of this year."""
    december = date(year, 12, 31).toordinal() + 1721425
    k = floor((december - EPOCH) / MONTH)
    start = new_moon_day(k)
    return new_moon_day(k - 1) if sun_sector(start) >= 9 else start


def _months(year: int) -> list[int]:
    """First days of the lunar months from the eleventh of the year before up to the next eleventh."""
    first, last = _eleventh_month(year - 1), _eleventh_month(year)
    k = floor(0.5 + (first - EPOCH) / MONTH)
    starts = [first]
    while starts[-1] < last:
        k += 1
        starts.append(new_moon_day(k))
    return starts


def first_of(year: int, month: int) -> date:
    """The first day of a lunar month (1 to 10) of the year, leap months passed over."""
    starts = _months(year)
    leap = len(starts) - 1 == 13
    number = 11
    for start, after in pairwise(starts):
        if leap and sun_sector(start) == sun_sector(after) and start != starts[0]:
            leap = False
            continue
        if number == month + 12:
            return day_of_number(start)
        number += 1
    raise ValueError(f"no lunar month {month} in {year}")


def new_year(year: int) -> date:
    """The first day of Tết."""
    return first_of(year, 1)


def kings_day(year: int) -> date:
    """The tenth of the third month."""
    return first_of(year, 3) + timedelta(9)
