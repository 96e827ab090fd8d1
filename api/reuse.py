"""Papers that are here already, and how many were not asked for again."""

from datetime import date
from typing import Any

from flask import Response

from api.bearer import caller, token
from api.door import Act, Answer, Door, body_bytes, fingerprint
from api.reading import read_json, read_shape
from api.schemas_in import RepeatHeader
from api.schemas_reuse import FoundOut, LookedUpOut, LookUpIn, OfferOut, ShareOut, SharesOut
from cases.queries.supervision import overseen
from cases.reuse import Found, Holder, looking, shares
from ground.clock import today
from ground.database import reading

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """`/reuse-searches`, `/reuse-figures`."""

    def look_up_papers() -> Response:
        """Look through data of the State, results of this house, the person's own store and papers accepted before.
        The journal keeps who looked.
        """
        token()
        content = body_bytes()
        body, desk = read_shape(LookUpIn, read_json(content or b"{}")), door.desk
        with reading(desk.database) as session:
            holder = Holder(body.kind, body.identity.upper())
            look = looking.begin(session, desk.clock, caller(desk, session).officer, body.procedure, holder)
        # The databases of the State are asked with no transaction open.
        findings = looking.ask(desk.national, desk.clock, look)

        def finish(act: Act) -> Answer:
            is_trial = desk.national.is_trial
            found = looking.finish(act.session, act.clock, act.officer, look, findings, is_trial)
            return Answer(LookedUpOut(rows=[_found(each) for each in found.values()]))

        return door.carry_out(fingerprint(content), finish)

    door.raw("/reuse-searches", look_up_papers, look_up_papers, LookedUpOut, takes=LookUpIn, **ONCE)
    door.read("/reuse-figures", list_shares, SharesOut)


def list_shares(act: Act) -> Answer:
    """How many papers were not asked for again this year, by procedure and by where they were found."""
    units, on = overseen(act.session, act.clock, act.officer), today(act.clock)
    rows = shares(act.session, units, date(on.year, 1, 1), on)
    return Answer(SharesOut(rows=[ShareOut.model_validate(row) for row in rows]))


def _found(found: Found) -> FoundOut:
    return FoundOut(
        component=found.component, offers=[OfferOut.model_validate(offer) for offer in found.offers],
        database=found.register, agency=found.agency, answer=found.answer,
    )  # fmt: skip
