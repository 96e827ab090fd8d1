"""The port for signing, and what every signer of ours does: a visible mark, one signature, appended."""

import asyncio
import base64
import io
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import CMSSignedAttributes
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko_certvalidator.errors import ValidationError

from documents.sign.authority import MARK
from documents.sign.fields import BEFORE_SEAL, boxes, form_field, is_filled, reserve
from documents.sign.proof import NO_PROOF, Proof
from documents.sign.stamps import Stamp
from ground.clock import VIETNAM
from ground.errors import Conflict, Forbidden, Unavailable


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


class ProofMissing(Unavailable):
    """The time stamp or the state of the certificate of {name} cannot be had: {reason}. It is tried again."""

    code = "signature_proof_missing"


class Signer(Protocol):
    """Anything that can sign: a key file, a token, a remote service."""

    def sign(self, pdf: bytes, *, reason: str, at: datetime, field: str) -> bytes:
        """The file with one signature more, appended; `field` is "signer" (a person) or "seal" (the agency).

        Raises `FieldTaken`, `SealTooEarly`, or `ProofMissing` when a time stamp or revocation news cannot be had.
        """
        ...

    def vouch(self, content: bytes, *, at: datetime) -> bytes:
        """The content with a signature round it (CMS, DER), time-stamped where the proof asks for it.

        Raises `ProofMissing`.
        """
        ...


class PaperSigner:
    """Signs papers (PAdES, SHA-256) with whatever `key` the library can use, and the `proof` that goes with it.

    `image` is the picture of the signature or seal (PNG, transparent), drawn where the template reserved its box.
    In production a test key raises `TestKeyRefused`.
    """

    def __init__(self, key: Any, *, image: bytes | None = None, production: bool = False, proof: Proof = NO_PROOF):
        certificate: asn1_x509.Certificate = key.signing_cert
        self.name = str(certificate.subject.native.get("common_name", ""))
        self.is_test = MARK in certificate.subject.human_friendly + certificate.issuer.human_friendly
        if production and self.is_test:
            raise TestKeyRefused(name=self.name)
        self.image = "data:image/png;base64," + base64.b64encode(image).decode() if image else ""
        self._key, self._proof = key, proof
        # How large a signature of this key with this proof is: found out by a trial signature, once.
        self._room: dict[str, int] = {}

    def sign(self, pdf: bytes, *, reason: str, at: datetime, field: str) -> bytes:
        """See `Signer.sign`."""
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        _require_turn(writer, field)
        box = boxes(writer.prev).get(field)
        mark = Stamp("seal" if field == "seal" else "signature", self._facts(at), box) if box else None
        metadata = PdfSignatureMetadata(
            field_name=field, reason=reason, name=self.name, md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES, **self._proof.settings(at),
        )  # fmt: skip
        stamper = self._proof.stamper_at(at)
        signing = _TimedSigner(metadata, signer=self._key, stamp_style=mark, timestamper=stamper)
        signing.at, signing.room = at, self._room
        try:
            return bytes(signing.sign_pdf(writer).getvalue())
        except (TimestampRequestError, ValidationError, SigningError) as error:
            self._room.clear()
            raise ProofMissing(name=self.name, reason=str(error)) from error

    def vouch(self, content: bytes, *, at: datetime) -> bytes:
        """See `Signer.vouch`."""
        when = CMSSignedAttributes(signing_time=at.astimezone(VIETNAM))
        stamper = self._proof.stamper_at(at)
        try:
            wrapped = asyncio.run(
                self._key.async_sign_general_data(
                    content, "sha256", detached=False, timestamper=stamper, signed_attr_settings=when
                )
            )
        except (TimestampRequestError, SigningError) as error:
            raise ProofMissing(name=self.name, reason=str(error)) from error
        return bytes(wrapped.dump())

    def _facts(self, at: datetime) -> dict[str, object]:
        """The information line of Decree 30/2020, Annex I: who, and when by ISO 8601."""
        return {
            "name": self.name.removesuffix(f" ({MARK})"),
            "signed_at": at.astimezone(VIETNAM).isoformat(timespec="seconds"),
            "image": self.image,
            "is_test": self.is_test,
        }


def _require_turn(writer: IncrementalPdfFileWriter, field: str) -> None:
    if is_filled(writer, field):
        raise FieldTaken(field=field)
    reserve(writer)
    if field == "seal" and not all(is_filled(writer, name) for name in BEFORE_SEAL if form_field(writer, name)):
        raise SealTooEarly


class _TimedSigner(PdfSigner):  # type: ignore[misc] # the library is untyped for us
    """Signs at the instant we say, not at the library's, and keeps the room free that `room` remembers."""

    at: datetime
    room: dict[str, int]

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at.astimezone(VIETNAM)
        session.estimate_signature_container_size = partial(self._estimate, session.estimate_signature_container_size)
        return session

    async def _estimate(self, estimate: Callable[..., Awaitable[int]], *told: Any, **how: Any) -> int:
        if "bytes" not in self.room:
            self.room["bytes"] = await estimate(*told, **how)
        return self.room["bytes"]
