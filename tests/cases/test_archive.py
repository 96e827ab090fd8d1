"""A closed dossier leaves as one package that anybody can check without us, in a browser that talks to nobody."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import sync_playwright

from cases.archive import DossierStillOpen, archive
from cases.people import DossierNotFound
from documents.archive import MANIFEST, VERIFIER, pack
from engine.journal import BEGINNING
from ground.canonical import canonical, digest
from tests.cases.desk import Desk
from tests.chromium import CHROMIUM, QUIET
from tests.conftest import MORNING as AT


@pytest.fixture
def closed(desk: Desk) -> str:
    code = desk.receive()
    desk.walk(code)
    return code


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def journal(length: int) -> bytes:
    """A chain of so many entries, a line each, as a package has it."""
    lines, previous = [], BEGINNING
    for seq in range(1, length + 1):
        told = canonical({"n": seq})
        entry = canonical(["HS-1", seq, AT, "chi", "step_completed", "b", digest(told), previous])
        previous = digest(entry)
        lines.append(canonical({"entry": entry.decode(), "digest": previous, "payload": told.decode()}))
    return b"\n".join(lines) + b"\n"


def test_an_open_dossier_is_not_packed(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(DossierStillOpen):
        desk.see("binh", archive, code, desk.tools.vault)


def test_en_gets_no_package(desk: Desk, closed: str) -> None:
    with pytest.raises(DossierNotFound):
        desk.see("en", archive, closed, desk.tools.vault)


def test_it_holds_all_that_became_of_the_dossier(desk: Desk, closed: str) -> None:
    package = desk.see("binh", archive, closed, desk.tools.vault)
    parts = parts_of(package)
    manifest = json.loads(parts[MANIFEST])
    lines = [json.loads(line) for line in parts["nhat_ky.jsonl"].splitlines()]
    metadata = etree.fromstring(parts["metadata.xml"])

    assert {part["name"] for part in manifest["parts"]} | {MANIFEST, VERIFIER} == set(parts)
    assert any(re.fullmatch(r"phieu/01_receipt\.pdf", name) for name in parts)
    assert any(name.startswith(f"ket_qua/{closed}_KQ_") and name.endswith(".pdf") for name in parts)
    assert json.loads(lines[0]["entry"])[4] == "instance_started"
    assert json.loads(parts["y_kien.json"]) == []
    declared = json.loads(parts["du_lieu.json"])
    assert declared["answers"]["ten_don_vi"] == "Hợp tác xã Minh Họa"
    assert [result["standing"] for result in declared["results"]] == ["valid"]
    (result,) = [each for each in metadata.iter("TaiLieu") if each.findtext("TypeName") == "Kết quả"]
    assert (result.findtext("CodeNumber"), result.findtext("PageAmount")) == ("01", "1")
    assert result.findtext("Autograph") == "giang"
    assert metadata.findtext("FileNotation") == closed
    assert int(metadata.findtext("TotalDoc") or 0) == len([name for name in parts if name.endswith(".pdf")])
    assert desk.see("binh", archive, closed, desk.tools.vault) == package


def test_a_citizen_checks_it_in_a_browser_without_a_network(tmp_path: Path) -> None:
    """Whole, then with one byte of a paper changed, then with a line of the journal taken out."""
    whole = {"phieu/01.pdf": b"%PDF-1.7 x", "nhat_ky.jsonl": journal(3)}
    cases = {
        "whole.zip": pack(whole, AT),
        "paper.zip": pack(whole, AT).replace(b"%PDF-1.7 x", b"%PDF-1.7 y"),
        "journal.zip": pack(whole | {"nhat_ky.jsonl": b"\n".join(journal(3).splitlines()[1:]) + b"\n"}, AT),
        "short.zip": pack(whole, AT)[:-40],
    }
    page_file = tmp_path / VERIFIER
    page_file.write_bytes(parts_of(cases["whole.zip"])[VERIFIER])
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = chromium.new_page()
        page.context.set_offline(True)
        page.goto(page_file.as_uri())
        said = {}
        for name, content in cases.items():
            (tmp_path / name).write_bytes(content)
            page.reload()
            page.locator("#file").set_input_files(tmp_path / name)
            page.wait_for_function("document.getElementById('verdict').textContent !== ''")
            said[name] = page.locator("#verdict").inner_text().split(".")[0]
        chromium.close()

    assert said == {
        "whole.zip": "Gói hồ sơ nguyên vẹn",
        "paper.zip": "Gói hồ sơ đã bị thay đổi",
        "journal.zip": "Gói hồ sơ đã bị thay đổi",
        "short.zip": "Không đọc được gói hồ sơ",
    }
