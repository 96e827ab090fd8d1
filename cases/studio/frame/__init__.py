"""A procedure from nothing: the frame of the one-stop mechanism with one step in it, ready to be drawn on."""

from html import escape
from importlib import resources

from cases.sheet import Sheet, read_sheet
from cases.studio.naming import shared_parts
from engine.layout import lay_out
from ground.toml import read_toml
from ground.toml_writing import write_toml

PARTS = ("sub_tiep_nhan", "sub_bo_sung", "sub_ky_phat_hanh", "sub_tra_ket_qua")
_PAGES = {
    "to_khai.json": "{slug}.to_khai.json",
    "tham_dinh.json": "{slug}.tham_dinh.json",
    "ket_qua.html": "{slug}.ket_qua.html",
    "tu_choi.html": "{slug}.tu_choi.html",
}


def framed(slug: str, name: str, code: str, term: str, basis: str) -> dict[str, bytes]:
    """The files of a new procedure: reception, appraisal, supplement, signature and return, laid out.

    Raises `SheetNotReadable` for a term or a name that no sheet may hold.
    """
    files = {target.format(slug=slug): _page(source).encode() for source, target in _PAGES.items()}
    drawing = _page("frame.bpmn").replace("__slug__", slug).replace("__name__", escape(name))
    files[f"{slug}.bpmn"] = lay_out(drawing.encode(), f"{slug}.bpmn")
    files[f"{slug}.toml"] = _sheet(slug, name, code, term, basis)
    for part in PARTS:
        files |= shared_parts()[part][1]
    return files


def _sheet(slug: str, name: str, code: str, term: str, basis: str) -> bytes:
    page = read_toml(_page("frame.toml").encode())
    page |= {"name": name, "code": code, "form": {"application": f"{slug}.to_khai"}}
    page["law"][0] |= {"term": term, "basis": basis}
    content = write_toml(page)
    read: Sheet = read_sheet(content, f"{slug}.toml")
    assert read.name == name
    return content


def _page(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
