"""An office's own face: its words and colours on the pages, always readable, and nothing odd in its folder."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from cases.brand import PAPER, READABLE, BrandNotReadable, contrast, read_brand, readable, words_on
from ground.clock import FixedClock
from tests.cast import open_doors

SAYS = 'house = "Trung tâm Minh Họa"\nhotline = "1900 1234"\nmain = "#FFCC00"\naccent = "#0b6e4f"\n'


def folder_of(place: Path, says: str) -> Path:
    """A brand's folder with a logo and one weight of a font."""
    (place / "brand.toml").write_text(says, encoding="utf-8")
    (place / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (place / "font-400.woff2").write_bytes(b"wOF2")
    return place


@pytest.fixture
def office(quick_database: Engine, clock: FixedClock, tmp_path: Path) -> Flask:
    """The doors of an office that brings a yellow brand."""
    return open_doors(quick_database, clock, tmp_path, brand=read_brand(folder_of(tmp_path, SAYS)))


def test_the_pages_carry_the_names_colours_logo_and_font_of_the_office(office: Flask) -> None:
    visitor = office.test_client()
    page = visitor.get("/").get_data(as_text=True)
    assert "Trung tâm Minh Họa" in page
    assert 'href="tel:19001234"' in page
    place = page.partition('href="/static/brand/')[2].partition("/")[0]
    sheet = visitor.get(f"/static/brand/{place}/brand.css").get_data(as_text=True)
    assert "--band:#ffcc00;--on-band:#22262b;" in sheet
    assert 'font-family:"Office";font-weight:400' in sheet
    logo = visitor.get(f"/static/brand/{place}/logo.svg")
    assert (logo.mimetype, "default-src 'none'" in logo.headers["Content-Security-Policy"]) == ("image/svg+xml", True)
    assert visitor.get(f"/static/brand/{place}/brand.toml").status_code == 404


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#00a0ff", "#8f1a1d", "#000000", "#7fff00"])
def test_whatever_colour_an_office_brings_words_are_readable(colour: str) -> None:
    assert contrast(readable(colour), PAPER) >= READABLE
    assert contrast(words_on(colour), colour) >= READABLE


def test_a_colour_that_is_readable_stays_as_it_is() -> None:
    assert readable("#8f1a1d") == "#8f1a1d"


@pytest.mark.parametrize("says", ['main = "yellow"', 'colour = "#ffcc00"', "main = [", 'accent = "#fff;}"'])
def test_a_brand_that_cannot_be_read_is_refused_by_its_place(tmp_path: Path, says: str) -> None:
    with pytest.raises(BrandNotReadable, match=str(tmp_path)):
        read_brand(folder_of(tmp_path, says))
