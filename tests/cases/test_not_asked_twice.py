"""What the house has already is not asked for again: An's second application, and the share that tells it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import ownpapers
from cases.filing import Kept, file_paper
from cases.ownpapers import About
from cases.papers import PaperBrought
from cases.procedure import deploy_shipped
from cases.reception import accept
from cases.reuse import Holder, OfferGone, OwnerNotKnown, Share, looking, shares, total
from cases.reuse.stores import results
from cases.tables import DossierPaper, NationalAnswer, Officer, PaperFile, PaperOrigin, PaperUse, Result
from documents.uploads import Upload
from exchange.national import NotConnected, TrialSource
from ground.clock import Clock, today
from ground.database import transaction
from tests.cases.desk import AN, Desk, shipped

SLUG = "xac_nhan_khong_thuoc_dien"
REQUEST, HEALTH, PASSPORT, PROOF = (f"000.00.00.G09-KQ00{serial}" for serial in ("2280", "2268", "2272", "2281"))
CRIMINAL = "000.00.00.G09-KQ002269"
AN_HERSELF = Holder("citizen", AN.identity)
ANSWERS = {
    "ten_nguoi_su_dung": "Công ty TNHH Minh Họa", "ma_so_doanh_nghiep": "0100000010",
    "dia_chi_nguoi_su_dung": "Số 1 phố Minh Họa, Phường Hoàn Kiếm, Thành phố Hà Nội",
    "ho_ten": "AN MINH HOA", "gioi_tinh": "nam",
    "ngay_sinh": "1990-05-15", "quoc_tich": "Hàn Quốc", "so_ho_chieu": "M12345678", "truong_hop": "di_chuyen_noi_bo",
    "chuc_danh": "Giám đốc kỹ thuật", "dia_diem": "Khu công nghiệp Minh Họa", "tu_ngay": "2026-10-01",
    "den_ngay": "2028-09-30", "cam_doan": True,
}  # fmt: skip


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The desk with the procedure An applies under."""
    with transaction(desk.database) as session:
        for slug in (SLUG, "giay_phep_lao_dong"):
            deploy_shipped(session, desk.clock, shipped(slug))
    return desk


def kept(desk: Desk, name: str) -> Kept:
    """A file that was looked through."""
    content = f"%PDF-1.7 {name}".encode()
    upload = Upload(f"{name}.pdf", "pdf", "application/pdf", 1, len(content))
    return Kept(upload, desk.tools.vault.keep(content), None)


def brought(desk: Desk, *codes: str, **changes: Any) -> str:
    """An brings these papers to the counter, today's; they are scanned and accepted."""
    papers = tuple(PaperBrought(code, originals=1, issued_on=today(desk.clock)) for code in codes)
    code = received(desk, papers, **changes)
    for paper in codes:
        desk.do("binh", file_paper, code, paper, kept(desk, f"{code}-{paper}"))
    desk.do("binh", accept, code)
    return code


def received(desk: Desk, papers: Sequence[PaperBrought], **changes: Any) -> str:
    usual = {"procedure": SLUG, "answers": ANSWERS, "papers": tuple(papers), "identified_by": "chip"}
    return desk.receive(**usual | changes)


def _granted(desk: Desk, code: str) -> None:
    """The dossier's result, as it is once it was issued."""
    with transaction(desk.database) as session:
        dossier, now = desk.dossier(code), desk.clock.now()
        page = desk.tools.vault.keep(b"%PDF-1.7 result")
        session.add(
            Result(
                dossier_id=dossier.id, key="giay_xac_nhan", kind="granted", state="issued", draft_digest=page,
                signed_digest=page, issued_digest=page, number="01/GXN-SNV", unit_id=dossier.unit_id, drafted_at=now,
                issued_at=now, issued_on=today(desk.clock),
            )
        )  # fmt: skip


def offers(desk: Desk, holder: Holder = AN_HERSELF, slug: str = SLUG) -> dict[str, tuple[str, str]]:
    """By component the best that is found: its rung and its id."""

    def look(session: Session, clock: Clock, officer: Officer) -> dict[str, tuple[str, str]]:
        found = looking.finish(session, clock, officer, looking.begin(session, clock, officer, slug, holder), (), False)
        return {code: (each.best, each.offers[0].id) for code, each in found.items() if each.offers}

    return desk.do("binh", look)


def figures(desk: Desk) -> Share:
    """Of everything received."""

    def count(session: Session, clock: Clock, officer: Officer) -> Share:
        return total(shares(session, [officer.unit_id], today(clock), today(clock)))

    return desk.see("binh", count)


def owned(desk: Desk, component: str, about: dict[str, Any] | None = None, holder: Holder = AN_HERSELF) -> str:
    """A paper An keeps in her own store."""
    with transaction(desk.database) as session:
        told = About(component, "Giấy tờ của tôi", **about or {})
        return ownpapers.keep(session, desk.clock, holder, told, kept(desk, f"own-{component}")).id


def consented(desk: Desk, paper_id: str, **words: Any) -> str:
    with transaction(desk.database) as session:
        return ownpapers.consent(session, desk.clock, AN_HERSELF, paper_id, **words).id


def test_the_second_time_nothing_is_asked_again_and_the_count_says_so(office: Desk) -> None:
    first = brought(office, REQUEST, HEALTH, PASSPORT, PROOF)
    assert (figures(office).counted, figures(office).spared) == (3, 0)

    found = offers(office)
    rungs = {code: rung for code, (rung, _) in found.items()}
    assert rungs == dict.fromkeys((HEALTH, PASSPORT, PROOF), "accepted")
    again = [PaperBrought(code, offer=chosen) for code, (_, chosen) in found.items()]
    papers = [PaperBrought(REQUEST, originals=1), *again]
    second = received(office, papers)

    assert {row.component: row.rung for row in office.rows(PaperOrigin, second)} == {
        REQUEST: "new", HEALTH: "accepted", PASSPORT: "accepted", PROOF: "accepted",
    }  # fmt: skip
    (health,) = [row for row in office.rows(DossierPaper, second) if row.code == HEALTH]
    assert (health.source, health.originals) == ("reused", 0)
    assert first in health.reference
    old = {row.component: row.digest for row in office.rows(PaperFile, first)}
    assert {row.component: row.digest for row in office.rows(PaperFile, second)} == {
        code: old[code] for code in (HEALTH, PASSPORT, PROOF)
    }  # fmt: skip
    # Three asked the first time, three spared the second; the request itself is in no share.
    assert (figures(office).counted, figures(office).spared, figures(office).percent) == (6, 3, 50.0)


def test_what_is_asked_for_although_it_is_here_is_told_with_its_reason(office: Desk) -> None:
    brought(office, HEALTH, PASSPORT)
    papers = (PaperBrought(HEALTH, originals=1, because="Ảnh mờ"), PaperBrought(PASSPORT, originals=1))
    code = received(office, papers)
    told = {row.component: (row.rung, row.offered, row.because) for row in office.rows(PaperOrigin, code)}
    assert told == {HEALTH: ("asked", "accepted", "Ảnh mờ"), PASSPORT: ("asked", "accepted", "")}
    assert (figures(office).found_but_asked, figures(office).unexplained) == (2, 1)


def test_nothing_is_used_before_anybody_looked_who_it_is(office: Desk) -> None:
    brought(office, HEALTH)
    _, chosen = offers(office)[HEALTH]
    with pytest.raises(OwnerNotKnown):
        received(office, [PaperBrought(HEALTH, offer=chosen)], identified_by="")


def test_a_number_nobody_checked_gives_no_papers_away(office: Desk) -> None:
    """Whoever types An's number online puts papers under it; they are not offered as hers."""
    brought(office, HEALTH, identified_by="")
    assert offers(office) == {}


def test_a_result_of_this_house_serves_as_the_paper_it_proves_until_it_is_withdrawn(office: Desk) -> None:
    _granted(office, office.receive())

    def look(session: Session, clock: Clock, officer: Officer) -> list[str]:
        begun = looking.begin(session, clock, officer, SLUG, AN_HERSELF)
        rules = replace(begun.rules, results={PROOF: ("khai_bao_thiet_bi.giay_xac_nhan",)})
        return [offer.reference for offer in results(session, replace(begun, rules=rules))]

    (reference,) = office.see("binh", look)
    assert "01/GXN-SNV" in reference
    with transaction(office.database) as session:
        row = session.scalars(select(Result)).one()
        row.standing, row.ended_at = "withdrawn", office.clock.now()
    assert office.see("binh", look) == []


def test_data_of_the_state_is_asked_for_first_and_said_not_to_be_connected(office: Desk) -> None:
    def look(session: Session, clock: Clock, officer: Officer, source: Any) -> Any:
        begun = looking.begin(session, clock, officer, "giay_phep_lao_dong", AN_HERSELF)
        answers = looking.ask(source, clock, begun)
        return looking.finish(session, clock, officer, begun, answers, source.is_trial)[CRIMINAL]

    silent = office.do("binh", look, NotConnected())
    assert (silent.answer, silent.best, silent.agency) == ("not_connected", "", "Bộ Công an")
    office.clock.advance(timedelta(minutes=1))
    heard = office.do("binh", look, TrialSource())
    assert (heard.answer, heard.best) == ("found", "data")
    assert "THỬ NGHIỆM" in heard.offers[0].reference
    with transaction(office.database) as session:
        kept_answers = session.scalars(select(NationalAnswer).order_by(NationalAnswer.outcome)).all()
        assert [(row.outcome, row.asked_by, row.is_trial) for row in kept_answers] == [
            ("found", "binh", True), ("not_connected", "binh", False),
        ]  # fmt: skip


def test_a_paper_of_her_own_is_used_by_consent_and_she_sees_by_whom(office: Desk) -> None:
    paper_id = owned(office, HEALTH, {"issued_on": today(office.clock)})
    assert offers(office) == {}
    consented(office, paper_id, procedure="giay_phep_lao_dong")
    assert offers(office) == {}
    consented(office, paper_id, procedure=SLUG, is_once=True)
    rung, chosen = offers(office)[HEALTH]
    assert rung == "own"

    code = received(office, [PaperBrought(HEALTH, offer=chosen)])
    assert [row.used_by for row in office.rows(PaperUse, code)] == ["binh"]
    # Once was once.
    assert offers(office) == {}
    with pytest.raises(OfferGone):
        received(office, [PaperBrought(HEALTH, offer=chosen)])
    with transaction(office.database) as session:
        (line,) = ownpapers.papers_of(session, office.clock, AN_HERSELF)
        assert [(use.code, use.by_owner) for use in line.uses] == [(code, False)]
        assert len(line.consents) == 1


def test_a_consent_withdrawn_is_no_consent(office: Desk) -> None:
    consent_id = consented(office, owned(office, PROOF))
    assert offers(office)[PROOF][0] == "own"
    with transaction(office.database) as session:
        ownpapers.say_no(session, office.clock, AN_HERSELF, consent_id)
    assert offers(office) == {}


def test_a_strangers_paper_does_not_exist(office: Desk) -> None:
    paper_id = owned(office, PROOF)
    with transaction(office.database) as session, pytest.raises(ownpapers.OwnPaperNotFound):
        ownpapers.consent(session, office.clock, Holder("citizen", "001190000002"), paper_id)
