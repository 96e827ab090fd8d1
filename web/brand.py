"""The office's own face on our pages: a small sheet of its colours and font, and its logo."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort

from cases.brand import FILES, WHITE, Brand, mixed, readable, words_on

A_YEAR = 365 * 24 * 3600
SHEET = "brand.css"


def digest(brand: Brand) -> str:
    """The first 12 digits of the SHA-256 over all of it."""
    said = [brand.main, brand.accent, *(name + sha256(content).hexdigest() for name, content in brand.files.items())]
    return sha256("\n".join(said).encode()).hexdigest()[:12]


def sheet(brand: Brand) -> str:
    """The style sheet that sets our variables anew; empty where the office brings neither colour nor font."""
    told = dict(_colours(brand))
    faces = [name for name in brand.files if name.startswith("font-")]
    if faces:
        told["font"] = '"Office"'
    variables = "".join(f"--{name}:{value};" for name, value in told.items())
    return "".join(map(_face, faces)) + (f":root{{{variables}}}" if variables else "")


def _colours(brand: Brand) -> Mapping[str, str]:
    accent = {"accent": brand.accent} if brand.accent else {}
    if not brand.main:
        return accent
    words = readable(brand.main)
    return accent | {
        "band": brand.main, "on-band": words_on(brand.main), "brand": words,
        "brand-deep": mixed(words, "#000000", 0.25), "brand-wash": mixed(WHITE, words, 0.05),
    }  # fmt: skip


def _face(name: str) -> str:
    weight = name.removeprefix("font-").removesuffix(".woff2")
    return f'@font-face{{font-family:"Office";font-weight:{weight};font-display:swap;src:url({name}) format("woff2")}}'


def words(brand: Brand) -> dict[str, Any]:
    """What templates may say of it: `brand`, and the addresses of its sheet and logo, empty where there is none."""
    place = f"/static/brand/{digest(brand)}"
    sheet_at, logo_at = f"{place}/{SHEET}" if sheet(brand) else "", f"{place}/{brand.logo}" if brand.logo else ""
    return {"brand": brand, "brand_sheet": sheet_at, "brand_logo": logo_at}


def routes(web: Blueprint, brand: Brand) -> None:
    """`/static/brand/<seen>/<file>`: kept by the browser, for another brand has another address."""
    kept = {**brand.files, SHEET: sheet(brand).encode()}

    def serve(seen: str, file: str) -> Response:
        if file not in kept:
            abort(404)
        response = Response(kept[file], mimetype=FILES.get(file, "text/css"))
        response.cache_control.public, response.cache_control.max_age = True, A_YEAR
        # A logo opened by itself runs nothing and loads nothing.
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
        return response

    web.add_url_rule("/static/brand/<seen>/<file>", "brand", serve)
