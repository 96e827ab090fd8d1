"""What the signatures of a handed-in file are worth: in words, every finding so far, and judged anew when asked."""

from typing import Any

from flask import Response

from cases.desk import Desk
from cases.filing import file_in, judge_again
from cases.verdicts import judge, verdicts_of
from ground.errors import Problem
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show

ONE = "/dossiers/<code>/papers/<digest>/verdict"


def routes(house: House) -> None:
    """One file's page, and its button."""
    house.page(ONE, show_verdict)
    house.upload(ONE, may_judge, look_at_signatures, judge_file_again, show_verdict_refusal, 4096)


def show_verdict(visit: Visit, code: str, digest: str) -> Response:
    """All findings, newest first."""
    return _page(visit, code, digest)


def may_judge(visit: Visit, code: str, digest: str) -> None:
    """Who may see the file may have it judged."""
    file_in(visit.session, visit.clock, visit.officer, code, digest)


def look_at_signatures(desk: Desk, code: str, digest: str) -> object:
    """The verdict of today, with no transaction open."""
    return judge(desk.vault, digest, desk.trust())


def judge_file_again(visit: Visit, found: Any, code: str, digest: str) -> str:
    """Keep it beside the earlier ones."""
    judge_again(visit.session, visit.clock, visit.officer, code, digest, found)
    return f"/dossiers/{code}/papers/{digest}/verdict"


def show_verdict_refusal(visit: Visit, problem: Problem, code: str, digest: str) -> Response:
    """The page again with what was refused."""
    return _page(visit, code, digest, problem)


def _page(visit: Visit, code: str, digest: str, problem: Problem | None = None) -> Response:
    file, dossier = file_in(visit.session, visit.clock, visit.officer, code, digest)
    visit.saw(dossier.code)
    found = verdicts_of(visit.session, file, language())
    sentence = problem.sentence(language()) if problem else ""
    state = state_of(problem) if problem else 200
    return show("signing/verdict.html", state, file=file, code=code, found=found, sentence=sentence)
