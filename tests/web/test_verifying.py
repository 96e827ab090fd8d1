"""Anybody who holds a paper may ask whether it is ours, and compare the file without handing it over."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from documents.vault import Vault
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_the_page_lists_what_left_the_house_and_no_person(visit: Visit, machine_work: Callable[[], None]) -> None:
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    page = visit("").text(f"/verify?code={code}")

    assert "Giấy tiếp nhận" in page
    assert 'data-digest="' in page
    assert not any(word in page for word in ("Nguyễn Văn An", "001090001234", "Bình"))


def test_a_dossier_without_papers_says_so(visit: Visit) -> None:
    assert "chưa có giấy tờ nào" in visit("").text(f"/verify?code={visit('binh').receive()}")


def test_a_code_nobody_gave_is_told_so(visit: Visit) -> None:
    answer = visit("").get("/verify?code=G09.20-000000-0000")
    assert answer.status_code == 404
    assert "Không có giấy tờ nào mang mã này" in answer.get_data(as_text=True)


@pytest.mark.browser
def test_a_file_is_compared_in_the_browser(
    visit: Visit, machine_work: Callable[[], None], sit_down: Callable[[str], Page], tmp_path: Path
) -> None:
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    (digest,) = re.findall('data-digest="([0-9a-f]{64})"', visit("").text(f"/verify?code={code}"))
    slip = Vault(tmp_path / "vault").read(digest)
    page = sit_down("binh")
    page.goto(f"/verify?code={code}")
    said: list[str] = []
    for name, content in {"ours.pdf": slip, "other.pdf": slip + b" "}.items():
        (tmp_path / name).write_bytes(content)
        page.get_by_label("So với một tệp").set_input_files(tmp_path / name)
        page.wait_for_function(
            "before => document.querySelector('#compare [role=status]').textContent !== before", arg="".join(said[-1:])
        )
        said.append(page.locator("#compare [role=status]").inner_text())

    assert said[0] == "Tệp đúng là giấy tờ này, từng byte."
    assert said[1].startswith("Tệp không phải giấy tờ nào ở trên")
