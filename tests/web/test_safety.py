"""A page cannot be misused: forms come from our own pages, nothing foreign is loaded, nothing private is kept."""

import re
from collections.abc import Callable
from gzip import decompress

import pytest

from tests.cast import MACHINES, ROOT
from tests.web.conftest import Visitor, application
from web.assets import asset

Visit = Callable[[str], Visitor]
TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))


def test_a_form_without_the_secret_does_nothing(visit: Visit) -> None:
    binh = visit("binh")
    answer = binh.post(f"/counter/{MACHINES}/dossiers", application(), token=False)
    assert answer.status_code == 403
    assert "form_too_old" in answer.get_data(as_text=True)
    assert "data-open" not in binh.text("/dossiers")


def test_a_form_with_the_secret_of_another_session_does_nothing(visit: Visit) -> None:
    binh, other = visit("binh"), visit("binh")
    answer = binh.post(f"/counter/{MACHINES}/dossiers", application(csrf=other.csrf()), token=False)
    assert answer.status_code == 403


@pytest.mark.parametrize(("name", "text"), [("Origin", "https://evil.example"), ("Sec_Fetch_Site", "cross-site")])
def test_a_form_from_another_site_does_nothing(visit: Visit, name: str, text: str) -> None:
    answer = visit("binh").post(f"/counter/{MACHINES}/dossiers", application(), headers={name: text})
    assert answer.status_code == 403
    assert "foreign_form" in answer.get_data(as_text=True)


def test_a_text_that_cannot_be_kept_is_refused(visit: Visit) -> None:
    answer = visit("binh").post(f"/counter/{MACHINES}/dossiers", application(**{"f.ten_don_vi": "a\0b"}))
    assert answer.status_code == 422


def test_an_enormous_form_is_refused(visit: Visit) -> None:
    answer = visit("binh").post(f"/counter/{MACHINES}/dossiers", application(**{"f.ten_don_vi": "a" * 300_000}))
    assert answer.status_code == 413


def test_every_page_says_what_it_may_load_and_that_nobody_keeps_it(visit: Visit) -> None:
    for address in ("/", "/inbox", "/track"):
        headers = visit("binh").get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_a_file_under_its_digest_may_be_kept_for_ever(visit: Visit) -> None:
    somebody = visit("")
    found = re.search(r'href="(/static/[0-9a-f]{12}/motcua.css)"', somebody.text("/"))
    assert found
    for address, is_kept in ((found[1], True), ("/static/old/motcua.css", False)):
        with somebody.get(address) as answer:
            assert ("immutable" in answer.headers["Cache-Control"]) is is_kept
    assert somebody.get("/static/old/../words.py").status_code == 404


def test_scripts_and_style_sheets_travel_packed_to_whoever_can_unpack_them(visit: Visit) -> None:
    client = visit("").client
    with (
        client.get(asset("motcua.css")) as plain,
        client.get(asset("motcua.css"), headers={"Accept-Encoding": "gzip"}) as packed,
    ):
        assert decompress(packed.data) == plain.data
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_no_template_carries_script_or_style_of_its_own() -> None:
    own = r"<script(?![^>]*\bsrc=)(?! type=.application/json.)|\sstyle=|<style|\son[a-z]+=|javascript:|\|\s*safe\b"
    carry = [template.name for template in TEMPLATES if re.search(own, template.read_text(encoding="utf-8"))]
    assert len(TEMPLATES) > 100
    assert not carry


def test_hostile_names_stay_words(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive(**{"a.full_name": "<script>alert(1)</script>"})
    assert "<script>alert" not in binh.text(f"/dossiers/{code}")
    assert "&lt;script&gt;alert" in binh.text(f"/dossiers/{code}")


def test_an_unknown_address_is_a_page_in_vietnamese_with_a_number(visit: Visit) -> None:
    answer = visit("").get("/khong-co")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.get_data(as_text=True)
    assert "no_such_page" in answer.get_data(as_text=True)
