"""Officers: the list, one officer, and everything an administrator does with him."""

from flask import Response, request

from cases import staff, units
from cases.queries import administration
from cases.staff import Officership
from cases.units import FORMS, Grant
from ground.clock import today
from ground.errors import Problem
from web.admin.changes import CHANGES, FACTS
from web.admin.forms import chosen_units, day_said, day_words, said, shown_once
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show
from web.words import ROLES


def routes(house: House) -> None:
    """`/admin/officers` and one officer below it."""
    house.page("/admin/officers", show_officers)
    shown_once(house, "/admin/officers/engagement", engage_officer)
    house.page("/admin/officers/<name>", show_officer)
    house.deed("/admin/officers/<name>/change", change_officer, refuse_officer)
    house.deed("/admin/officers/<name>/roles", give_role, refuse_officer)
    house.deed("/admin/officers/<name>/roles/removal", take_role, refuse_officer)
    house.deed("/admin/officers/<name>/dismissal", dismiss_officer, refuse_officer)
    house.deed("/admin/officers/<name>/restoration", restore_officer, refuse_officer)
    house.deed("/admin/officers/<name>/sessions/end", end_sessions, refuse_officer)
    house.deed("/admin/officers/<name>/authorities", grant_authority, refuse_officer)
    house.deed("/admin/officers/<name>/authorities/end", end_authority, refuse_officer)
    shown_once(house, "/admin/officers/<name>/password", renew_password)


def show_officers(visit: Visit) -> Response:
    """Who works here, found by name, title or unit."""
    return _list(visit)


def _list(visit: Visit, sentence: str = "", state: int = 200) -> Response:
    words, with_gone = request.args.get("q", "")[:200], request.args.get("gone") == "1"
    found = administration.officers(visit.session, visit.clock, visit.officer, words, with_gone)
    return show(
        "admin/officers.html", state, rows=found, words=words, with_gone=with_gone, units=chosen_units(visit),
        roles=ROLES, sentence=sentence, typed=request.form,
    )  # fmt: skip


def engage_officer(visit: Visit) -> Response:
    """A new officer; his first password is on the page that answers, and nowhere else."""
    about = Officership(said("full_name"), said("unit"), said("title"), said("email"))
    roles = tuple(role for role in (said("role"),) if role)
    try:
        # A part of its own: what was begun is taken back when it is refused, and the page is shown again.
        with visit.session.begin_nested():
            engaged = staff.engage(visit.session, visit.clock, visit.officer, said("name").lower(), about, roles)
    except Problem as problem:
        return _list(visit, problem.sentence(language()), state_of(problem))
    return show("admin/secret.html", name=engaged.officer.name, password=engaged.password, is_new=True)


def renew_password(visit: Visit, name: str) -> Response:
    """A new password, shown once."""
    password = staff.renew_password(visit.session, visit.clock, visit.officer, name)
    return show("admin/secret.html", name=name, password=password, is_new=False)


def show_officer(visit: Visit, name: str) -> Response:
    """One officer: his work, roles, sessions, who stands in, and what was changed about him."""
    return _one(visit, name)


def _one(visit: Visit, name: str, sentence: str = "", state: int = 200) -> Response:
    sheet = administration.officer_sheet(visit.session, visit.clock, visit.officer, name)
    return show(
        "admin/officer.html", state, sheet=sheet, units=chosen_units(visit), roles=ROLES, sentence=sentence,
        names=CHANGES, facts=FACTS, forms=FORMS, day=today(visit.clock), day_words=day_words,
    )  # fmt: skip


def refuse_officer(visit: Visit, problem: Problem, name: str) -> Response:
    """The same page, with why not."""
    return _one(visit, name, problem.sentence(language()), state_of(problem))


def change_officer(visit: Visit, name: str) -> str:
    """Another name, title, address or unit."""
    about = Officership(said("full_name"), said("unit"), said("title"), said("email"))
    staff.change_officer(visit.session, visit.clock, visit.officer, name, about)
    return f"/admin/officers/{name}"


def give_role(visit: Visit, name: str) -> str:
    """A role in a unit and everything below it."""
    staff.give_role(visit.session, visit.clock, visit.officer, name, said("role"), said("unit"))
    return f"/admin/officers/{name}"


def take_role(visit: Visit, name: str) -> str:
    """The role back."""
    staff.take_role(visit.session, visit.clock, visit.officer, name, said("role"), said("unit"))
    return f"/admin/officers/{name}"


def dismiss_officer(visit: Visit, name: str) -> str:
    """No more log-in; his steps go back to the lists."""
    staff.dismiss(visit.session, visit.clock, visit.officer, name)
    return f"/admin/officers/{name}"


def restore_officer(visit: Visit, name: str) -> str:
    """It was a mistake, or he is back."""
    staff.restore(visit.session, visit.clock, visit.officer, name)
    return f"/admin/officers/{name}"


def end_sessions(visit: Visit, name: str) -> str:
    """Log him out everywhere."""
    staff.end_sessions(visit.session, visit.clock, visit.officer, name)
    return f"/admin/officers/{name}"


def grant_authority(visit: Visit, name: str) -> str:
    """He signs for a unit: for himself as head, or in whose place (Decree 30/2020 art. 13)."""
    staff.officer_for(visit.session, visit.clock, visit.officer, name)
    grant = Grant(
        name, said("unit"), said("form"), said("head_title"), said("basis"),
        day_said("from_on") or today(visit.clock), day_said("until_on"),
    )  # fmt: skip
    units.grant_authority(visit.session, visit.clock, visit.officer, grant)
    return f"/admin/officers/{name}"


def end_authority(visit: Visit, name: str) -> str:
    """It ends with today."""
    staff.officer_for(visit.session, visit.clock, visit.officer, name)
    units.end_authority(visit.session, visit.clock, visit.officer, said("authority"), today(visit.clock))
    return f"/admin/officers/{name}"
