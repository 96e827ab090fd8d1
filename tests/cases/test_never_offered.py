"""Whatever lies in the stores: nothing expired, withdrawn, used up, taken out or somebody else's is ever offered."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from cases.procedure import active_procedure, deploy_shipped
from cases.reuse import Holder, Look, ladder, look_of
from cases.reuse.validity import serves
from cases.rulepacks import pack_on
from cases.tables import NationalAnswer, OwnPaper, PaperConsent
from ground.clock import FixedClock, today
from ground.database import transaction
from tests.cases.desk import shipped
from tests.conftest import MORNING
from tests.rooms import Rooms

SLUG = "giay_phep_lao_dong"
AN, MAI = Holder("citizen", "001190000001"), Holder("citizen", "001190000002")
CRIMINAL, HEALTH, PASSPORT = (f"000.00.00.G09-KQ00{serial}" for serial in ("2269", "2268", "2272"))
PERIODS = {CRIMINAL: "6mo", HEALTH: "12mo", PASSPORT: "60mo"}
CLOCK = FixedClock(MORNING)
ON = today(CLOCK)
DAYS = some.one_of(some.none(), some.integers(-2200, 30).map(lambda days: ON + timedelta(days)))
ENDS = some.one_of(some.none(), some.integers(-400, 400).map(lambda days: ON + timedelta(days)))


@dataclass(frozen=True)
class Laid:
    """A paper in a store, and what its owner has said of it."""

    owner: Holder
    component: str
    issued_on: date | None
    valid_until_on: date | None
    is_removed: bool
    verdict: str
    procedure: str
    is_once: bool
    is_used: bool
    is_withdrawn: bool

    @property
    def may_serve(self) -> bool:
        """Told here once more, from the law's words and without the ladder's code."""
        consent = self.procedure in ("", SLUG) and not self.is_withdrawn and not (self.is_once and self.is_used)
        whole = not self.is_removed and self.verdict in ("unsigned", "good")
        return self.owner == AN and consent and whole and serves(
            PERIODS[self.component], self.issued_on, ON, self.valid_until_on
        )  # fmt: skip


LAID = some.builds(
    Laid, some.sampled_from((AN, AN, MAI)), some.sampled_from(tuple(PERIODS)), DAYS, ENDS, some.booleans(),
    some.sampled_from(("unsigned", "good", "changed")), some.sampled_from(("", SLUG, "khai_bao_thiet_bi")),
    some.booleans(), some.booleans(), some.booleans(),
)  # fmt: skip


@pytest.fixture
def database(sqlite_rooms: Rooms, sqlite_url: str) -> Engine:
    """What is offered is the same on every database; the stories look at both."""
    opened = sqlite_rooms.at(sqlite_url).enter()
    with transaction(opened) as session:
        deploy_shipped(session, CLOCK, shipped(SLUG))
    return opened


def look(session: Session) -> Look:
    return look_of(CLOCK, AN, active_procedure(session, SLUG, ON)[1], pack_on(ON))


def lay(session: Session, laid: Laid, name: str) -> str:
    row = OwnPaper(
        owner_kind=laid.owner.kind, owner_identity=laid.owner.identity, component=laid.component, title="x", name=name,
        issued_on=laid.issued_on, valid_until_on=laid.valid_until_on, kind="pdf", media_type="application/pdf", size=1,
        pages=1, digest="0" * 64, verdict=laid.verdict, kept_at=MORNING,
        removed_at=MORNING if laid.is_removed else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(
        PaperConsent(
            paper_id=row.id, procedure=laid.procedure, is_once=laid.is_once, given_at=MORNING,
            used_at=MORNING if laid.is_used else None, withdrawn_at=MORNING if laid.is_withdrawn else None,
        )
    )  # fmt: skip
    return f"own:{row.id}"


def test_only_what_its_owner_lets_go_and_is_still_good_is_offered(database: Engine) -> None:
    @settings(max_examples=40, deadline=None)
    @given(some.lists(LAID, max_size=12))
    def tell(papers: list[Laid]) -> None:
        with transaction(database) as session:
            session.execute(delete(PaperConsent))
            session.execute(delete(OwnPaper))
            wanted = {lay(session, laid, str(place)) for place, laid in enumerate(papers) if laid.may_serve}
            for place, laid in enumerate(papers):
                if not laid.may_serve:
                    lay(session, laid, str(place))
            session.flush()
            found = ladder(session, CLOCK, look(session))
            assert {offer.id for each in found.values() for offer in each.offers} == wanted

    tell()


def test_an_answer_of_the_state_is_used_on_its_day_for_its_person_and_procedure_only(database: Engine) -> None:
    def answer(session: Session, holder: Holder, procedure: str, hours: int, outcome: str = "found") -> None:
        session.add(
            NationalAnswer(
                source="ly_lich_tu_phap", owner_kind=holder.kind, owner_identity=holder.identity, outcome=outcome,
                procedure=procedure, issued_on=ON, asked_by="binh", answered_at=MORNING - timedelta(hours=hours),
            )
        )  # fmt: skip
        session.flush()

    with transaction(database) as session:
        for holder, procedure, hours in ((MAI, SLUG, 0), (AN, "thanh_lap_quy", 0), (AN, SLUG, 20)):
            answer(session, holder, procedure, hours)
        assert ladder(session, CLOCK, look(session))[CRIMINAL].offers == ()
        answer(session, AN, SLUG, 1)
        assert [offer.rung for offer in ladder(session, CLOCK, look(session))[CRIMINAL].offers] == ["data"]
        # What it says last is what holds.
        answer(session, AN, SLUG, 0, "not_found")
        assert ladder(session, CLOCK, look(session))[CRIMINAL].offers == ()


@given(period=some.sampled_from(("", "6mo", "30cd", "12mo")), issued=DAYS, end=ENDS)
def test_a_paper_never_serves_after_its_last_day_and_one_undated_serves_only_without_a_period(
    period: str, issued: date | None, end: date | None
) -> None:
    if serves(period, issued, ON, end):
        assert end is None or end >= ON
        assert issued is None or issued <= ON
        assert issued is not None or not period or end is not None
        if period == "30cd" and issued is not None:
            assert (ON - issued).days <= 30
