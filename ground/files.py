"""Write a file so that a power cut leaves the old one or the new one, never half of it."""

import os
import tempfile
from pathlib import Path


def write_lasting(place: Path, content: bytes) -> None:
    """Put the bytes there: into a draft beside it, to the disk, and then under the name. Raises `OSError`.

    The name itself lasts once `settle` was called on its folder.
    """
    handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, place)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def settle(folder: Path) -> None:
    """Make the names in a folder as lasting as the bytes they name."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
