"""Files come into a dossier whole, once, under a component the procedure asks for; who did it stands in the journal."""

import io

import pikepdf
import pytest
from sqlalchemy import func, select

from cases.filing import FileNotFound, Kept, TooManyFiles, file_for, file_paper, files_of, lay_aside, look_through
from cases.papers import PaperUnknown
from cases.people import DossierNotFound
from cases.tables import PaperFile
from documents.uploads import PdfForbidden
from ground.database import reading
from tests.cases.desk import Desk

DECLARATION = "000.00.00.G09-KQ001341"


def paper(words: str = "") -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = words
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def kept(desk: Desk, content: bytes, name: str = "tờ khai.pdf") -> Kept:
    return look_through(desk.tools.vault, content, name)


def test_a_file_lies_in_the_vault_and_stands_in_the_journal(desk: Desk) -> None:
    code = desk.receive()
    row = desk.do("binh", file_paper, code, DECLARATION, kept(desk, paper()))

    assert desk.tools.vault.read(row.digest) == paper()
    assert (row.kind, row.pages, row.verdict, row.filed_by) == ("pdf", 1, "unsigned", "binh")
    assert desk.names(code)[-1] == "paper_filed"


def test_the_same_bytes_twice_are_one_file(desk: Desk) -> None:
    code = desk.receive()
    first, second = (desk.do("binh", file_paper, code, DECLARATION, kept(desk, paper())).id for _ in range(2))

    assert first == second
    assert desk.names(code).count("paper_filed") == 1


def test_a_component_nobody_asked_for_is_refused(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(PaperUnknown):
        desk.do("binh", file_paper, code, "KQ-X", kept(desk, paper()))


def test_a_file_that_acts_is_neither_kept_nor_recorded(desk: Desk) -> None:
    script = pikepdf.open(io.BytesIO(paper()))
    script.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    out = io.BytesIO()
    script.save(out)
    with pytest.raises(PdfForbidden):
        kept(desk, out.getvalue())

    assert list(desk.tools.vault.folder.glob("*/*")) == []


def test_en_neither_files_nor_sees_nor_lays_aside(desk: Desk) -> None:
    code = desk.receive()
    row = desk.do("binh", file_paper, code, DECLARATION, kept(desk, paper()))

    with pytest.raises(DossierNotFound):
        desk.do("en", file_paper, code, DECLARATION, kept(desk, paper()))
    with pytest.raises(FileNotFound):
        desk.see("en", file_for, row.id)
    with pytest.raises(FileNotFound):
        desk.do("en", lay_aside, row.id, "x")


def test_a_file_laid_aside_leaves_the_lists_and_stays_on_record(desk: Desk) -> None:
    code = desk.receive()
    row = desk.do("binh", file_paper, code, DECLARATION, kept(desk, paper()))
    desk.do("binh", lay_aside, row.id, "Nộp nhầm.")

    with reading(desk.database) as session:
        assert files_of(session, desk.dossier(code)) == []
        assert session.scalar(select(func.count()).select_from(PaperFile)) == 1
    assert desk.names(code)[-1] == "paper_laid_aside"
    assert desk.tools.vault.has(row.digest)


def test_a_dossier_takes_so_many_files_and_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.filing.MOST_FILES", 2)
    code = desk.receive()
    for words in ("một", "hai"):
        desk.do("binh", file_paper, code, DECLARATION, kept(desk, paper(words)))
    with pytest.raises(TooManyFiles):
        desk.do("binh", file_paper, code, DECLARATION, kept(desk, paper("ba")))
