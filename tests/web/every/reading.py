"""Reads a page as strictly as the standard allows, and says what is wrong with it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
# What names another element of the page by its id.
POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "list", "form")
FIELDS = ("input", "select", "textarea")
SILENT = ("hidden", "submit", "button", "image", "reset")


def faults_of(page: str) -> list[str]:
    """Every error of the HTML standard's own parser, ids that stand twice, pointers to nowhere, fields without a name,
    and a page that does not say its language.
    """
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=True)
    is_whole = page.lstrip()[:9].lower() == "<!doctype"
    root = parser.parse(page) if is_whole else parser.parseFragment(page)
    found = [f"line {place[0]}: {code} {more or ''}" for place, code, more in parser.errors]
    return found + list(_ids(root)) + list(_names(root)) + (list(_head(root)) if is_whole else [])


def _ids(root: Any) -> Iterator[str]:
    ids = Counter(each.get("id") for each in root.iter() if each.get("id"))
    yield from (f"the id {name} stands {times} times" for name, times in ids.items() if times > 1)
    for each in root.iter():
        for pointer in POINTERS:
            for name in (each.get(pointer) or "").split():
                if name not in ids:
                    yield f"{pointer}={name} points to nothing"


def _names(root: Any) -> Iterator[str]:
    labelled = {each.get("for") for each in root.iter(f"{HTML}label")}
    inside = {id(part) for label in root.iter(f"{HTML}label") for part in label.iter()}
    for kind in FIELDS:
        for field in root.iter(f"{HTML}{kind}"):
            named = field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in labelled
            if field.get("type") not in SILENT and not named and id(field) not in inside:
                yield f"the field {field.get('name')} has no label"


def _head(root: Any) -> Iterator[str]:
    if root.get("lang") not in ("vi", "en"):
        yield "the page does not say its language"
    title = root.find(f"{HTML}head/{HTML}title")
    if title is None or not "".join(title.itertext()).strip(" ·"):
        yield "the page has no title"
    if len(list(root.iter(f"{HTML}h1"))) != 1:
        yield f"the page has {len(list(root.iter(f'{HTML}h1')))} first headings"
    if not list(root.iter(f"{HTML}main")):
        yield "the page has no main part"
