"""A person's own store: opened by both numbers of a dossier somebody checked, used by consent, shown with every use."""

import io
import re
from collections.abc import Callable

from sqlalchemy import Engine, select

from cases.tables import CitizenVisit, PaperConsent, PaperOrigin
from ground.database import reading, transaction
from tests.cast import MACHINES
from tests.web.citizen.conftest import IDENTITY, PAPERS, Citizen, paper
from tests.web.conftest import Visitor

PHONE = "0912345678"
BOTH = {"identity": IDENTITY, "phone": PHONE}
CERTIFICATE = PAPERS[1]


def checked(binh: Visitor, **changes: str) -> str:
    """An's dossier, received by Bình, who has looked at her card."""
    usual = {"a.identity": IDENTITY, "a.phone": PHONE, "i.identified_by": "chip"}
    return binh.receive(**usual | changes)


def opened(an: Citizen, code: str) -> Citizen:
    an.enter(code, IDENTITY)
    assert an.post("/my/store/entry", BOTH, at="/my").headers.get("Location") == "/my/store"
    return an


def keep(an: Citizen, component: str = CERTIFICATE) -> str:
    """A paper laid into the store: its id."""
    fields = {"component": component, "number": "KD-7", "file": (io.BytesIO(paper()), "kiem-dinh.pdf")}
    assert an.post("/my/store/papers", fields, at="/my").status_code == 303
    found = re.search(r"/my/store/papers/([0-9a-f]{32})", an.text("/my/store"))
    assert found
    return found[1]


def test_it_opens_by_both_numbers_and_only_where_somebody_checked_who_it_is(
    an: Citizen, citizen: Callable[[], Citizen], visit: Callable[[str], Visitor]
) -> None:
    assert an.client.get("/my/store").status_code == 403
    code = checked(visit("binh"))
    an.enter(code, IDENTITY)
    refused = an.post("/my/store/entry", BOTH | {"phone": "0900000000"}, at="/my")
    assert refused.status_code == 403
    opened(an, code)
    assert "Lưu một giấy tờ" in an.text("/my/store")
    # Whoever applies online under An's number has not shown that it is his.
    other = citizen()
    other.apply()
    assert other.post("/my/store/entry", BOTH, at="/my").status_code != 303
    assert "Lưu một giấy tờ" not in other.text("/my/store")


def test_a_strangers_paper_is_not_there(
    an: Citizen, citizen: Callable[[], Citizen], visit: Callable[[str], Visitor]
) -> None:
    paper_id = keep(opened(an, checked(visit("binh"))))
    assert an.client.get(f"/my/store/papers/{paper_id}").status_code == 200
    stranger = citizen()
    theirs = {"identity": "001190000025", "phone": "0987654321"}
    code = checked(visit("binh"), **{"a.identity": theirs["identity"], "a.phone": theirs["phone"]})
    stranger.enter(code, theirs["identity"])
    stranger.post("/my/store/entry", theirs, at="/my")
    assert stranger.client.get(f"/my/store/papers/{paper_id}").status_code == 404
    for deed in ("consent", "removal"):
        assert stranger.post(f"/my/store/papers/{paper_id}/{deed}", at="/my").status_code == 404


def test_she_chooses_a_paper_of_her_own_while_applying_and_sees_that_it_was_used(
    an: Citizen, visit: Callable[[str], Visitor], quick_database: Engine
) -> None:
    paper_id = keep(opened(an, checked(visit("binh"))))
    an.write()
    assert "KD-7" in an.text(f"/apply/{MACHINES}/papers")
    an.add(PAPERS[0])
    an.post(f"/apply/{MACHINES}/papers/{CERTIFICATE}/reuse", {"offer": f"own:{paper_id}"})
    review = an.text(f"/apply/{MACHINES}/review")
    assert "KD-7" in review
    assert "Chưa có tệp cho" not in review
    assert an.post(f"/apply/{MACHINES}/submission", {"promise": "1"}).headers["Location"] == "/my?new"
    with reading(quick_database) as session:
        rungs = {row.component: row.rung for row in session.scalars(select(PaperOrigin))}
        (consent,) = session.scalars(select(PaperConsent))
        assert rungs == {PAPERS[0]: "new", CERTIFICATE: "own"}
        assert (consent.is_once, consent.procedure, consent.used_at is not None) == (True, MACHINES, True)
    an.post("/my/store/entry", BOTH, at="/my")
    assert "chính Ông/Bà dùng" in an.text("/my/store")


def test_her_papers_do_not_go_with_an_application_of_somebody_else(
    an: Citizen, visit: Callable[[str], Visitor]
) -> None:
    paper_id = keep(opened(an, checked(visit("binh"))))
    an.write(**{"a.full_name": "Người Khác", "a.identity": "001190000025"})
    an.post(f"/apply/{MACHINES}/papers/{CERTIFICATE}/reuse", {"offer": f"own:{paper_id}"})
    answer = an.post(f"/apply/{MACHINES}/submission", {"promise": "1"})
    assert answer.status_code == 422
    assert "đứng tên Ông/Bà" in answer.get_data(as_text=True)


def test_reception_finds_what_she_lets_it_use_and_uses_it_with_one_click(
    an: Citizen, visit: Callable[[str], Visitor], quick_database: Engine
) -> None:
    binh = visit("binh")
    paper_id = keep(opened(an, checked(binh)))
    look = {"a.identity": IDENTITY, "a.full_name": "Nguyễn Văn An"}
    page = binh.post(f"/counter/{MACHINES}/found", look).get_data(as_text=True)
    assert f"own:{paper_id}" not in page
    an.post(f"/my/store/papers/{paper_id}/consent", {"procedure": MACHINES, "how": "once"}, at="/my")
    page = binh.post(f"/counter/{MACHINES}/found", look).get_data(as_text=True)
    assert f'value="own:{paper_id}"' in page
    code = checked(binh, **{f"u.{CERTIFICATE}": f"own:{paper_id}"})
    assert "không hỏi lại" in binh.text(f"/dossiers/{code}")
    assert "công chức Bộ phận Một cửa dùng" in an.text("/my/store")
    khoa = visit("khoa")
    board = khoa.text("/board/reuse")
    assert "100,0\u00a0%" in board
    assert "100.0" in khoa.text("/board/sheets/reuse.csv")


def test_what_an_online_dossier_lacks_is_found_and_taken_before_it_is_asked_for(
    an: Citizen, visit: Callable[[str], Visitor]
) -> None:
    binh = visit("binh")
    paper_id = keep(opened(an, checked(binh)))
    an.post(f"/my/store/papers/{paper_id}/consent", {"procedure": MACHINES, "how": "once"}, at="/my")
    an.write()
    an.add(PAPERS[0])
    an.post(f"/apply/{MACHINES}/submission", {"promise": "1"})
    code = an.text("/my").partition('class="big-code">')[2].partition("<")[0]
    assert f'href="/dossiers/{code}/reuse"' in binh.text(f"/dossiers/{code}")
    page = binh.get(binh.post(f"/dossiers/{code}/reuse/found").headers["Location"]).get_data(as_text=True)
    assert f'value="own:{paper_id}"' in page
    address = f"/dossiers/{code}/reuse"
    assert "Hãy chọn ít nhất một" in binh.post(address, {f"u.{CERTIFICATE}": ""}).get_data(as_text=True)
    assert binh.post(address, {f"u.{CERTIFICATE}": f"own:{paper_id}"}).headers["Location"] == f"/dossiers/{code}"
    assert "không hỏi lại" in binh.text(f"/dossiers/{code}")
    assert "cơ quan đã có: không phải nộp nữa" in an.text("/my")
    assert "Hồ sơ đã đủ thành phần" in binh.text(address)
    binh.complete(code, outcome="accepted")
    assert binh.get(address).status_code == 409
    assert visit("chi").get(address).status_code == 403


def test_leaving_the_dossier_shuts_the_store(
    an: Citizen, visit: Callable[[str], Visitor], quick_database: Engine
) -> None:
    opened(an, checked(visit("binh")))
    an.post("/my/leave", at="/my")
    with transaction(quick_database) as session:
        assert session.scalars(select(CitizenVisit.store_at)).all() == [None]
