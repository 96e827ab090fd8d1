"""The facts each paper needs. Who prints fills one of these; a template that meets a missing fact refuses to print.

Days are `date`, instants aware `datetime` (shown in Vietnam's time), amounts whole dong, everything else is text.
The order and wording of the slips follow the annex of Circular 03/2025, the layout Decree 30/2020, Annex I.
"""

from datetime import date, datetime
from typing import Literal, TypedDict

from ground.canonical import Json


class Office(TypedDict):
    """Who issues the paper: the superior body, the unit, the place in the date line, and how to reach it."""

    parent: str
    name: str
    place: str
    phone: str


class Applicant(TypedDict):
    """Whose dossier it is; the fields nobody gave are empty text and leave their line out."""

    kind: Literal["person", "organisation"]
    full_name: str
    identity: str
    address: str
    phone: str
    email: str


class Representative(Applicant):
    """Who submits on behalf of the applicant, and the paper that authorises it."""

    authority: str


class Signatory(TypedDict):
    """Who signs; `authority` is empty or TM. KT. TL. TUQ. Q. with the head's title (Decree 30/2020, article 13)."""

    authority: str
    title: str
    full_name: str


class PaperFacts(TypedDict):
    """What every paper needs: `made_at` is also the date in its metadata; `look_up` is the address in the QR code."""

    demo: bool
    office: Office
    made_at: datetime
    look_up: str
    signatory: Signatory


class SlipFacts(PaperFacts):
    """What every slip needs; `form_note` names the form, as in "Mẫu số 01"; `applicant` is whose dossier it is."""

    paper_size: Literal["A4", "A5"]
    number: str
    form_note: str
    code: str
    procedure: str
    applicant: Applicant


class PaperLine(TypedDict):
    """One component handed in: how many originals, certified and plain copies."""

    name: str
    originals: int
    certified: int
    copies: int


class RegisterLine(TypedDict):
    """Where the register keeps the dossier."""

    volume: str
    serial: str


class ReceiptFacts(SlipFacts):
    """`slips/receipt.html`, Giấy tiếp nhận hồ sơ và hẹn trả kết quả; `term` as in "10 ngày làm việc"."""

    representative: Representative | None
    request: str
    papers: list[PaperLine]
    sets: int
    term: str
    accepted_at: datetime
    due_at: datetime
    return_way: str
    register: RegisterLine | None
    fee: int | None


class SupplementLine(TypedDict):
    """One thing to complete: the component, what is wrong with it, and the rule that asks for it (may be empty)."""

    name: str
    wrong: str
    basis: str


class Contact(TypedDict):
    """Whom to ask."""

    full_name: str
    phone: str


class SupplementFacts(SlipFacts):
    """`slips/supplement.html`, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ; `on_return` says what the term does then."""

    lines: list[SupplementLine]
    reason: str
    contact: Contact
    answer_by: datetime
    on_return: Literal["restart", "resume"]


class RefusalFacts(SlipFacts):
    """`slips/refusal.html`, Phiếu từ chối tiếp nhận giải quyết hồ sơ; each reason with its legal basis."""

    reasons: list[str]
    basis: str
    advice: str


class ApologyFacts(SlipFacts):
    """`slips/apology.html`, Phiếu xin lỗi; signed by the head of the agency, never by the clerk."""

    accepted_at: datetime
    due_at: datetime
    reason: str
    new_due_at: datetime


class StopFacts(SlipFacts):
    """`slips/stop.html`, Thông báo dừng giải quyết hồ sơ; `asked_on` is None when no answer came in time."""

    accepted_at: datetime | None
    asked_on: date | None
    reason: str
    stopped_at: datetime
    returned: list[str]
    refund: int | None


class ResultFacts(PaperFacts):
    """What the base `result.html` needs; a procedure's own template may ask for more.

    Number and date stay open until the clerk gives them; `number_room` is a number as wide as the real one will be.
    `record` is embedded in the file as machine-readable JSON.
    """

    number_room: str
    excerpt: str
    bases: list[str]
    recipients: list[str]
    record: dict[str, Json]
