"""Lists of people beyond an officer's own desk leave a count: opened, searched by words, taken away as a file."""

from flask import Response, g, request

from cases.accesses import ListLooks, ground_of
from web.visit import House

# Lists of dossiers that are not the reader's own work, by the names of their pages.
BEYOND = frozenset({
    "search_dossiers", "show_signs", "show_period_dossiers", "show_archive_list", "show_list",
})  # fmt: skip
TAKEN = frozenset({"get_sheet", "archive_list_sheet", "print_archive_list"})


def routes(house: House) -> None:
    """No page of its own: it stands behind those of others."""
    looks, desk = ListLooks(house.desk.database), house.desk

    def note(response: Response) -> Response:
        guest = g.get("guest")
        if guest and response.status_code == 200 and (kind := kind_of()):
            looks.keep(desk.clock, guest.name, kind, ground_of(guest.roles))
        return response

    house.blueprint.after_request(note)


def kind_of() -> str:
    """What kind of list this page is; empty where it is none, or the reader's own work."""
    page = (request.endpoint or "").rpartition(".")[2]
    if page in TAKEN:
        return "export"
    if page in ("search_dossiers", "show_inbox") and request.args.get("q", "").strip():
        return "search"
    is_whole_unit = page == "show_inbox" and request.args.get("whose") == "all"
    # A page that looks again by itself was looked at once.
    return "list" if (page in BEYOND or is_whole_unit) and "X-Live" not in request.headers else ""
