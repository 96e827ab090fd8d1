"""A person's numbers are covered on the pages; they are shown whole for a reason, and the journal keeps both."""

from collections.abc import Callable

from cases.intake import Applicant
from cases.privacy import covered, masked, masked_mail
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_a_number_shows_its_ends_only() -> None:
    assert masked("001190000017") == "001•••••••17"
    assert masked("12345") == "•••••"
    assert masked_mail("an@example.vn") == "a•@example.vn"
    assert covered(Applicant("Công ty", "organisation", "0100109106")).identity == "0100109106"


def test_the_page_of_a_dossier_covers_the_numbers(visit: Visit) -> None:
    binh = visit("binh")
    page = binh.text(f"/dossiers/{binh.receive()}")
    assert "001090001234" not in page
    assert "001•••••••34" in page


def test_they_are_shown_for_a_reason_that_the_journal_keeps(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    assert binh.post(f"/dossiers/{code}/applicant", {"purpose": " "}).status_code == 422
    shown = binh.post(f"/dossiers/{code}/applicant", {"purpose": "Gọi hỏi lại số máy"})
    assert "001090001234" in shown.get_data(as_text=True)
    assert shown.headers["Cache-Control"] == "no-store"
    assert "Xem dữ liệu cá nhân" in binh.text(f"/dossiers/{code}")
