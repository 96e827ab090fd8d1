"""Functions on texts. Positions count characters from one; a negative position counts from the end."""

from decimal import ROUND_DOWN, Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.decimals import whole
from engine.feel.run import Run
from engine.feel.warnings import FeelWrongValue


def position(value: Decimal) -> int:
    """A number used as a position. Raises FeelWrongValue unless it is whole."""
    found = whole(value)
    if found is None:
        raise FeelWrongValue(value=str(value), reason="it is not a whole number")
    return found


@builtin("substring", "string: string, start position: number, [length: number?]")
def substring(run: Run, string: str, start: Decimal, length: Decimal | None) -> object:
    """Part of a text."""
    first = position(start.to_integral_value(rounding=ROUND_DOWN))
    if first == 0 or (length is not None and length < 1):
        raise FeelWrongValue(value=str(length if first else start), reason="positions and lengths begin with 1")
    begin = first - 1 if first > 0 else max(len(string) + first, 0)
    return run.text_made(string[begin:] if length is None else string[begin : begin + int(length)])


@builtin("string length", "string: string")
def string_length(run: Run, string: str) -> object:
    """How many characters."""
    return Decimal(len(string))


@builtin("upper case", "string: string")
def upper_case(run: Run, string: str) -> object:
    """In capital letters."""
    return run.text_made(string.upper())


@builtin("lower case", "string: string")
def lower_case(run: Run, string: str) -> object:
    """In small letters."""
    return run.text_made(string.lower())


@builtin("substring before", "string: string, match: string")
def substring_before(run: Run, string: str, match: str) -> object:
    """What stands before the first occurrence; empty where there is none."""
    before, found, _ = string.partition(match) if match else ("", "", string)
    return run.text_made(before if found else "")


@builtin("substring after", "string: string, match: string")
def substring_after(run: Run, string: str, match: str) -> object:
    """What stands after the first occurrence; empty where there is none."""
    return run.text_made(string.partition(match)[2] if match else string)


@builtin("contains", "string: string, match: string")
def contains(run: Run, string: str, match: str) -> object:
    """Whether the text contains another."""
    return match in string


@builtin("starts with", "string: string, match: string")
def starts_with(run: Run, string: str, match: str) -> object:
    """Whether the text begins so."""
    return string.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(run: Run, string: str, match: str) -> object:
    """Whether the text ends so."""
    return string.endswith(match)


@builtin("string join", "list: list, [delimiter: string?]")
def string_join(run: Run, members: list[object], delimiter: str | None) -> object:
    """The texts of a list put together; nulls are left out."""
    texts = [member for member in members if member is not None]
    wrong = next((member for member in texts if not isinstance(member, str)), None)
    if wrong is not None:
        raise FeelWrongValue(value="list", reason="it may contain texts only")
    run.grow(sum(len(str(text)) + len(delimiter or "") for text in texts) >> 4)
    return (delimiter or "").join(map(str, texts))
