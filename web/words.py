"""What every template may say: translated words, Vietnamese moments, the standing of a clock in words and shape."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, request

from cases import dossier
from cases.deadlines import Timing, parse_term
from cases.desk import Desk
from cases.form_kinds import places
from ground.clock import VIETNAM
from ground.errors import Problem
from ground.messages import translate
from web import brand, moments
from web.assets import asset
from web.fields import in_rows
from web.language import language
from web.prose import prose
from web.run_words import TABLES

ROLES = {
    "bo_phan_mot_cua": "One-stop counter", "lanh_dao_phong": "Head of division", "chuyen_vien": "Specialist",
    "lanh_dao_don_vi": "Head of the unit", "van_thu": "Registry", "luu_tru": "Archive", "giam_sat": "Supervisor",
    "thiet_ke": "Process designer", "quan_tri": "Administrator", "lanh_dao_bo": "Leader of the ministry",
    "van_phong_ubnd": "Office of the committee", "lanh_dao_van_phong": "Head of the committee's office",
    "chu_tich_ubnd": "Chairman of the committee", "can_bo_xa": "Commune officer",
    "lanh_dao_xa": "Leader of the commune",
    "chuyen_vien_ho_so": "Keeper of files", "lanh_dao_ho_so": "Head of the file keepers",
    "van_thu_ho_so": "Registry of the file keepers",
}  # fmt: skip
# Who signs results somewhere in the house: he gets the table of what waits for his signature.
SIGNERS = frozenset({"lanh_dao_don_vi", "lanh_dao_bo", "chu_tich_ubnd", "lanh_dao_xa", "lanh_dao_ho_so"})
SLIPS = {
    "receipt": "Receipt with the date of return", "supplement": "Request for supplement",
    "refusal": "Refusal to accept", "apology": "Apology and new date", "stop": "Notice that handling has stopped",
    "control": "Control slip", "register": "Register", "handover": "Hand-over list",
    "result_receipt": "Receipt of the result",
}  # fmt: skip
RESULT_STATES = {
    "drafted": "Drafted", "signed": "Signed", "numbered": "Numbered", "issued": "Issued", "returned": "Returned",
}  # fmt: skip
TASK_STATES = {"open": "Free to take", "claimed": "In hand", "completed": "Done", "cancelled": "Dropped"}
STEP_STATES = {
    "running": "In time", "warned": "Due soon", "breached": "Late",
    "escalated": "Late, superior told", "closed": "Done",
}  # fmt: skip
TIMINGS = {
    "not_started": "Not started", "paused": "Paused", "in_time": "In time", "soon": "Due soon", "late": "Late",
    "early": "Early", "on_time": "On time", "none": "No date",
}  # fmt: skip
ENTRIES = {
    "definition_deployed": "Drawing handed in", "definition_approved": "Drawing approved",
    "definition_retired": "Version retired", "version_proposed": "Change of a version asked for",
    "version_proposal_declined": "Change of a version declined",
    "instance_started": "Process started", "instance_suspended": "Process suspended",
    "instance_resumed": "Process resumed", "instance_cancelled": "Process cancelled", "instance_ended": "Process ended",
    "task_opened": "Step opened", "task_claimed": "Step taken", "task_released": "Step put back",
    "task_completed": "Step completed", "task_handed_over": "Step handed over",
    "step_reminded": "Reminder sent", "justification_asked": "Justification asked for",
    "justification_given": "Justification given", "justification_accepted": "Justification accepted",
    "task_cancelled": "Step dropped",
    "timer_fired": "A date has come", "timer_moved": "A date was moved", "message_received": "Message received",
    "job_done": "Machine work done", "job_failed": "Machine work failed", "incident_opened": "Incident opened",
    "incident_solved": "Incident solved", "incident_retried": "Incident tried again",
    "variables_corrected": "Values corrected", "token_moved": "Moved by hand to another step",
    "instance_rewound": "Put back to an earlier step", "instance_migrated": "Carried to another version of the drawing",
    "dossier_submitted": "Dossier submitted", "dossier_accepted": "Dossier accepted",
    "dossier_refused": "Dossier not accepted", "dossier_withdrawn": "Dossier withdrawn",
    "dossier_closed": "Dossier closed", "dossier_moved": "State changed", "supplement_asked": "Supplement asked",
    "supplement_answered": "Supplement answered", "supplement_expired": "Supplement not brought in time",
    "paused": "Clock paused", "unpaused": "Clock goes on", "due_date_changed": "Date of return set",
    "step_warned": "Step due soon", "step_breached": "Step late", "step_escalated": "Superior told",
    "apology_issued": "Apology issued", "result_drafted": "Result drafted", "result_approved": "Draft agreed to",
    "result_replaced": "Result replaced", "result_withdrawn": "Result withdrawn", "result_signed": "Result signed",
    "result_numbered": "Result numbered", "result_issued": "Result issued", "result_returned": "Result returned",
    "task_reassigned": "Step reassigned", "dossier_handed_over": "Dossier handed over",
    "consultation_asked": "Opinion asked", "consultation_answered": "Opinion given",
    "consultation_extended": "More time for an opinion", "consultation_overdue": "No opinion in time",
    "apology_drafted": "Apology drafted", "apology_dropped": "Apology not needed",
    "supplement_allowed": "A second supplement allowed",
    "dossier_stopped": "Handling stopped by decision", "fee_paid": "Fee paid", "fee_refunded": "Fee given back",
    "hold_put": "Held by law", "hold_lifted": "Hold lifted", "archive_listed": "Listed for the archive",
    "archive_accepted": "Taken over by the archive", "archive_returned": "Sent back by the archive",
    "rated": "Rated", "slip_ordered": "Slip ordered", "slip_printed": "Slip printed",
    "personal_data_viewed": "Personal data viewed", "note_written": "Note written", "paper_filed": "File handed in",
    "papers_reused": "Papers taken from what is here",
    "paper_judged": "Signatures checked again",
    "paper_laid_aside": "File laid aside",
    "scan_taken_in": "Scan taken in", "scan_failed": "Scan not readable", "scan_read_again": "Scan read once more",
    "scan_approved": "Scan approved", "scan_refused": "Scan refused", "scan_signed": "Scan signed",
    "backlog_list_opened": "List of results handed in",
}  # fmt: skip
OPINION_STATES = {
    "open": "waits for an answer", "answered": "answered", "silent": "silence as agreed", "cancelled": "called off",
}  # fmt: skip
OPINION_WORDS = {"agreed": "agrees", "objected": "objects", "remarked": "remarks"}
PAUSES = {"restart": "The term begins again", "suspend": "The term stands still", "reception": "Not begun yet"}

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def t(text: str, **params: object) -> str:
    """The sentence in the visitor's language."""
    return translate(text, language(), **params)


def timing_words(timing: Timing) -> str:
    """`còn 1 ngày 4 giờ`, `quá 2 giờ`, `tạm dừng` …"""
    is_late_by_rule = timing.is_late and timing.remaining is not None and timing.remaining >= timedelta(0)
    if timing.remaining is None or not timing.is_open or timing.state == "paused" or is_late_by_rule:
        return t(TIMINGS.get(timing.state, timing.state))
    span = moments.show_span(timing.remaining, language())
    return t("late by {span}", span=span) if timing.remaining.total_seconds() < 0 else t("{span} left", span=span)


def dossier_state(state: str) -> str:
    """The name of a dossier's state."""
    return dossier.WORDS.get(state, {}).get(language(), state)


def term_words(term: str) -> str:
    """`10 ngày làm việc` for `10wd`."""
    try:
        return parse_term(term).words(language())
    except Problem:
        return term


def money(amount: int) -> str:
    """`600.000 đồng`."""
    return f"{amount:,}".replace(",", ".") + " " + t("dong")


def here() -> str:
    """The address of this page, for coming back to it; a deed's address is its page's with one word more."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return request.path.rpartition("/")[0] or "/"


def speak(web: Blueprint, desk: Desk) -> None:
    """Give these words to every template of this door."""
    words: dict[str, Any] = {
        "t": t, "asset": asset, "here": here, "money": money, "prose": prose,
        "timing_words": timing_words, "dossier_state": dossier_state, "term_words": term_words,
        "ROLES": ROLES, "SIGNERS": SIGNERS, "SLIPS": SLIPS, "RESULT_STATES": RESULT_STATES, "TASK_STATES": TASK_STATES,
        "TIMINGS": TIMINGS, "STEP_STATES": STEP_STATES, "PAUSES": PAUSES,
        "ENTRIES": ENTRIES, "PLACES_TOP": places().tops,
        "OPINION_STATES": OPINION_STATES, "OPINION_WORDS": OPINION_WORDS,
        **TABLES, **brand.words(desk.brand),
    }  # fmt: skip

    # Globals, not context: an imported macro sees no context.
    for name, word in words.items():
        web.add_app_template_global(word, name)

    @web.app_context_processor
    def _moment() -> dict[str, Any]:
        return {"language": language(), "now": desk.clock.now().astimezone(VIETNAM)}

    for name, show in FILTERS.items():
        web.app_template_filter(name)(show)


def _clock_time(at: datetime) -> str:
    return at.astimezone(VIETNAM).strftime("%H:%M")


def _figure(value: float) -> str:
    return moments.show_figure(value, language())


def _weekday(on: date, is_inside: bool = False) -> str:
    """`Thứ Ba 24/11`; inside a sentence `thứ Ba 24/11`."""
    name = t(WEEKDAYS[on.weekday()])
    if is_inside and language() == "vi":
        name = name[0].lower() + name[1:]
    return f"{name} {moments.show_day(on)[:5]}"


FILTERS: Mapping[str, Callable[..., object]] = {
    "day": moments.show_day, "typed_day": moments.typed_day, "instant": moments.show_instant,
    "instant_day": moments.show_instant_day, "machine": moments.machine_instant, "clock_time": _clock_time,
    "figure": _figure, "weekday": _weekday, "in_rows": in_rows,
}  # fmt: skip
