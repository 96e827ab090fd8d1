"""The communes of a city or province, for the lists addresses are chosen from; open to everybody who fills a form."""

from flask import Response, jsonify, request

from cases.communes import communes_of
from cases.desk import Desk
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
