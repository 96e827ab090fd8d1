"""The vault: every paper's bytes under the SHA-256 of its content, written so that a power cut loses nothing kept."""

import errno
import fcntl
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from ground.canonical import digest
from ground.errors import DiskFull, Invalid, NotFound, Unavailable
from ground.files import settle, write_lasting

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DIGEST = re.compile(r"[0-9a-f]{64}")


class DigestNotReadable(Invalid):
    """{digest} is not a SHA-256 digest: 64 characters from 0 to 9 and a to f are needed."""

    code = "digest_not_readable"


class PaperLost(NotFound):
    """The paper {digest} is not in the vault. Tell the operator to restore it from the last backup."""

    code = "paper_lost"


class PaperDamaged(Unavailable):
    """The paper {digest} in the vault no longer has the bytes it was kept with. Tell the operator to restore it."""

    code = "paper_damaged"


class VaultNotWritable(Unavailable):
    """The vault cannot be written: {reason}. Nothing was changed; tell the operator."""

    code = "vault_not_writable"


class Vault:
    """A folder of papers named by digest; two letters of it make the sub-folder. Nothing kept is ever rewritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Keep these bytes and say their SHA-256; once it has returned they survive a power cut.

        Keeping the same bytes again changes nothing, unless they were damaged meanwhile: then they are made whole.
        Raises `DiskFull` or `VaultNotWritable`, and leaves nothing half-written behind.
        """
        name = digest(content)
        place = self._place(name)
        try:
            with self._turn(fcntl.LOCK_SH):
                if self._is_whole(name):
                    # Young again: the sweep must not take what somebody is about to name in a row.
                    os.utime(place)
                else:
                    self._open_folder(place.parent)
                    write_lasting(place, content)
                settle(place.parent)
        except OSError as error:
            raise _refusal(error) from error
        return name

    def read(self, digest: str) -> bytes:
        """The bytes kept under this digest, checked. Raises `PaperLost` or `PaperDamaged`."""
        content = self._bytes(digest)
        if content is None:
            raise PaperLost(digest=digest)
        if not _matches(content, digest):
            raise PaperDamaged(digest=digest)
        return content

    def has(self, digest: str) -> bool:
        """Whether something lies under this digest (its bytes are not checked)."""
        return self._place(digest).is_file()

    def old(self, age: timedelta) -> Iterator[str]:
        """The digests of what was last kept so long ago: those no row names are orphans."""
        before = self._ago(age)
        for place in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            if _DIGEST.fullmatch(place.name) and place.stat().st_mtime < before:
                yield place.name

    def sweep(self, orphans: Collection[str], age: timedelta) -> int:
        """Remove these papers, and the drafts of files a crash left behind, unless they are younger; how many went.

        Whoever keeps the same bytes at this moment either makes them young first, or writes them anew.
        """
        before, gone = self._ago(age), 0
        for place in [self._place(name) for name in orphans] + list(self.folder.glob("[0-9a-f][0-9a-f]/.*.part")):
            with self._turn(fcntl.LOCK_EX):
                if place.is_file() and place.stat().st_mtime < before:
                    place.unlink()
                    gone += 1
        return gone

    def _ago(self, age: timedelta) -> float:
        """An instant by the clock of the disk: the desk's may be shifted."""
        self._open_folder(self.folder)
        os.utime(self.folder)
        return self.folder.stat().st_mtime - age.total_seconds()

    @contextmanager
    def _turn(self, kind: int) -> Iterator[None]:
        """Many may keep at once; the sweep takes a paper away while nobody keeps."""
        self._open_folder(self.folder)
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)

    def _place(self, name: str) -> Path:
        # The name becomes a path: anything but a digest could climb out of the folder.
        if not _DIGEST.fullmatch(name):
            raise DigestNotReadable(digest=name)
        return self.folder / name[:2] / name

    def _bytes(self, name: str) -> bytes | None:
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            # A disk that cannot read a sector, or a file nobody may open, is damage as far as the reader is concerned.
            raise PaperDamaged(digest=name) from error

    def _is_whole(self, name: str) -> bool:
        try:
            content = self._bytes(name)
        except PaperDamaged:
            return False
        return content is not None and _matches(content, name)

    def _open_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        # A new folder lasts only when its parent's list of names does.
        if folder != self.folder:
            settle(self.folder)
        settle(self.folder.parent)


def _matches(content: bytes, name: str) -> bool:
    return digest(content) == name


def _refusal(error: OSError) -> Unavailable:
    return DiskFull() if error.errno in _NO_ROOM else VaultNotWritable(reason=error.strerror or str(error))
