"""A signing service for tests and demonstrations, in the shape of the plug-in that `remote` speaks to.

Everything it says is marked THỬ NGHIỆM, its keys come from a test authority, and production does not start it.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from documents.sign.authority import MARK
from documents.sign.remote import ORDERS
from documents.sign.signer import Signer, TestKeyRefused
from ground.errors import Problem

_PAGE = f"""<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>{MARK}</title>
<h1>Dịch vụ ký số {MARK}</h1><p>Chữ ký tạo ra ở đây không có giá trị pháp lý.</p></html>"""
Alter = Callable[[bytes], bytes]


@contextmanager
def trial_plugin(
    signer: Callable[[str], Signer], now: Callable[[], datetime], *, production: bool = False,
    alter: Alter = lambda signed: signed,
) -> Iterator[str]:  # fmt: skip
    """The address of a service that signs at once, with the key `signer` has for the account named in the order.

    `alter` lets a test spoil what it brings back. Raises `TestKeyRefused` in production.
    """
    if production:
        raise TestKeyRefused(name=MARK)
    server = _Plugin(signer, now, alter)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Plugin(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, signer: Callable[[str], Signer], now: Callable[[], datetime], alter: Alter) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.signer, self.now, self.alter = signer, now, alter

    def carry_out(self, name: str, order: dict[str, str]) -> None:
        """Fetch the file, sign it, bring it back."""
        field = next(field for field, known in ORDERS.items() if known == name)
        pdf = requests.get(order["FileName"], timeout=10).content
        signed = self.signer(order["Account"]).sign(pdf, reason=order["Reason"], at=self.now(), field=field)
        requests.post(order["FileUploadHandler"], self.alter(signed), timeout=10).raise_for_status()


class _Desk(BaseHTTPRequestHandler):
    server: _Plugin

    def do_GET(self) -> None:
        """Say that this is a trial."""
        self._answer(_PAGE.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """One order; what goes wrong is told as the plug-in tells it."""
        name = self.path.strip("/")
        if name not in ORDERS.values():
            self.send_error(404)
            return
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            self.server.carry_out(name, order)
            told = {"Status": 0, "Message": f"{MARK}: đã ký", "FileServer": order["FileUploadHandler"]}
        except (Problem, OSError, KeyError) as error:
            told = {"Status": 1, "Message": f"{MARK}: {error}", "FileServer": ""}
        self._answer(json.dumps(told).encode(), "application/json")

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
