"""One page a role, written for the first day: what to do in the morning, what each screen is for, whom to ask."""

from collections.abc import Mapping

from flask import Response, g, make_response, redirect

from cases.desk import Desk
from ground.database import reading
from ground.errors import NotFound
from web.visit import House, show
from web.whereto import PLACES, YOURS

# The pages, in the order of the list; the roles of those they are written for.
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "citizen": ("Applicant", ()),
    "counter": ("One-stop counter", ("bo_phan_mot_cua",)),
    "officer": ("Officer", ("chuyen_vien", "chuyen_vien_ho_so", "van_phong_ubnd", "can_bo_xa")),
    "leader": ("Leader", (
        "lanh_dao_phong", "lanh_dao_don_vi", "lanh_dao_bo", "chu_tich_ubnd", "lanh_dao_xa", "lanh_dao_ho_so",
        "lanh_dao_van_phong",
    )),
    "clerk": ("Registry and archive", ("van_thu", "luu_tru", "van_thu_ho_so")),
    "supervisor": ("Supervisor", ("giam_sat",)),
    "designer": ("Process designer", ("thiet_ke",)),
    "administrator": ("Administrator", ("quan_tri",)),
}  # fmt: skip


def routes(house: House) -> None:
    """`/help` and one page a role below it; open to everybody, for nothing in them is of anybody."""

    def show_helps(desk: Desk) -> Response:
        """The list; an officer with one kind of work only is led to his page at once."""
        _look(house, desk)
        guest = g.get("guest")
        mine = [page for page, (_, roles) in PAGES.items() if guest and guest.roles.intersection(roles)]
        if len(mine) == 1:
            return make_response(redirect(f"/help/{mine[0]}", 303))
        return show("help/index.html", pages=PAGES, mine=mine)

    def show_help(desk: Desk, page: str) -> Response:
        """One of them. Raises `NotFound`."""
        _look(house, desk)
        if page not in PAGES:
            raise NotFound
        return show(f"help/{page}.html", pages=PAGES, page=page, places=PLACES, yours=YOURS[page])

    house.open_page("/help", show_helps)
    house.open_page("/help/<page>", show_help)


def _look(house: House, desk: Desk) -> None:
    """Who is reading, for the frame of the page; a stranger reads it too."""
    with reading(desk.database) as session:
        house.enter(session)
