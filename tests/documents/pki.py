"""A certification authority that answers over HTTP on this machine: OCSP, revocation lists and time stamps."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from asn1crypto import pem
from certomancer import CertomancerConfig
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, PKIArchitecture
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PHRASE = "thu-nghiem"
NAMES = {
    "root": "CA gốc",
    "agency": "Sở Nội vụ (minh họa)",
    "dismissed": "Người đã thôi giữ chức",
    "tsa": "TSA",
    "ocsp": "OCSP",
}
LONG = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2050-01-01T00:00:00+0000"}


@dataclass(frozen=True, slots=True)
class Authority:
    """`stamper` is the address of its clock; `root` its certificate; `key_file(name)` makes a PKCS#12 file."""

    architecture: PKIArchitecture
    folder: Path
    stamper: str
    root: Path

    def key_file(self, name: str) -> Path:
        place = self.folder / f"{name}.pfx"
        place.write_bytes(self.architecture.package_pkcs12(CertLabel(name), password=PHRASE.encode()))
        return place


@contextmanager
def serving_authority(folder: Path) -> Iterator[Authority]:
    """The authority, answering until the block ends."""
    server = make_server("127.0.0.1", 0, lambda *_: [], server_class=_Threaded, handler_class=_Silent)
    address = f"http://127.0.0.1:{server.server_port}"
    architecture = _architecture(folder, address)
    server.set_app(Animator(AnimatorArchStore({ArchLabel("vn"): architecture}), with_web_ui=False))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    root = folder / "root.crt"
    root.write_bytes(pem.armor("CERTIFICATE", architecture.get_cert(CertLabel("root")).dump()))
    try:
        yield Authority(architecture, folder, f"{address}/vn/tsa/tsa", root)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Threaded(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _architecture(folder: Path, address: str) -> PKIArchitecture:
    for name in NAMES:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        plain = serialization.NoEncryption()
        inner = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        (folder / f"{name}.pem").write_bytes(inner)
    config = CertomancerConfig(_settings(), str(folder), external_url_prefix=address)
    return config.get_pki_arch(ArchLabel("vn"))


def _settings() -> dict[str, Any]:
    """Root over all; one who may sign, one whose certificate was revoked in 2025, a clock, and who answers for both."""
    usage = _smart("key_usage", "key-usage", ["digital_signature"]) | {"critical": True}
    stamping = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}
    below = {name: {"subject": name, "issuer": "root", "validity": LONG} for name in NAMES}
    return {
        "keysets": {"ks": {"path-prefix": ".", "keys": {name: {"path": f"{name}.pem"} for name in NAMES}}},
        "pki-architectures": {
            "vn": {
                "keyset": "ks",
                "entity-defaults": {"country-name": "VN", "organization-name": "Ban Cơ yếu (THỬ NGHIỆM)"},
                "entities": {name: {"common-name": f"{words} (THỬ NGHIỆM)"} for name, words in NAMES.items()},
                "certs": {
                    "root": below["root"]
                    | {
                        "profiles": [
                            {
                                "id": "simple-ca",
                                "params": {"max-path-len": 1, "crl-repo": "root", "ocsp-service": "online"},
                            }
                        ]
                    },
                    "agency": below["agency"] | {"profiles": [{"id": "digsig-commitment"}]},
                    "dismissed": below["dismissed"]
                    | {
                        "profiles": [{"id": "digsig-commitment"}],
                        "revocation": {"revoked-since": "2025-01-01T00:00:00+0000", "reason": "key_compromise"},
                    },
                    "tsa": below["tsa"] | {"extensions": [usage, stamping]},
                    "ocsp": below["ocsp"] | {"profiles": ["ocsp-responder"]},
                },
                "services": {
                    "ocsp": {"online": {"for-issuer": "root", "responder-cert": "ocsp", "signing-key": "ocsp"}},
                    "crl-repo": {
                        "root": {"for-issuer": "root", "signing-key": "root", "simulated-update-schedule": "P90D"}
                    },
                    "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
                },
            }
        },
    }


def _smart(name: str, schema: str, params: object) -> dict[str, Any]:
    return {"id": name, "smart-value": {"schema": schema, "params": params}}
