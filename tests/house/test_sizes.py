"""Small files with one reason, short functions: what is easy to read stays easy to read."""

import statistics

from tests.house.code import functions, lines_of, name_of, pages

FILE_LINES = 400
FUNCTION_LINES = 50
NINE_OF_TEN = 25
MEDIAN = 8
HANDLER_LINES = 25


def test_no_file_is_longer_than_400_lines() -> None:
    long = {name_of(page): n for page in pages() + pages("tests", "bench", "tools") if (n := _lines(page)) > FILE_LINES}
    assert not long


def test_no_function_is_longer_than_50_lines() -> None:
    assert not _longer_than(FUNCTION_LINES)


def test_half_of_the_functions_have_at_most_8_lines() -> None:
    assert statistics.median(_sizes()) <= MEDIAN


def test_nine_functions_of_ten_have_at_most_25_lines() -> None:
    sizes = _sizes()
    assert sum(size <= NINE_OF_TEN for size in sizes) >= 0.9 * len(sizes)


def test_no_handler_of_a_door_is_longer_than_25_lines() -> None:
    assert not _longer_than(HANDLER_LINES, "api", "web")


def _lines(page: object) -> int:
    with open(str(page), encoding="utf-8") as text:
        return sum(1 for _ in text)


def _sizes() -> list[int]:
    return [lines_of(function) for page in pages() for function in functions(page)]


def _longer_than(limit: int, *folders: str) -> list[str]:
    return [
        f"{name_of(page)}:{function.lineno} {function.name} {lines_of(function)}"
        for page in pages(*folders)
        for function in functions(page)
        if lines_of(function) > limit
    ]
