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


class FormFacts(PaperFacts):
    """What every form of the one-stop mechanism needs; `form_note` names it, as in "Mẫu số 01".

    `heading` is the title under another circular; empty where the template's own holds.
    """

    paper_size: Literal["A4", "A5"]
    number: str
    form_note: str
    heading: str


class SlipFacts(FormFacts):
    """A form about one dossier; `applicant` is whose it is."""

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
    """`slips/receipt.html`, Giấy tiếp nhận hồ sơ và hẹn trả kết quả; `term` as in "10 ngày làm việc".

    `layout`: a list of the papers (2025) or a table of their counts (2018).
    """

    layout: Literal["list", "table"]
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
    """`slips/apology.html`, Phiếu xin lỗi; signed by the head of the agency, never by the clerk.

    `receiver` is the one-stop department that passes it on.
    """

    receiver: str
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


class HandoverPart(TypedDict):
    """One hand-over of a dossier: who gave it and who took it, where, when, and how the giver stood with his time."""

    giver: str
    giver_unit: str
    receiver: str
    receiver_unit: str
    at: datetime
    verdict: str
    note: str


class ControlFacts(SlipFacts):
    """`slips/control.html`, Phiếu kiểm soát quá trình giải quyết hồ sơ: the journal, drawn. Nobody types it."""

    handling: str
    consulted: list[str]
    accepted_at: datetime | None
    due_at: datetime | None
    promised_at: datetime | None
    hand_overs: list[HandoverPart]


class RegisterRow(TypedDict):
    """One dossier in the register."""

    serial: str
    code: str
    procedure: str
    applicant: str
    contact: str
    office: str
    sets: int
    accepted_at: datetime
    due_at: datetime
    returned_at: datetime | None
    return_way: str
    note: str


class RegisterFacts(FormFacts):
    """`slips/register.html`, Sổ theo dõi hồ sơ: a volume or some days of it. `is_wide` has the columns of 2018 too."""

    volume: str
    field_name: str
    from_on: date
    until_on: date
    is_wide: bool
    rows: list[RegisterRow]


class HandoverRow(TypedDict):
    """One dossier of a hand-over list and the papers that go with it."""

    code: str
    procedure: str
    applicant: str
    papers: list[PaperLine]
    due_at: datetime | None
    note: str


class HandoverFacts(FormFacts):
    """`slips/handover.html`, Phiếu bàn giao hồ sơ: what leaves one unit for another together."""

    giving: str
    taking: str
    rows: list[HandoverRow]


class ArchiveRow(TypedDict):
    """One dossier that goes to the archive; `keep_until_on` is empty for one kept for ever."""

    code: str
    title: str
    from_on: date
    until_on: date
    kept_for: str
    keep_until_on: date | None
    papers: int


class ArchiveListFacts(FormFacts):
    """`slips/archive_list.html`, Mục lục hồ sơ nộp lưu: what a unit hands over to the archive of a year."""

    year: int
    rows: list[ArchiveRow]


class ResultReceiptFacts(SlipFacts):
    """`slips/result_receipt.html`, Giấy biên nhận trả kết quả: what was given to whom."""

    receiver: str
    receiver_identity: str
    result: str
    result_number: str
    issued_on: date | None
    way: str
    returned_at: datetime
    returned: list[str]


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


# What a procedure's own template may read beside `ResultFacts`.
OWN_FACTS = frozenset({"answers", "applicant", "code", "accepted_at", "reason", "variables"})
