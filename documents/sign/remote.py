"""The signer whose key lies with somebody else: a service, or a plug-in on the officer's machine, that signs for us.

It speaks as the plug-in of the Government Cipher Committee does (`vgca_sign_approved` for a person, `vgca_sign_issued`
for the agency): we say where the file can be fetched (`FileName`) and where the signed one is to be brought
(`FileUploadHandler`), under a session nobody can guess; it answers `{Status, Message, FileServer}`, 0 being good.
What comes back is believed only when it is our file with one good signature more, in the place we asked for.
"""

import json
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests

from documents.sign.authority import MARK
from documents.sign.fields import is_signed
from documents.sign.signer import FieldTaken, TestKeyRefused
from documents.sign.verdict import verify
from ground.errors import Unavailable

ORDERS = {"signer": "vgca_sign_approved", "seal": "vgca_sign_issued"}
MOST_BYTES = 64 << 20
# Somebody may have to type his PIN first.
PATIENCE_SECONDS = 180.0


class RemoteNotReady(Unavailable):
    """The signing service {address} cannot be used: {reason}. It is tried again."""

    code = "remote_signer_not_ready"


class RemoteNotBelieved(Unavailable):
    """The signing service {address} brought back a file that is not ours with one good signature more: {reason}."""

    code = "remote_signer_not_believed"


class RemoteSigner:
    """Signs through the signing service at an `address`, for `account`, which it tells by `token` (its `JWTToken`).

    `here` is the name under which the service reaches this machine; `trust` are the root certificates by which what it
    brings back is judged. In production the signature of a test key raises `TestKeyRefused`.
    """

    def __init__(
        self, address: str, account: str, token: str = "", *, trust: Sequence[Path], here: str = "127.0.0.1",
        production: bool = False,
    ) -> None:  # fmt: skip
        self.address, self.account = address.rstrip("/"), account
        self.trust, self.here, self.production = trust, here, production
        self._token = token

    def sign(self, pdf: bytes, *, reason: str, at: datetime, field: str) -> bytes:
        """See `Signer.sign`; the hour is the service's own. Raises `RemoteNotReady` and `RemoteNotBelieved`."""
        if is_signed(pdf, field):
            raise FieldTaken(field=field)
        with _counter(pdf, self.here) as counter:
            self._order(ORDERS[field], reason, counter)
            signed = counter.brought
        if signed is None:
            raise RemoteNotBelieved(address=self.address, reason="nothing came back")
        self._believe(pdf, signed, field)
        return signed

    def vouch(self, content: bytes, *, at: datetime) -> bytes:
        """Such a service signs papers, nothing else. Raises `RemoteNotReady`."""
        raise RemoteNotReady(address=self.address, reason="it signs papers only")

    def _order(self, name: str, reason: str, counter: "_Counter") -> None:
        said = {
            "FileUploadHandler": counter.address("upload"), "SessionId": counter.session, "FileName":
            counter.address("file.pdf"), "DocNumber": "", "IssuedDate": "", "JWTToken": self._token,
            "Account": self.account, "Reason": reason,
        }  # fmt: skip
        try:
            told = requests.post(f"{self.address}/{name}", json=said, timeout=PATIENCE_SECONDS).json()
        except (OSError, ValueError) as error:
            raise RemoteNotReady(address=self.address, reason=str(error)) from error
        if not isinstance(told, dict) or told.get("Status") != 0:
            message = told.get("Message") if isinstance(told, dict) else told
            raise RemoteNotReady(address=self.address, reason=str(message)[:300])

    def _believe(self, pdf: bytes, signed: bytes, field: str) -> None:
        verdict, before = verify(signed, self.trust), verify(pdf, self.trust)
        new = verdict.signatures[len(before.signatures) :]
        if not signed.startswith(pdf):
            raise RemoteNotBelieved(address=self.address, reason="our bytes were changed")
        if len(new) != 1 or new[0].field != field or verdict.changed_after:
            raise RemoteNotBelieved(address=self.address, reason="it bears another signature than was ordered")
        if self.production and MARK in new[0].name + new[0].organisation:
            raise TestKeyRefused(name=new[0].name)
        if not new[0].valid:
            raise RemoteNotBelieved(address=self.address, reason=f"its signature is {new[0].finding}")


class _Counter(ThreadingHTTPServer):
    """Where one file is fetched and brought back, for as long as one signature takes."""

    daemon_threads = True

    def __init__(self, pdf: bytes, here: str) -> None:
        super().__init__((here, 0), _Clerk)
        self.pdf, self.here, self.session = pdf, here, secrets.token_urlsafe(24)
        self.brought: bytes | None = None

    def address(self, name: str) -> str:
        return f"http://{self.here}:{self.server_port}/{self.session}/{name}"


class _Clerk(BaseHTTPRequestHandler):
    server: _Counter

    def do_GET(self) -> None:
        """Hand the file out."""
        if self.path != f"/{self.server.session}/file.pdf":
            self.send_error(404)
        else:
            self._answer(self.server.pdf, "application/pdf")

    def do_POST(self) -> None:
        """Take the signed file in."""
        length = self.headers.get("Content-Length", "")
        if self.path != f"/{self.server.session}/upload" or not length.isdecimal() or int(length) > MOST_BYTES:
            self.send_error(404)
        else:
            self.server.brought = self.rfile.read(int(length))
            self._answer(json.dumps({"Status": 0, "Message": "", "FileServer": ""}).encode(), "application/json")

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def _counter(pdf: bytes, here: str) -> Iterator[_Counter]:
    counter = _Counter(pdf, here)
    thread = threading.Thread(target=counter.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield counter
    finally:
        counter.shutdown()
        counter.server_close()
        thread.join()
