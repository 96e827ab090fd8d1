"""Whom this office believes: root certificates from the settings, in a demonstration the test authority's own."""

from pathlib import Path

from app.settings import Settings
from documents.sign import TestAuthority


def trusted_roots(settings: Settings) -> list[Path]:
    """The files of the certificates; none before a demonstration has signed anything."""
    if settings.keys.roots is not None:
        return sorted(place for place in settings.keys.roots.iterdir() if place.is_file())
    root = TestAuthority(settings.home / "authority").root
    return [root] if root.is_file() and not settings.is_production else []
