"""Where administration begins, and what was changed about the house: who, when, what before and what after."""

from flask import Response, request

from cases.people import ADMINISTRATOR, require_role
from cases.queries import administration
from web.visit import House, Visit, show

# What each entry of the journal is called.
CHANGES = {
    "officer_engaged": "Officer engaged", "officer_changed": "Officer changed",
    "officer_dismissed": "Officer dismissed", "officer_restored": "Officer restored",
    "role_given": "Role given", "role_taken": "Role taken back",
    "password_renewed": "New password", "password_changed": "Own password changed",
    "sessions_ended": "Logged out everywhere", "unit_founded": "Unit founded",
    "unit_changed": "Unit changed", "unit_ended": "Unit ended", "unit_taken_up_again": "Unit taken up again",
    "substitution_made": "Substitution made", "substitution_ended": "Substitution ended",
    "authority_granted": "Authority to sign granted", "authority_ended": "Authority to sign ended",
    "calendar_decided": "Working time decided", "edition_proposed": "Rules proposed",
    "edition_approved": "Rules approved", "edition_rejected": "Rules turned down",
}  # fmt: skip
# The facts of an entry, in words.
FACTS = {
    "full_name": "Name", "unit": "Unit", "title": "Title", "email": "Email", "role": "Role", "is_active": "May log in",
    "sessions_ended": "Log-ins ended", "steps_put_back": "Steps put back", "password": "Password", "name": "Name",
    "parent": "Unit above", "kind": "Kind", "city": "City", "phone": "Telephone", "valid_from_on": "From",
    "until_on": "Exists until", "successor": "Taken over by", "absent": "Away", "substitute": "Stands in",
    "from_at": "From", "until_at": "Until", "procedures": "Procedures", "reason": "Reason", "basis": "Legal basis",
    "day_on": "Day", "hours": "Hours", "reference": "Decision", "moved": "Dates moved", "stayed": "Dates kept",
    "note": "Why", "changes": "What changes", "officer": "Officer", "form": "Form", "head_title": "Title of the head",
    "from_on": "From", "username": "Log-in name",
}  # fmt: skip


def routes(house: House) -> None:
    """`/admin`, `/admin/changes`."""
    house.page("/admin", show_administration)
    house.page("/admin/changes", show_changes)


def show_administration(visit: Visit) -> Response:
    """The parts of administration, each with what it is for, and the newest changes."""
    require_role(visit.session, visit.clock, visit.officer, ADMINISTRATOR)
    found = list(administration.changes(visit.session, visit.clock, visit.officer))[:8]
    return show("admin/overview.html", changes=found, names=CHANGES, facts=FACTS)


def show_changes(visit: Visit) -> Response:
    """The changes, newest first: all of them, or of one officer or unit."""
    subject = request.args.get("of", "")[:100]
    found = list(administration.changes(visit.session, visit.clock, visit.officer, subject))
    return show("admin/changes.html", changes=found, subject=subject, names=CHANGES, facts=FACTS)
