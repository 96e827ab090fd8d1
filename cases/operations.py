"""The names a service task may call. Each runs after commit, at least once, under one key: twice changes nothing.

An operation reads what it needs, does the slow work with no transaction open, and writes down what came out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import notices, papertrials, result_rows
from cases.bookfacts import book_facts
from cases.clocks import count_term, pause_term, resume_term
from cases.controlfacts import control_facts
from cases.counting import next_serial
from cases.law import hold, pack_of
from cases.paperfacts import House, Subject, leader_of, result_facts, slip_facts
from cases.result_rows import ResultOutOfOrder, is_approved, kind_of, signatory
from cases.scancopies import SIGN_SCAN, sign_copy
from cases.tables import Apology, Dossier, Handbook, Notice, Officer, Result, Slip
from documents.reading import require_says
from documents.render import render
from documents.sign import Signer, place_number
from documents.vault import Vault
from engine.jobs import Call
from engine.queries import variables_of
from engine.tables import Job
from exchange.mail import Mailer
from ground.canonical import Json
from ground.clock import VIETNAM
from ground.database import reading, transaction

Operation: TypeAlias = Callable[[Call], Mapping[str, Json]]
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Tools:
    """What operations work with: `signer` gives the signer of an officer by log-in name, `seal` is the agency's.

    `slip_signer` gives who signs slips, None where an officer has no key: his slips are printed to be signed by hand.
    """

    vault: Vault
    signer: Callable[[str], Signer]
    seal: Signer
    mailer: Mailer
    address: str = "http://127.0.0.1:8080"
    is_demo: bool = True
    slip_signer: Callable[[str], Signer | None] = lambda _name: None

    @property
    def house(self) -> House:
        return House(self.address, self.is_demo)


def operations(tools: Tools) -> Mapping[str, Operation]:
    """Every operation with its tools in hand."""
    return {name: partial(_run, operation, tools) for name, operation in (OPERATIONS | OWN_WORK).items()}


def _run(operation: "Work", tools: Tools, call: Call) -> Mapping[str, Json]:
    """Do the work; in a designer's trial run there is no dossier, so there is nothing to print, number or send."""
    if call.instance_id is not None:
        with reading(call.database) as session:
            if session.scalar(select(Dossier.id).where(Dossier.instance_id == call.instance_id)) is None:
                return {}
    return operation(tools, call)


def _print_slip(kind: str, tools: Tools, call: Call) -> Mapping[str, Json]:
    """Number a slip once, print it, keep its digest."""
    with transaction(call.database) as session:
        subject = Subject.of(session, call.instance_id)
        slip = _slip_of(session, call, kind, subject)
        if slip.digest is not None:
            return {}
        facts = slip_facts(session, subject, slip, tools.house)
        slip_id = slip.id
        by, number, at = slip.made_by, slip.number, slip.made_at
    page = _signed(tools, render(f"slips/{kind}.html", facts, kind="slip"), by, number, at, is_sealed=kind == "stop")
    digest = tools.vault.keep(page)
    with transaction(call.database) as session:
        session.get_one(Slip, slip_id).digest = digest
    return {}


def _signed(tools: Tools, page: bytes, by: str, number: str, at: datetime, is_sealed: bool = False) -> bytes:
    """The slip with the signature of who makes it, where he has a key; a notice to stop is sealed as well.

    Circular 01/2018 art. 10, Circular 03/2025: a slip is signed by the officer, electronically where it is electronic.
    """
    signer = tools.slip_signer(by) if by else None
    if signer is None:
        return page
    signed = signer.sign(page, reason=f"Lập phiếu {number}", at=at, field="signer")
    return tools.seal.sign(signed, reason=f"Phát hành {number}", at=at, field="seal") if is_sealed else signed


def _print_ordered(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Print a slip that was numbered when somebody asked for it: of a dossier, or of a counter's many."""
    with reading(call.database) as session:
        slip = session.get_one(Slip, str(call.variables["slip"]))
        if slip.digest is not None:
            return {}
        facts = _ordered_facts(session, call, slip, tools.house)
    page = render(f"slips/{slip.kind}.html", facts, kind="slip")
    digest = tools.vault.keep(_signed(tools, page, slip.made_by, slip.number, slip.made_at))
    with transaction(call.database) as session:
        session.get_one(Slip, slip.id).digest = digest
    return {}


def _ordered_facts(session: Session, call: Call, slip: Slip, house: House) -> Mapping[str, Any]:
    if slip.dossier_id is None:
        return book_facts(session, slip, house)
    subject = Subject.of(session, call.instance_id)
    return (control_facts if slip.kind == "control" else slip_facts)(session, subject, slip, house)


def _print_apology(tools: Tools, call: Call) -> Mapping[str, Json]:
    """The draft of an apology, for the head to look at; or, once he has decided, the letter, signed and sealed."""
    if call.variables.get("is_draft"):
        return _draft_apology(tools, call)
    with transaction(call.database) as session:
        subject = Subject.of(session, call.instance_id)
        slip = _slip_of(session, call, "apology", subject)
        if slip.digest is not None:
            return {}
        by = slip.made_by = session.get_one(Apology, subject.dossier.id).signed_by
        facts, at, slip_id, code = slip_facts(session, subject, slip, tools.house), slip.made_at, slip.id, slip.number
    letter = tools.signer(by).sign(
        render("slips/apology.html", facts, kind="slip"), reason=f"Xin lỗi {code}", at=at, field="signer"
    )
    digest = tools.vault.keep(tools.seal.sign(letter, reason=f"Phát hành {code}", at=at, field="seal"))
    with transaction(call.database) as session:
        session.get_one(Slip, slip_id).digest = digest
    return {}


def _draft_apology(tools: Tools, call: Call) -> Mapping[str, Json]:
    with reading(call.database) as session:
        subject = Subject.of(session, call.instance_id)
        leader = leader_of(session, call.clock, subject.dossier)
        number = f"……/{pack_of(subject.dossier).slip_number('apology', 1).partition('/')[2]}"
        unsigned = Slip(
            dossier_id=subject.dossier.id, kind="apology", number=number, made_by=leader, paper_size="",
            made_at=_opened_at(session, call),
        )  # fmt: skip
        facts = slip_facts(session, subject, unsigned, tools.house)
    digest = tools.vault.keep(render("slips/apology.html", facts, kind="slip"))
    with transaction(call.database) as session:
        session.get_one(Apology, subject.dossier.id).draft_digest = digest
    return {}


def _slip_of(session: Session, call: Call, kind: str, subject: Subject) -> Slip:
    """The slip this job prints: made at the first attempt, found again at every other."""
    found = session.scalar(select(Slip).where(Slip.job_key == call.key))
    if found is not None:
        return found
    dossier, at = subject.dossier, call.clock.now()
    hold(session, dossier)
    serial = next_serial(session, dossier.unit_id, f"slip:{kind}", at.astimezone(VIETNAM).year)
    slip = Slip(
        dossier_id=dossier.id, kind=kind, number=pack_of(dossier).slip_number(kind, serial), job_key=call.key,
        made_by=signatory(session, dossier), made_at=at,
    )  # fmt: skip
    session.add(slip)
    session.flush()
    return slip


def _draft_result(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Fill the template of the result the step names in its header `result`, for the leader who is going to sign.

    Ordered by the desk, `variables` say in whose name, and where the process stands that knows what the paper says.
    """
    with reading(call.database) as session:
        subject = Subject.of(session, call.instance_id)
        kind = kind_of(subject.procedure, call.headers.get("result", ""))
        asked = str(call.variables.get("signer") or "")
        if asked and is_approved(session, subject.dossier):
            return {}
        signer = asked or leader_of(session, call.clock, subject.dossier, kind)
        known = _seen(session, call, subject.dossier.instance_id)
        facts = result_facts(session, subject, kind, known, tools.house, _opened_at(session, call), signer)
    name = f"{subject.procedure.slug}.{kind.template}.html"
    page = subject.procedure.files[name].decode("utf-8")
    digest = tools.vault.keep(render(name, facts, kind="result", sources={name: page}))
    with transaction(call.database) as session:
        dossier = hold(session, Subject.of(session, call.instance_id).dossier)
        result_rows.draft(session, call.clock, dossier, kind, digest, SYSTEM, signer)
    return {"result_kind": kind.kind}


def _seen(session: Session, call: Call, instance_id: str) -> Mapping[str, Json]:
    """What the process knows where the draft is ordered: a part it calls knows more than the whole."""
    token = session.scalars(select(Job.token).where(Job.id == call.key)).one() or call.variables.get("token")
    known = variables_of(session, call.clock, instance_id)
    return known if not token else known | variables_of(session, call.clock, instance_id, str(token))


def _opened_at(session: Session, call: Call) -> datetime:
    """When the work was ordered: the same on every attempt, so that the bytes are."""
    return session.scalars(select(Job.opened_at).where(Job.id == call.key)).one()


def _sign_result(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Put the deciding officer's signature under the bytes he agreed to, read once more before; any other draft is
    refused.
    """
    with reading(call.database) as session:
        dossier = Subject.of(session, call.instance_id).dossier
        result = _result(session, dossier.id)
        if result.state != "drafted":
            return {}
        by, at, draft = signatory(session, dossier), _opened_at(session, call), result.draft_digest
        result_rows.require_approval(result, dossier.code, by)
        name = session.scalars(select(Officer.full_name).where(Officer.name == by)).one()
    paper = tools.vault.read(draft)
    require_says(paper, {"code": dossier.code, "result": result.key, "signer": name}, name)
    signed = tools.signer(by).sign(paper, reason=f"Hồ sơ {dossier.code}", at=at, field="signer")
    digest = tools.vault.keep(signed)
    with transaction(call.database) as session:
        dossier = hold(session, Subject.of(session, call.instance_id).dossier)
        result = _result(session, dossier.id)
        if result.draft_digest != draft:
            raise ResultOutOfOrder(code=dossier.code, state="drafted", wanted="drafted")
        if result.state == "drafted":
            result_rows.require_approval(result, dossier.code, by)
            result_rows.sign(session, call.clock, dossier, digest, by)
    return {}


def _number_result(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Give the result its number, once, and place number and date in its head."""
    with transaction(call.database) as session:
        subject = Subject.of(session, call.instance_id)
        dossier = hold(session, subject.dossier)
        result = _result(session, dossier.id)
        if result.number is None:
            result = result_rows.number(session, call.clock, dossier, kind_of(subject.procedure, result.key), SYSTEM)
    if result.numbered_digest is None:
        assert result.signed_digest is not None
        assert result.number is not None
        assert result.issued_on is not None
        digest = tools.vault.keep(place_number(tools.vault.read(result.signed_digest), result.number, result.issued_on))
        with transaction(call.database) as session:
            session.get_one(Result, result.id).numbered_digest = digest
    return {"result_number": result.number}


def _issue_result(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Seal for the agency: the bytes that leave the house."""
    with reading(call.database) as session:
        dossier = Subject.of(session, call.instance_id).dossier
        result, at = _result(session, dossier.id), _opened_at(session, call)
        if result.state in ("issued", "returned"):
            return {}
    if result.numbered_digest is None:
        raise ResultOutOfOrder(code=dossier.code, state=result.state, wanted="numbered")
    numbered = tools.vault.read(result.numbered_digest)
    digest = tools.vault.keep(tools.seal.sign(numbered, reason=f"Phát hành {result.number}", at=at, field="seal"))
    with transaction(call.database) as session:
        dossier = hold(session, Subject.of(session, call.instance_id).dossier)
        if _result(session, dossier.id).state == "numbered":
            result_rows.issue(session, call.clock, dossier, digest, SYSTEM)
    return {}


def _result(session: Session, dossier_id: str) -> Result:
    return session.scalars(select(Result).where(Result.dossier_id == dossier_id)).one()


def _send_notice(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Send a queued notice; the mailer is given its id, so that a second attempt is the same letter.

    A step of a drawing queues one instead: its headers say which `notice` and the role it goes `to`.
    """
    if "notice" in call.headers:
        with transaction(call.database) as session:
            dossier = hold(session, Subject.of(session, call.instance_id).dossier)
            about, kind = call.headers.get("about", ""), call.headers["notice"]
            notices.tell_role(session, call.clock, dossier, call.headers["to"], kind, call.key, about)
        return {}
    with reading(call.database) as session:
        notice = session.get_one(Notice, str(call.variables["notice"]))
    if notice.sent_at is None:
        tools.mailer.send(notice.recipient, notice.subject, notice.body, notice.id)
        with transaction(call.database) as session:
            session.get_one(Notice, notice.id).sent_at = call.clock.now()
    return {}


def _sign_scan(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Sign and seal the copy of a scanned paper an officer has approved; ordered by the desk, never by a drawing."""
    sign_copy(tools.vault, tools.slip_signer, tools.seal, call)
    return {}


def _fix_due_date(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Tell the drawing the date that was fixed when the dossier was accepted."""
    with reading(call.database) as session:
        due_at = Subject.of(session, call.instance_id).dossier.due_at
    return {"due_at": due_at.isoformat() if due_at is not None else None}


def _print_handbook(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Print the handbook of a procedure from the facts it was ordered with."""
    with reading(call.database) as session:
        if session.get_one(Handbook, str(call.variables["handbook"])).digest is not None:
            return {}
    digest = tools.vault.keep(render("handbook/handbook.html", call.variables["facts"], kind="book"))
    with transaction(call.database) as session:
        session.get_one(Handbook, str(call.variables["handbook"])).digest = digest
    return {}


def _draw_trial(tools: Tools, call: Call) -> Mapping[str, Json]:
    """Draw a template with example values for whoever designs it."""
    trial = str(call.variables["trial"])
    with reading(call.database) as session:
        drawing = papertrials.order_of(session, trial)
    if drawing is not None:
        digest, fault = papertrials.draw(tools.vault, drawing)
        with transaction(call.database) as session:
            papertrials.note_drawn(session, trial, digest, fault)
    return {}


Work: TypeAlias = Callable[[Tools, Call], Mapping[str, Json]]
OPERATIONS: dict[str, Work] = {
    "print_receipt": partial(_print_slip, "receipt"),
    "print_supplement": partial(_print_slip, "supplement"),
    "print_refusal": partial(_print_slip, "refusal"),
    "print_stop": partial(_print_slip, "stop"),
    "print_slip": _print_ordered,
    "print_apology": _print_apology,
    "draft_result": _draft_result,
    "sign_result": _sign_result,
    "number_result": _number_result,
    "issue_result": _issue_result,
    "send_notice": _send_notice,
    "fix_due_date": _fix_due_date,
    "pause_term": lambda _tools, call: pause_term(call),
    "resume_term": lambda _tools, call: resume_term(call),
    "count_term": lambda _tools, call: count_term(call),
}
# Work the house orders itself; no drawing may name it.
OWN_WORK: dict[str, Work] = {"draw_trial": _draw_trial, "print_handbook": _print_handbook, SIGN_SCAN: _sign_scan}
