"""Template and facts to PDF. Imported by the press alone, in its own limited process: importing it needs Pango."""

import io
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pydyf
import weasyprint
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.filters import FILTERS
from documents.fonts import subset
from documents.reading import unsaid
from ground.canonical import canonical

HOME = Path(__file__).resolve().parent
TEMPLATES = HOME / "templates"
# A stamp becomes part of another paper, so it needs no archive clothes of its own.
VARIANTS = {"slip": "pdf/a-2b", "result": "pdf/a-3b", "book": "pdf/a-2b", "stamp": None}
BOX = "box."

logging.getLogger("weasyprint").setLevel(logging.ERROR)
subset.use_harfbuzz()


class Fetcher(URLFetcher):  # type: ignore[misc] # the library has no types
    """Lets through `data:` and files inside the given folders; anything else stops the drawing."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False, fail_on_errors=True)
        self.folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The bytes at `url`. Raises `ValueError` for what may not be read."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            place = Path(unquote(parts.path)).resolve()
            if parts.netloc or not any(place.is_relative_to(folder) for folder in self.folders):
                raise ValueError(f"a paper may not read {url}")
        elif parts.scheme != "data":
            raise ValueError(f"a paper may not fetch {url}")
        return super().fetch(url, headers)


class Drawer:
    """Draws papers one after the other; fonts and style sheet are read once."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.sheets = {kind: self._sheet("stamp.css" if kind == "stamp" else "paper.css") for kind in VARIANTS}

    def _sheet(self, name: str) -> weasyprint.CSS:
        places = [TEMPLATES, HOME / "fonts"]
        return weasyprint.CSS(filename=TEMPLATES / name, font_config=self.fonts, url_fetcher=Fetcher(places))

    def draw(
        self, template: str, facts: Mapping[str, Any], folders: Sequence[Path], sources: Mapping[str, str], kind: str
    ) -> bytes:
        """The PDF. Raises Jinja's errors, `ValueError`, and WeasyPrint's fatal fetching error."""
        page = _environment(tuple(folders), tuple(sources.items())).get_template(template).render(facts)
        html = weasyprint.HTML(string=page, base_url=f"{TEMPLATES}/", url_fetcher=Fetcher([TEMPLATES, *folders]))
        options = {"pdf_variant": VARIANTS[kind], "pdf_tags": kind != "stamp"}
        document = html.render(font_config=self.fonts, stylesheets=[self.sheets[kind]], **options)
        document.metadata.attachments.extend(_attachments(facts))
        paper = bytes(document.write_pdf(finisher=_finish, **options))
        if kind != "stamp" and (lost := unsaid(html.etree_element, paper)):
            raise ValueError(f"the paper does not say {lost[0].strip()!r}")
        return paper


# Compiling the templates of one slip takes a third of the time of printing it.
@lru_cache(maxsize=32)
def _environment(folders: tuple[Path, ...], sources: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([DictLoader(dict(sources)), FileSystemLoader([*folders, TEMPLATES])]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    filters: dict[str, Callable[..., Any]] = dict(FILTERS)
    environment.filters.update(filters)
    return environment


def _attachments(facts: Mapping[str, Any]) -> list[weasyprint.Attachment]:
    """The structured data of a result, dated as the paper is, so that the same facts give the same bytes."""
    if "record" not in facts:
        return []
    made_at = datetime.fromisoformat(str(facts["made_at"])).astimezone(UTC)
    content = io.BytesIO(canonical(json.loads(json.dumps(facts["record"]))))
    return [
        weasyprint.Attachment(
            file_obj=content, name="record.json", description="Dữ liệu có cấu trúc của văn bản",
            relationship="Data", created=made_at, modified=made_at,
        )
    ]  # fmt: skip


def _finish(document: Any, pdf: pydyf.PDF) -> None:
    """Name the reserved boxes, and remove empty dictionaries that a strict PDF/A validator does not know."""
    for entry in pdf.objects:
        for holder in (entry, entry.get("Resources")) if isinstance(entry, dict) else ():
            if isinstance(holder, dict):
                for key in ("Pattern", "Shading"):
                    if holder.get(key) == {}:
                        del holder[key]
    _name_boxes(document, pdf)


def _name_boxes(document: Any, pdf: pydyf.PDF) -> None:
    """Elements whose id begins with `box.` become named destinations that fit their rectangle (ISO 32000-1, 12.3.2)."""
    found: dict[str, pydyf.Array] = {}
    for number, page in enumerate(document.pages):
        for name, (left, top, right, bottom) in page.anchors.items():
            if name.startswith(BOX):
                points = [round(value * 0.75, 3) for value in (left, page.height - bottom, right, page.height - top)]
                found[name] = pydyf.Array([pdf.page_references[number], "/FitR", *points])
    if found:
        names = pydyf.Array()
        for name in sorted(found):
            names.extend([pydyf.String(name), found[name]])
        holder = pdf.catalog.setdefault("Names", pydyf.Dictionary())
        holder["Dests"] = pydyf.Dictionary({"Names": names})
