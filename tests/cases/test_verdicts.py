"""Who handed a file in stands beside whose certificate signed it; every finding stays, and it is looked at again."""

from pathlib import Path

import pytest

from cases.filing import FileNotFound, file_in, file_paper, judge_again, look_through
from cases.verdicts import judge, verdicts_of
from documents.examples import RECEIPT
from documents.render import render
from documents.sign import PfxSigner, TestAuthority, make_test_authority
from documents.sign.authority import PHRASE
from ground.database import reading
from tests.cases.desk import Desk
from tests.cases.test_filing import DECLARATION, paper
from tests.conftest import MORNING


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TestAuthority:
    return make_test_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def signed(authority: TestAuthority) -> bytes:
    """Signed by Bình of the counter."""
    binh = PfxSigner(authority.officer("Bình", "Sở Nội vụ"), PHRASE)
    return binh.sign(render("slips/receipt.html", RECEIPT, kind="slip"), reason="", at=MORNING, field="signer")


def hand_in(desk: Desk, code: str, content: bytes, trust: list[Path], by: str = "binh") -> str:
    kept = look_through(desk.tools.vault, content, "tệp.pdf", trust)
    return desk.do(by, file_paper, code, DECLARATION, kept).digest


def said(desk: Desk, code: str, digest: str) -> list[tuple[str, str, str]]:
    """Of every finding, newest first: what it is, whose signature, and the sentence about the account."""
    with reading(desk.database) as session:
        file, _ = file_in(session, desk.clock, desk.officer(session, "binh"), code, digest)
        found = verdicts_of(session, file, "vi")
        return [(each.finding, each.signer_is, each.sentences[-1]) for each in found]


def test_who_hands_a_file_in_is_held_against_who_signed_it(desk: Desk, signed: bytes, authority: TestAuthority) -> None:
    code = desk.receive()
    own = hand_in(desk, code, signed, [authority.root])
    plain = hand_in(desk, code, paper("không ký"), [authority.root])
    chi = PfxSigner(authority.officer("Chi", "Sở Nội vụ"), PHRASE)
    others = render("slips/refusal.html", {**RECEIPT, **_refusal()}, kind="slip")
    foreign = hand_in(desk, code, chi.sign(others, reason="", at=MORNING, field="signer"), [authority.root])

    assert said(desk, code, own) == [("good", "same", "Bình là người nộp tệp và cũng là người ký.")]
    assert said(desk, code, plain) == [("unsigned", "none", "Người nộp tệp là Bình.")]
    assert said(desk, code, foreign) == [
        ("good", "other", "Người nộp tệp là Bình; người ký là người khác: Chi (THỬ NGHIỆM).")
    ]


def test_a_verdict_is_asked_for_again_and_the_first_stays(desk: Desk, signed: bytes, authority: TestAuthority) -> None:
    code = desk.receive()
    digest = hand_in(desk, code, signed, [])
    desk.pass_time("1wd")
    desk.do("binh", judge_again, code, digest, judge(desk.tools.vault, digest, [authority.root]))

    assert [finding for finding, _, _ in said(desk, code, digest)] == ["good", "untrusted"]
    assert desk.names(code)[-1] == "paper_judged"
    with pytest.raises(FileNotFound):
        desk.do("en", judge_again, code, digest, judge(desk.tools.vault, digest, [authority.root]))


def _refusal() -> dict[str, object]:
    return {"reasons": ["Không thuộc thẩm quyền."], "basis": "Điều 1", "advice": ""}
