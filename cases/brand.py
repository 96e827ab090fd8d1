"""An office's own face: its names, its logo, two colours and a font, read once from a folder. Nothing of it is law.

Whatever colours an office brings, words stay readable (WCAG 2.1, 1.4.3): where its main colour is too pale for words on
our paper, words and buttons take the nearest darker shade of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ground.errors import Invalid
from ground.toml import TomlFault, read_toml

LIMIT_BYTES: Final = 512 * 1024
READABLE: Final = 4.5
PAPER, INK, WHITE = "#f8f6f2", "#22262b", "#ffffff"
WORDS: Final = ("house", "above", "footer", "hotline")
COLOURS: Final = ("main", "accent")
# The files of the folder that are served, with their kinds; the fonts' names carry their weights.
FILES: Final = {
    "logo.svg": "image/svg+xml", "logo.png": "image/png",
    "font-400.woff2": "font/woff2", "font-600.woff2": "font/woff2", "font-700.woff2": "font/woff2",
}  # fmt: skip
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


class BrandNotReadable(Invalid):
    """The brand in {place} cannot be used: {why}. Mend it and start again."""

    code = "brand_not_readable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """`house` is what the office is called, `above` the line over it, `main` and `accent` colours as `#rrggbb`; each
    empty where the house's own serves. `files` are bytes by their names.
    """

    house: str = ""
    above: str = ""
    footer: str = ""
    hotline: str = ""
    main: str = ""
    accent: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def logo(self) -> str:
        """The name of the logo's file; empty without one."""
        return next((name for name in self.files if name.startswith("logo.")), "")

    @property
    def is_pale(self) -> bool:
        """Whether the main colour cannot carry words, so that a darker shade of it does."""
        return bool(self.main) and contrast(self.main, PAPER) < READABLE


def read_brand(folder: Path) -> Brand:
    """What `brand.toml` says and the files beside it. Raises `BrandNotReadable`."""
    try:
        page = read_toml((folder / "brand.toml").read_bytes())
        files = {name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()}
    except (OSError, TomlFault) as error:
        raise BrandNotReadable(place=folder, why=error) from error
    _refuse_odd(folder, page, files)
    return Brand(**{name: str(page.get(name, "")).strip() for name in WORDS}, **_colours(page), files=files)


def _colours(page: Mapping[str, object]) -> dict[str, str]:
    return {name: str(page.get(name, "")).strip().lower() for name in COLOURS}


def _refuse_odd(folder: Path, page: Mapping[str, object], files: Mapping[str, bytes]) -> None:
    for name in page:
        if name not in WORDS + COLOURS:
            raise BrandNotReadable(place=folder, why=f"{name}?")
    for name, colour in _colours(page).items():
        if colour and not _COLOUR.fullmatch(colour):
            raise BrandNotReadable(place=folder, why=f"{name} = {colour}, #rrggbb")
    for name, content in files.items():
        if len(content) > LIMIT_BYTES:
            raise BrandNotReadable(place=folder, why=f"{name}: {len(content)} > {LIMIT_BYTES}")


def contrast(one: str, other: str) -> float:
    """How far two colours lie apart, 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: str = PAPER) -> str:
    """The colour itself, or the lightest darker shade of it that words on this ground may have."""
    shades = (mixed(colour, "#000000", step / 20) for step in range(20))
    return next((shade for shade in shades if contrast(shade, on) >= READABLE), INK)


def words_on(colour: str) -> str:
    """White or ink, whichever reads better on this colour."""
    return max((WHITE, INK), key=lambda words: contrast(words, colour))


def mixed(colour: str, other: str, part: float) -> str:
    """The colour with this part of another one in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(ours * (1 - part) + theirs * part):02x}" for ours, theirs in pairs)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
