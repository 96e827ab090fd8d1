"""The text element of a form, as Markdown writes it: headings, paragraphs, lists, **strong** words and links."""

import re
from itertools import groupby

from markupsafe import Markup, escape

BULLET, NUMBER = re.compile(r"[-*+]\s+"), re.compile(r"\d{1,3}[.)]\s+")
STRONG = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)")


def prose(text: str) -> Markup:
    """As HTML; everything that is none of these is escaped."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Markup("".join(_block(kind, list(each)) for kind, each in groupby(lines, _kind)))  # noqa: S704 - escaped


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "h3"
    return "ul" if BULLET.match(line) else "ol" if NUMBER.match(line) else "p"


def _block(kind: str, lines: list[str]) -> str:
    if kind in ("ul", "ol"):
        mark = BULLET if kind == "ul" else NUMBER
        told = (f"<li>{_words(mark.sub('', line, count=1))}</li>" for line in lines)
        return f"<{kind}>{''.join(told)}</{kind}>"
    return "".join(f"<{kind}>{_words(line.lstrip('# ') if kind == 'h3' else line)}</{kind}>" for line in lines)


def _words(line: str) -> str:
    strong = STRONG.sub(r"<strong>\1</strong>", str(escape(line)))
    return LINK.sub(r'<a href="\2" target="_blank" rel="noopener noreferrer">\1</a>', strong)
