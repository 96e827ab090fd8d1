"""One's own dossier is opened by its code and a second factor, and by nothing else; then it says all in plain words."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

from cases.citizens import FREE_TRIES, IDLE
from ground.clock import FixedClock
from tests.web.citizen.conftest import IDENTITY, Citizen, paper
from tests.web.conftest import Visitor

New = Callable[[], Citizen]
Visit = Callable[[str], Visitor]
ASKED = {
    "outcome": "supplement", "reason": "Thiếu bản chính.", "wanted.rows": "1", "wanted[0].name": "Giấy kiểm định",
    "wanted[0].note": "Tệp mờ, không đọc được",
}  # fmt: skip


def test_code_and_number_open_the_dossier_from_anywhere(an: Citizen, citizen: New) -> None:
    code = an.apply()
    for factor in (IDENTITY, "0912 345 678", "+84912345678"):
        other = citizen()
        assert other.enter(code, factor).headers["Location"] == "/my"
        assert "Nguyễn Văn An" in other.text("/my")


def test_a_wrong_number_and_an_unknown_code_are_told_in_the_same_words(an: Citizen, citizen: New) -> None:
    code = an.apply()
    wrong, unknown = citizen().enter(code, "001190000018"), citizen().enter("G09.20-260825-9999", IDENTITY)
    assert wrong.status_code == unknown.status_code == 403
    said = [re.search(r'role="alert"><p>([^<]+)', answer.get_data(as_text=True)) for answer in (wrong, unknown)]
    assert said[0]
    assert said[1]
    assert said[0][1] == said[1][1]


def test_who_guesses_waits_longer_and_longer(an: Citizen, citizen: New, clock: FixedClock) -> None:
    code = an.apply()
    answers = [citizen().enter(code, f"00119000{number:04}").status_code for number in range(FREE_TRIES)]
    assert answers == [403] * FREE_TRIES
    assert citizen().enter(code, IDENTITY).status_code == 429
    clock.advance(timedelta(minutes=16))
    assert citizen().enter(code, IDENTITY).status_code == 303


def test_half_an_hour_without_a_look_closes_it(an: Citizen, clock: FixedClock) -> None:
    code = an.apply()
    clock.advance(IDLE + timedelta(minutes=1))
    assert code not in an.text("/my")
    an.enter(code, IDENTITY)
    an.act("/my/leave")
    assert code not in an.text("/my")


def test_what_officers_write_to_an_applicant_is_read_there_and_what_they_tell_each_other_is_not(
    an: Citizen, visit: Visit
) -> None:
    code = an.apply()
    for audience, words in (("applicant", "Mời đến quầy số 2."), ("internal", "Cần hỏi phòng khác.")):
        visit("binh").post(f"/dossiers/{code}/notes", {"audience": audience, "words": words})
    assert "Mời đến quầy số 2." in an.text("/my")
    assert "Cần hỏi phòng khác." not in an.text("/my")


def test_no_number_of_a_person_stands_in_an_address(an: Citizen, citizen: New) -> None:
    code = an.apply()
    answer = citizen().enter(code, IDENTITY)
    assert answer.headers["Location"] == "/my"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_story_names_agency_person_and_time(an: Citizen, visit: Visit) -> None:
    code = an.apply()
    visit("binh").complete(code, outcome="accepted")
    page = an.text("/my")
    assert "Hồ sơ được tiếp nhận" in page
    assert "Lê Thanh Bình" in page
    assert "Sở Nội vụ (minh họa)" in page
    assert "09:30 25/08/2026" in page


def test_an_apology_is_read_with_its_reason_and_its_letter_by_the_applicant_and_its_date_by_who_has_the_code(
    an: Citizen, citizen: New, visit: Visit, machine_work: Callable[[], None]
) -> None:
    code = an.apply()
    visit("binh").complete(code, outcome="accepted")
    machine_work()
    signed = {"reason": "Chờ ý kiến của Sở Y tế.", "new_due_at": "2026-09-10T09:30"}
    assert visit("giang").post(f"/dossiers/{code}/acts/apology", signed).status_code == 303
    machine_work()
    page = an.text("/my")
    todo, _, story = page.partition("Những việc đã làm")
    for part in (todo, story):
        assert "Chờ ý kiến của Sở Y tế." in part
        assert "09:30 10/09/2026" in part
    # The date of the law stays beside the new one.
    assert "xin lỗi Ông/Bà" in todo
    assert "Thời hạn theo quy định không thay đổi: 09:30 04/09/2026" in todo
    letter = re.search(r'href="(/my/files/[0-9a-f]{64})">Mở phiếu xin lỗi', todo)
    assert letter
    assert an.client.get(letter[1]).mimetype == "application/pdf"
    assert citizen().client.get(letter[1]).status_code != 200
    public = citizen().text(f"/track?code={code}")
    assert "xin lỗi Ông/Bà" in public
    assert "09:30 10/09/2026" in public
    assert "Chờ ý kiến" not in public


def test_what_was_asked_for_is_supplemented_and_nothing_else(
    an: Citizen, visit: Visit, machine_work: Callable[[], None], clock: FixedClock
) -> None:
    code = an.apply()
    visit("binh").complete(code, **ASKED)
    machine_work()
    clock.advance(timedelta(minutes=5))
    page = an.text("/my")
    assert "Tệp mờ, không đọc được" in page
    sent = an.act("/my/papers/0", {"file": (io.BytesIO(paper() + b"\n"), "giay-kiem-dinh.pdf")})
    assert sent.headers["Location"] == "/my#todo"
    assert an.act("/my/papers/1", {"file": (io.BytesIO(paper()), "khac.pdf")}).status_code == 404
    added = an.text("/my").partition('name="file" value="')[2][:32]
    assert an.act("/my/papers/0/removal", {"file": added}).status_code == 303
    assert an.act("/my/papers/0/removal", {"file": added}).status_code == 404
    assert "chưa thêm gì" in an.act("/my/supplement").get_data(as_text=True)
    an.act("/my/papers/0", {"file": (io.BytesIO(paper() + b"\n\n"), "giay-kiem-dinh.pdf")})
    assert an.act("/my/supplement", {"note": "Đã quét lại."}).status_code == 303
    assert "Phần bổ sung đã được nộp" in an.text("/my")
    assert 'action="/my/supplement"' not in an.text("/my")
    assert an.act("/my/supplement").status_code == 409


def test_a_dossier_is_taken_back_with_a_reason(an: Citizen) -> None:
    an.apply()
    assert an.act("/my/withdrawal", {"reason": " "}).status_code == 422
    assert an.act("/my/withdrawal", {"reason": "Nộp nhầm."}).status_code == 303
    assert "Ông/Bà đã rút hồ sơ" in an.text("/my")


def test_a_dossier_that_has_ended_is_rated_once(an: Citizen) -> None:
    an.apply()
    assert an.act("/my/rating", {"level": "satisfied"}).status_code == 409
    an.act("/my/withdrawal", {"reason": "Nộp nhầm."})
    assert an.act("/my/rating", {"level": "satisfied", "remark": "Nhanh."}).status_code == 303
    assert "Ông/Bà đã đánh giá" in an.text("/my")
    assert an.act("/my/rating", {"level": "satisfied"}).status_code == 409


def test_a_paper_of_another_dossier_is_not_given(an: Citizen) -> None:
    an.apply()
    assert an.client.get(f"/my/files/{'0' * 64}").status_code == 404


def test_an_ended_visit_is_a_page_that_asks_again(an: Citizen) -> None:
    an.apply()
    an.client.delete_cookie("motcua-citizen")
    assert 'action="/track/entry"' in an.text("/my")
