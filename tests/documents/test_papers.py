"""Every kind of paper says what its facts say, is archivable, and is the same whenever it is printed."""

import io
import json
import re
import subprocess

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from documents.examples import APOLOGY, BOOKS, RECEIPT, RESULT, SLIPS
from documents.facts import SlipFacts
from documents.render import close_presses, render
from tests.documents.conftest import TEMPLATES, text_of

KINDS = sorted(SLIPS)
EXPECTED = {
    "receipt": ["GIẤY TIẾP NHẬN HỒ SƠ", "2. Giấy khám sức khỏe", "01 bản chứng thực, 01 bản sao", "10 ngày làm việc",
                "09 giờ 30 phút, ngày 11 tháng 9 năm 2026", "600.000 đồng (bằng chữ: Sáu trăm nghìn đồng)",
                "NGƯỜI TIẾP NHẬN HỒ SƠ", "Quyển số 01/2026"],
    "supplement": ["PHIẾU YÊU CẦU", "thiếu trang có dấu nhập cảnh", "trước 17 giờ 00 phút, ngày 16 tháng 9 năm 2026",
                   "được tính lại từ đầu", "Lê Thùy Chi", "NGƯỜI HƯỚNG DẪN"],
    "refusal": ["PHIẾU TỪ CHỐI", "không tiếp nhận, giải quyết hồ sơ này", "Điều 154 Bộ luật Lao động"],
    "apology": ["PHIẾU XIN LỖI", "thành thật xin lỗi", "ngày 16 tháng 9 năm 2026", "KT. GIÁM ĐỐC", "Vũ Hương Giang"],
    "control": ["PHIẾU KIỂM SOÁT", "Cơ quan phối hợp giải quyết hồ sơ: Công an thành phố", "1. Giao: Bộ phận Tiếp nhận",
                "Phạm Tiến Dũng", "Trước hạn", "Quá hạn", "10 giờ 15 phút", "từ nhật ký xử lý hồ sơ"],
    "result_receipt": ["GIẤY BIÊN NHẬN TRẢ KẾT QUẢ", "Giấy phép lao động, số 0125/GP-SNV", "CCCD 001190000123",
                       "trực tiếp tại quầy", "NGƯỜI NHẬN KẾT QUẢ"],
    "stop": ["THÔNG BÁO Dừng giải quyết hồ sơ", "Ngày 28/08/2026", "chưa có quyết định", "Giấy khám sức khỏe (01 bản"],
}  # fmt: skip


def _print(kind: str, facts: SlipFacts) -> bytes:
    return render(f"slips/{kind}.html", facts, kind="slip")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper_size", ["A4", "A5"])
def test_a_slip_is_one_archivable_page_of_its_size(kind: str, paper_size: str) -> None:
    paper = _print(kind, {**SLIPS[kind], "paper_size": paper_size})  # type: ignore[typeddict-item]

    report = validate_written(io.BytesIO(paper), "2b")
    assert report.passed, report.findings
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert len(pdf.pages) == 1
        assert round(float(pdf.pages[0].mediabox[2])) == (595 if paper_size == "A4" else 420)
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_says_what_its_facts_say(kind: str) -> None:
    text = text_of(_print(kind, SLIPS[kind]))

    common = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", SLIPS[kind]["number"],
              SLIPS[kind]["code"]]  # fmt: skip
    # The control slip is about the way of a dossier, its form names no applicant.
    common += [] if kind == "control" else ["Nguyễn Thị Thúy An", "001190000123"]
    for words in common + EXPECTED[kind]:
        assert words in text


@pytest.mark.parametrize("kind", sorted(BOOKS))
@pytest.mark.parametrize("paper_size", ["A4", "A5"])
def test_a_paper_about_many_dossiers_names_each_and_is_archivable(kind: str, paper_size: str) -> None:
    facts = {**BOOKS[kind], "paper_size": paper_size}
    paper = render(f"slips/{kind}.html", facts, kind="slip")

    assert validate_written(io.BytesIO(paper), "2b").passed
    text = text_of(paper)
    for row in BOOKS[kind]["rows"]:  # type: ignore[typeddict-item]
        assert row["code"] in text
    for words in {"register": ["SỔ THEO DÕI HỒ SƠ", "Quyển số: G09-LV07/2026", "Ký", "09:30"],
                  "archive_list": ["MỤC LỤC HỒ SƠ NỘP LƯU", "Năm 2026", "Vĩnh viễn", "31/12/2046"],
                  "handover": ["PHIẾU BÀN GIAO HỒ SƠ", "Bên nhận: Phòng Việc làm", "NGƯỜI GIAO"]}[kind]:  # fmt: skip
        assert words in text


def test_the_forms_of_the_older_circular_look_as_they_did() -> None:
    old = {"form_note": "Mẫu số 01 – Thông tư 01/2018/TT-VPCP"}
    receipt = text_of(_print("receipt", {**RECEIPT, **old, "layout": "table"}))  # type: ignore[typeddict-item]
    for words in ("Bản chứng thực", "Bản photo", "Thông tư 01/2018/TT-VPCP"):
        assert words in receipt
    heading = "Phiếu xin lỗi\nvà hẹn lại ngày trả kết quả"
    apology = text_of(_print("apology", {**APOLOGY, "heading": heading}))  # type: ignore[typeddict-unknown-key]
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in apology
    assert "gia hạn" not in apology
    wide = text_of(render("slips/register.html", {**BOOKS["register"], "is_wide": True}, kind="slip"))
    narrow = text_of(render("slips/register.html", BOOKS["register"], kind="slip"))
    assert ("chú" in wide, "chú" in narrow) == (True, False)


def test_a_result_is_archivable_and_carries_its_record(draft: bytes) -> None:
    report = validate_written(io.BytesIO(draft), "3b")

    assert report.passed, report.findings
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        assert json.loads(pdf.attachments["record.json"].get_file().read_bytes()) == RESULT["record"]


def test_the_same_facts_give_the_same_bytes_in_another_press(draft: bytes) -> None:
    receipt = _print("receipt", RECEIPT)
    assert _print("receipt", RECEIPT) == receipt

    close_presses()

    assert _print("receipt", RECEIPT) == receipt
    assert render("decision.html", RESULT, folders=[TEMPLATES], kind="result") == draft


def test_all_faces_are_embedded_and_cut_to_the_letters_used(draft: bytes) -> None:
    run = subprocess.run(["pdffonts", "-"], input=draft, capture_output=True, check=True, timeout=60)

    faces = run.stdout.decode().splitlines()[2:]
    assert len(faces) == 4
    for face in faces:
        assert re.match(r"[A-Z]{6}\+Tinos", face)
        assert re.search(r"yes yes yes", face)


def _pages(papers: int) -> list[str]:
    """The text of each page of a receipt for this many papers."""
    long = {**RECEIPT, "papers": (RECEIPT["papers"] * papers)[:papers]}
    paper = _print("receipt", long)  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert {round(float(page.mediabox[2])) for page in pdf.pages} == {420}
        return [text_of(paper, page) for page in range(1, len(pdf.pages) + 1)]


def test_trial_papers_say_so_on_every_page_and_real_ones_never() -> None:
    pages = _pages(100)
    real = text_of(_print("receipt", {**RECEIPT, "demo": False}))  # type: ignore[typeddict-unknown-key]

    assert len(pages) > 2
    assert all("THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in page for page in pages)
    assert "THỬ NGHIỆM" not in real


def test_pages_are_numbered_from_the_second() -> None:
    pages = _pages(100)

    assert not pages[0].startswith("1 ")
    assert [page.split()[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


@pytest.mark.parametrize("sentences", [40, 120])
def test_a_text_that_runs_on_over_pages_is_read_back(sentences: int) -> None:
    reason = " ".join(f"Hồ sơ thiếu căn cứ thứ {number}." for number in range(sentences))
    paper = _print("refusal", {**SLIPS["refusal"], "reasons": [*["Không đủ điều kiện."] * 9, reason]})  # type: ignore[typeddict-unknown-key]

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert len(pdf.pages) > 1
    assert f"căn cứ thứ {sentences - 1}." in text_of(paper)


@pytest.mark.parametrize("papers", range(10, 30, 2))
def test_no_signature_stands_on_a_page_without_text(papers: int) -> None:
    last = _pages(papers)[-1]

    assert "Trần Thanh Bình" in last
    assert "Vào Sổ theo dõi hồ sơ" in last


def test_a_fact_that_looks_like_markup_is_printed_as_it_is() -> None:
    hostile = '<img src="http://127.0.0.1:9/x"><script>alert(1)</script>{{ 7*7 }} & "An" </p>'
    paper = _print("apology", {**APOLOGY, "reason": hostile})  # type: ignore[typeddict-unknown-key]

    text = text_of(paper)
    assert '<img src="http://127.0.0.1:9/x"><script>alert(1)</script>{{ 7*7 }} & "An" </p>' in text
    assert validate_written(io.BytesIO(paper), "2b").passed


def test_every_vietnamese_letter_is_printed() -> None:
    letters = "ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ₫№§…–“”"
    sample = " ".join(letters[start : start + 20] for start in range(0, len(letters), 20))
    both = f"{sample} {sample.lower()}"
    text = text_of(_print("apology", {**APOLOGY, "reason": both}))  # type: ignore[typeddict-unknown-key]

    assert both.replace(" ", "") in text.replace(" ", "")
