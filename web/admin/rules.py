"""What the office sets itself in the rule packs: proposed by one administrator, approved by another."""

from datetime import time

from flask import Response, request

from cases import editions, officepacks
from cases.rulepacks import packs
from ground.clock import today
from ground.errors import Problem
from web.admin.forms import day_said, day_words, said
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show
from web.words import ROLES

# The settings that stand in the form, in its order; every other one is set in the page of TOML below it.
SETTINGS = {
    "code.pattern": "Pattern of the dossier code", "code.unit": "Whose code it bears",
    "code.owner": "Two digits of the owner of a central system",
    "start.cutoff": "When the clock of a late receipt starts",
    "start.at": "Hour for that", "transfer.same_day_until": "Handed on the same day until",
    "transfer.paper_within": "Paper follows within", "online.notify": "Officer told of an online dossier within",
    "online.answer": "Online dossier answered within", "supplement.wait": "A supplement is waited for",
    "apology.before": "Apology so long before the date", "desk.apology_delay": "New date proposed so much later",
    "desk.apology_signer": "Role that signs the apology", "desk.stop_decided_by": "Role that may stop the handling",
    "desk.consult_term": "Another unit answers within", "desk.idle_after": "A dossier lies still after",
    "desk.fee_reminder": "Fee spoken of again after",
}  # fmt: skip
# What some of them may be, in words.
OPTIONS = {
    "code.unit": {"receiving": "the unit that receives", "handling": "the unit that decides"},
    "start.cutoff": {
        "after_hours": "at once; closed: at the next opening", "at": "after the hour below: the next working day",
        "last_hour": "in the last hour: the next working day", "none": "at any hour of work at once",
    },
    "desk.apology_signer": ROLES, "desk.stop_decided_by": ROLES,
}  # fmt: skip


def routes(house: House) -> None:
    """`/admin/rules`."""
    house.page("/admin/rules", show_rules)
    house.deed("/admin/rules/proposal", propose_rules, refuse_rules)
    house.deed("/admin/rules/<key>/approval", approve_rules, refuse_rules)
    house.deed("/admin/rules/<key>/rejection", reject_rules, refuse_rules)


def show_rules(visit: Visit) -> Response:
    """The editions with what each one changes, and the form for a new one."""
    return _page(visit)


def _page(visit: Visit, sentence: str = "", state: int = 200) -> Response:
    rows = officepacks.editions(visit.session, visit.clock, visit.officer)
    known = [pack.key for pack in packs()]
    asked = request.values.get("pack", "")
    base = asked if asked in known else known[-1]
    shipped = editions.settings_of(base)
    return show(
        "admin/rules.html", state, base=base, packs=known, sentence=sentence, typed=request.form,
        day=today(visit.clock), day_words=day_words,
        settings=[(name, words, shipped[name]) for name, words in SETTINGS.items()],
        rows=[(row, editions.differences(row.base, row.page)) for row in rows], words=SETTINGS,
        options=OPTIONS,
    )  # fmt: skip


def propose_rules(visit: Visit) -> str:
    """Put up what was filled in, and the page below it."""
    base, day = said("pack"), day_said("from") or today(visit.clock)
    officepacks.propose(visit.session, visit.clock, visit.officer, base, _written(base), said("note"), day)
    return "/admin/rules"


def _written(base: str) -> str:
    """The filled fields as TOML, each in the kind of value the shipped pack has there; then the page of the rest."""
    shipped = editions.settings_of(base)
    lines = [
        f"{name} = {text if isinstance(shipped[name], time) else _quoted(text)}"
        for name in SETTINGS
        if (text := said(f"s.{name}"))
    ]
    return "\n".join((*lines, said("page")))


def _quoted(text: str) -> str:
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def approve_rules(visit: Visit, key: str) -> str:
    """Into force from its day on, by the decision named."""
    officepacks.approve_edition(visit.session, visit.clock, visit.officer, key, said("reference"))
    return "/admin/rules"


def reject_rules(visit: Visit, key: str) -> str:
    """Turned down, for a reason."""
    officepacks.reject_edition(visit.session, visit.clock, visit.officer, key, said("reference"))
    return "/admin/rules"


def refuse_rules(visit: Visit, problem: Problem, key: str = "") -> Response:
    """The same page, with why not."""
    return _page(visit, problem.sentence(language()), state_of(problem))
