"""Verify a signed paper: who signed, is every byte as signed, is each signer trusted, was anything added since."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from documents.sign.fields import form_field

_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature: its field ("signer", "seal" …), who, when by the signer's own account, and what of it holds.

    `intact`: the bytes it covers are those signed. `trusted`: the certificate leads to a root we trust and is in force.
    `unspoiled`: nothing but numbers, dates and further signatures was added since.
    """

    field: str
    name: str
    organisation: str
    signed_at: datetime | None
    intact: bool
    trusted: bool
    unspoiled: bool

    @property
    def valid(self) -> bool:
        """Whether all of it holds."""
        return self.intact and self.trusted and self.unspoiled


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said about a file; `number` and `issued_on` are those written into the boxes after signing.

    `changed_after`: bytes follow the last signature, so somebody added something nobody signed.
    """

    signatures: tuple[SignatureFound, ...]
    changed_after: bool
    number: str = ""
    issued_on: str = ""

    @property
    def valid(self) -> bool:
        """Whether there is a signature, all of them hold, and the last covers the whole file."""
        return bool(self.signatures) and not self.changed_after and all(one.valid for one in self.signatures)


def verify(pdf: bytes, trust: Sequence[Path], *, at: datetime | None = None) -> Verdict:
    """The verdict on a file; `trust` are root certificates (PEM), `at` the instant to judge by (default: now).

    Never raises for what is wrong with the file: what cannot be read has no signature that holds.
    """
    roots = [_certificate(place) for place in trust]
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        embedded = list(reader.embedded_signatures)
        context = {"trust_roots": roots, "allow_fetching": False} | ({"moment": at} if at else {})
        found = tuple(_judge(one, ValidationContext(**context)) for one in embedded)
        is_open = not embedded or embedded[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE
        return Verdict(found, is_open, _text(reader, "number"), _text(reader, "date"))
    except (PdfError, SigningError, ValueError, KeyError, TypeError, RecursionError):
        # Hostile files break the reader in every place; none of these is a reason to trust one.
        return Verdict((), changed_after=True)


def _judge(embedded: Any, context: ValidationContext) -> SignatureFound:
    subject = embedded.signer_cert.subject.native
    signed_at = embedded.self_reported_timestamp
    try:
        state = validate_pdf_signature(embedded, context)
    except (PdfError, SigningError, ValidationError, ValueError):
        return SignatureFound(embedded.field_name, *_names(subject), signed_at, False, False, False)
    return SignatureFound(
        field=embedded.field_name,
        name=_names(subject)[0],
        organisation=_names(subject)[1],
        signed_at=signed_at,
        intact=bool(state.intact and state.valid),
        trusted=bool(state.trusted),
        unspoiled=state.modification_level in _HARMLESS and state.docmdp_ok is not False,
    )


def _names(subject: dict[str, str]) -> tuple[str, str]:
    return str(subject.get("common_name", "")), str(subject.get("organization_name", ""))


def _text(reader: Any, name: str) -> str:
    field = form_field(reader, name)
    return str(field.get("/V", "")) if field is not None else ""


def _certificate(place: Path) -> asn1_x509.Certificate:
    content = place.read_bytes()
    return asn1_x509.Certificate.load(pem.unarmor(content)[2] if pem.detect(content) else content)
