"""Addresses of two tiers: the communes of a city or province, open to everybody who fills a form, and whose address
it is as three fields of a page and as one text.
"""

from collections.abc import Mapping

from flask import Response, jsonify, request

from cases.communes import communes_of
from cases.desk import Desk
from cases.form_kinds import top_of
from ground.database import reading
from web.visit import House


def routes(house: House) -> None:
    """`/places/communes?top=…`."""
    house.open_page("/places/communes", list_communes)


def list_communes(desk: Desk) -> Response:
    """Names, in their order; none where no list was loaded."""
    with reading(desk.database) as session:
        names = list(communes_of(session, request.args.get("top", "")[:100], request.args.get("q", "")[:100]))
    response = jsonify(names)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def tiers_of(address: str) -> tuple[str, str, str]:
    """Street, commune, city or province of an address; all of it as street where its end is no city or province."""
    parts = [part.strip() for part in address.split(",")]
    top = top_of(parts[-1])
    return (", ".join(parts[:-2]), parts[-2], top) if len(parts) > 1 and top else (address, "", "")


def address_typed(typed: Mapping[str, str], name: str, limit: int) -> str:
    """The three fields `name`, `name.commune`, `name.top` of a page as one text."""
    parts = (typed.get(each, "").strip() for each in (name, f"{name}.commune", f"{name}.top"))
    return ", ".join(part for part in parts if part)[:limit]
