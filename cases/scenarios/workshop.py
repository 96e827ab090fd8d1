"""The tools of a played office: a vault, a test key and a letter-box in a folder that is thrown away afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cases.operations import Tools, operations
from documents.render import keeping_papers
from documents.sign import PfxSigner, make_test_authority
from documents.sign.authority import PHRASE
from documents.vault import Vault
from engine.jobs import Operation
from exchange.mail import FileMailer
from ground.clock import SystemClock

AGENCY = "Đơn vị minh họa"


@contextmanager
def workshop() -> Iterator[Mapping[str, Operation]]:
    """The real operations with tools of their own; one key signs for everybody."""
    with TemporaryDirectory(prefix="motcua-") as folder, keeping_papers():
        yield equipped(Path(folder))


def equipped(home: Path) -> Mapping[str, Operation]:
    """The operations with their tools in this folder."""
    authority = make_test_authority(home / "keys")
    person = PfxSigner(authority.officer("Người ký", AGENCY), PHRASE)
    seal = PfxSigner(authority.seal(AGENCY), PHRASE)
    mailer = FileMailer(home / "letters", SystemClock())
    return operations(Tools(Vault(home / "vault"), lambda _name: person, seal, mailer))
