"""The signer whose key never leaves its token (PKCS#11): a USB key, a smart card, a hardware module."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from documents.sign.proof import NO_PROOF, Proof
from documents.sign.signer import PaperSigner
from ground.errors import Unavailable


class TokenNotReady(Unavailable):
    """The signing token {token} cannot be used: {reason}. Plug it in, check its PIN, then try again."""

    code = "token_not_ready"


class TokenSigner:
    """Signs with the key called `label` on the token called `token`, through the maker's `driver` (PKCS#11).

    The token is opened for each signature: it may be pulled out in between. Raises `TokenNotReady`.
    """

    def __init__(
        self, driver: Path, token: str, pin: str, label: str,
        *, image: bytes | None = None, production: bool = False, proof: Proof = NO_PROOF,
    ) -> None:  # fmt: skip
        self.driver, self.token, self.label, self._pin = driver, token, label, pin
        self._look: dict[str, Any] = {"image": image, "production": production, "proof": proof}
        # Most tokens take one order at a time.
        self._turn = threading.Lock()

    def sign(self, pdf: bytes, *, reason: str, at: datetime, field: str) -> bytes:
        """See `Signer.sign`."""
        with self._key() as key:
            return key.sign(pdf, reason=reason, at=at, field=field)

    def vouch(self, content: bytes, *, at: datetime) -> bytes:
        """See `Signer.vouch`."""
        with self._key() as key:
            return key.vouch(content, at=at)

    @contextmanager
    def _key(self) -> Iterator[PaperSigner]:
        criteria = TokenCriteria(label=self.token)
        try:
            with (
                self._turn,
                open_pkcs11_session(str(self.driver), token_criteria=criteria, user_pin=self._pin) as session,
            ):
                key = PKCS11Signer(session, cert_label=self.label, key_label=self.label)
                yield PaperSigner(key, **self._look)
        except PKCS11Error as error:
            raise TokenNotReady(token=self.token, reason=str(error) or type(error).__name__) from error
