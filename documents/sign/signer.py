"""The port for signing, and the signer whose key lies in a PKCS#12 file."""

import base64
import io
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.sign.authority import MARK
from documents.sign.fields import BEFORE_SEAL, boxes, form_field, is_filled, reserve
from documents.sign.stamps import Stamp
from ground.clock import VIETNAM
from ground.errors import Conflict, Forbidden, Invalid


class KeyNotReadable(Invalid):
    """The key file {file} cannot be opened: {reason}. Check the file and its password in the settings."""

    code = "key_not_readable"


class TestKeyRefused(Forbidden):
    """The key of {name} is a test key and may not sign real papers. Configure the official key."""

    __test__ = False
    code = "test_key_refused"


class FieldTaken(Conflict):
    """This paper already bears a signature in the place {field}."""

    code = "signature_field_taken"


class SealTooEarly(Conflict):
    """The agency seals last: first the person signs, then number and date are given."""

    code = "seal_too_early"


class Signer(Protocol):
    """Anything that can sign: a key file, a token, a remote service."""

    def sign(self, pdf: bytes, *, reason: str, at: datetime, field: str) -> bytes:
        """The file with one signature more, appended; `field` is "signer" (a person) or "seal" (the agency).

        Raises `FieldTaken` or `SealTooEarly`.
        """
        ...


class PfxSigner:
    """Signs with a key from a PKCS#12 file (PAdES B-B, SHA-256).

    `image` is the picture of the signature or seal (PNG, transparent), drawn where the template reserved its box.
    In production a test key raises `TestKeyRefused`; a file that cannot be opened raises `KeyNotReadable`.
    """

    def __init__(self, pfx: Path, password: bytes, *, image: bytes | None = None, production: bool = False) -> None:
        key, certificate, others = _open(pfx, password)
        self.name = _attribute(certificate, NameOID.COMMON_NAME)
        self.is_test = any(MARK in c.subject.rfc4514_string() + c.issuer.rfc4514_string() for c in (certificate,))
        if production and self.is_test:
            raise TestKeyRefused(name=self.name)
        self.image = "data:image/png;base64," + base64.b64encode(image).decode() if image else ""
        self._signer = _CachedKeySigner(key, certificate, others)

    def sign(self, pdf: bytes, *, reason: str, at: datetime, field: str) -> bytes:
        """See `Signer.sign`."""
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if is_filled(writer, field):
            raise FieldTaken(field=field)
        reserve(writer)
        if field == "seal" and not all(is_filled(writer, name) for name in BEFORE_SEAL if form_field(writer, name)):
            raise SealTooEarly
        box = boxes(writer.prev).get(field)
        metadata = PdfSignatureMetadata(
            field_name=field, reason=reason, name=self.name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        mark = Stamp("seal" if field == "seal" else "signature", self._facts(at), box) if box else None
        signed = _TimedSigner(metadata, signer=self._signer, stamp_style=mark)
        signed.at = at
        return bytes(signed.sign_pdf(writer).getvalue())

    def _facts(self, at: datetime) -> dict[str, object]:
        """The information line of Decree 30/2020, Annex I: who, and when by ISO 8601."""
        return {
            "name": self.name.removesuffix(f" ({MARK})"),
            "signed_at": at.astimezone(VIETNAM).isoformat(timespec="seconds"),
            "image": self.image,
            "is_test": self.is_test,
        }


class _TimedSigner(PdfSigner):  # type: ignore[misc] # the library is untyped for us
    """Signs at the instant we say, not at the library's."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at.astimezone(VIETNAM)
        return session


class _CachedKeySigner(SimpleSigner):  # type: ignore[misc] # the library is untyped for us
    """Keeps the opened key: parsing it anew for each signature takes longer than signing."""

    def __init__(self, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, certificate: Any, others: Any) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([_asn1(other) for other in others])
        der = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        super().__init__(_asn1(certificate), keys.PrivateKeyInfo.load(der), store)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw signature; a dry run only asks how long one is."""
        if dry_run:
            return bytes(self._key.key_size // 8 if isinstance(self._key, rsa.RSAPrivateKey) else 160)
        chosen = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), chosen)
        return self._key.sign(data, ec.ECDSA(chosen))


def _asn1(certificate: x509.Certificate) -> Any:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    return str(next((part.value for part in certificate.subject.get_attributes_for_oid(oid)), ""))


def _open(pfx: Path, password: bytes) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(pfx.read_bytes(), password)
    except (OSError, ValueError) as error:
        raise KeyNotReadable(file=pfx.name, reason=str(error)) from error
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyNotReadable(file=pfx.name, reason="it holds no key with its certificate")
    return key, certificate, list(others)
