"""A dossier on one page: who, what, until when, where it stands; and what the counter may do with it."""

from flask import Response, request

from cases import handling, queries
from cases.reception import PaperBrought
from web.fields import Drawing, draw
from web.language import language
from web.visit import House, Visit, show

LIMIT_REASON = 2000


def routes(house: House) -> None:
    """`/dossiers/<code>` and its deeds."""
    house.page("/dossiers/<code>", show_dossier)
    house.deed("/dossiers/<code>/supplement", answer_supplement)
    house.deed("/dossiers/<code>/withdrawal", withdraw)


def show_dossier(visit: Visit, code: str) -> Response:
    """Everything the officer may see of it."""
    page = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    deadline = queries.deadline_of(visit.session, visit.clock, visit.officer, code)
    history = queries.journal_of(visit.session, visit.officer, code)
    fields = draw(page.form, page.answers, Drawing(language(), is_locked=True))
    return show("dossier.html", page=page, deadline=deadline, history=history, fields=fields,
                is_new="new" in request.args)  # fmt: skip


def answer_supplement(visit: Visit, code: str) -> str:
    """The applicant has brought what was asked for."""
    note = request.form.get("note", "").strip()[:LIMIT_REASON]
    handling.supplement_answered(visit.session, visit.clock, visit.officer, code, papers_brought(), note)
    return f"/dossiers/{code}"


def withdraw(visit: Visit, code: str) -> str:
    """The applicant takes the dossier back."""
    reason = request.form.get("reason", "").strip()[:LIMIT_REASON]
    handling.withdraw(visit.session, visit.clock, visit.officer, code, reason)
    return f"/dossiers/{code}"


def papers_brought() -> tuple[PaperBrought, ...]:
    """The components ticked or counted on the page: `o.<code>` originals and `c.<code>` copies."""
    codes = dict.fromkeys(name[2:] for name in request.form if name[:2] in ("o.", "c."))
    brought = (PaperBrought(code, _count(f"o.{code}"), _count(f"c.{code}")) for code in codes)
    return tuple(paper for paper in brought if paper.originals or paper.copies)


def _count(name: str) -> int:
    text = request.form.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else 0
