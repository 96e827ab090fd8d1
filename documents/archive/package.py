"""One ZIP with a list of digests and a page that checks it: the same parts give the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ground.canonical import canonical, digest
from ground.clock import VIETNAM

MANIFEST = "manifest.json"
VERIFIER = "kiem_tra.html"
_PAGE = Path(__file__).with_name(VERIFIER)


def pack(parts: Mapping[str, bytes], made_at: datetime) -> bytes:
    """The ZIP of parts by name, each as it is, not compressed, so that the page needs no library to read it.

    The manifest lists size and SHA-256 of each part; the verifier page is added, and is the one part not listed.
    """
    listed = [{"name": name, "size": len(parts[name]), "sha256": digest(parts[name])} for name in sorted(parts)]
    manifest = canonical({"made_at": made_at, "parts": listed})
    whole = {**parts, MANIFEST: manifest, VERIFIER: _PAGE.read_bytes()}
    out = io.BytesIO()
    at = made_at.astimezone(VIETNAM)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(whole):
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, whole[name])
    return out.getvalue()
