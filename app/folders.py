"""Where procedures lie: the ones that come with the house, and the office's own."""

from collections.abc import Sequence
from pathlib import Path

import forms
import processes
from app.settings import Settings
from cases.procedure import Bundle, shipped_bundles
from ground.errors import NotFound


class FileNotThere(NotFound):
    """There is no file or folder {path}. Name files of one procedure, or folders of several."""

    code = "file_not_there"


def folders(settings: Settings) -> list[Path]:
    """The folders of drawings, sheets, forms and templates, the office's own last: its names win."""
    shipped = [Path(package.__path__[0]) for package in (processes, forms)]
    return shipped + ([settings.processes] if settings.processes else [])


def bundles(settings: Settings, paths: Sequence[str]) -> list[Bundle]:
    """The bundles in these folders, or the one bundle made of these files; without any path, all the house knows.

    Raises `FileNotThere`.
    """
    if not paths:
        return shipped_bundles(folders(settings))
    places = [Path(path) for path in paths]
    for place in places:
        if not place.exists():
            raise FileNotThere(path=place)
    if all(place.is_dir() for place in places):
        return shipped_bundles(places)
    files = {page.name: page.read_bytes() for place in places for page in _pages(place)}
    return [Bundle(places[0].name.partition(".")[0], files)]


def _pages(place: Path) -> list[Path]:
    return sorted(page for page in place.iterdir() if page.is_file()) if place.is_dir() else [place]
