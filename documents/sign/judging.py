"""Judge one signature: is it whole, whose is it, did the certificate hold when the hour was stamped."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from documents.sign.proof import Level

_HARMLESS = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
_TOO_OLD = {AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED}
UNREADABLE = (PdfError, SigningError, ValidationError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature: its field ("signer", "seal" …), who, when by the signer's own account, and what of it holds.

    `intact`: the bytes it covers are those signed. `trusted`: the certificate leads to a root we trust and held at the
    stamped hour, or now when no hour is stamped. `unspoiled`: nothing but numbers, dates and further signatures was
    added since. `stamped_at`: the hour by a third party we trust. `level`: how much of that lies in the file.
    """

    field: str
    name: str
    organisation: str
    signed_at: datetime | None
    intact: bool = False
    trusted: bool = False
    unspoiled: bool = False
    revoked: bool = False
    expired: bool = False
    stamped_at: datetime | None = None
    level: Level = Level.BASIC

    @property
    def valid(self) -> bool:
        """Whether all of it holds."""
        return self.intact and self.trusted and self.unspoiled

    @property
    def finding(self) -> str:
        """The gravest thing to be said of it: broken, spoiled, revoked, expired, untrusted or good."""
        if not self.intact:
            return "broken"
        if not self.unspoiled:
            return "spoiled"
        if self.revoked:
            return "revoked"
        if self.expired:
            return "expired"
        return "good" if self.trusted else "untrusted"


@dataclass(frozen=True, slots=True)
class Court:
    """By what signatures of one file are judged: roots, the instant, and what the file brings along (its DSS)."""

    roots: Sequence[asn1_x509.Certificate]
    at: datetime | None
    brought: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def over(cls, reader: PdfFileReader, roots: Sequence[asn1_x509.Certificate], at: datetime | None) -> "Court":
        """The court for a file."""
        try:
            store = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            return cls(roots, at)
        lists = [entry.get_object().data for entry in store.crls]
        answers = [entry.get_object().data for entry in store.ocsps]
        return cls(roots, at, {"other_certs": list(store.load_certs()), "crls": lists, "ocsps": answers})

    def context(self, moment: datetime | None, **stricter: Any) -> ValidationContext:
        """The library's context for judging at a moment."""
        when = {"moment": moment} if moment else {}
        return ValidationContext(
            trust_roots=list(self.roots), allow_fetching=False,
            # News of revocation may have been fetched just after the stamp; it speaks for the time before too.
            retroactive_revinfo=True, **when, **self.brought, **stricter,
        )  # fmt: skip

    def judge(self, embedded: Any) -> SignatureFound:
        """What holds of one signature; never raises."""
        subject = embedded.signer_cert.subject.native
        name, organisation = str(subject.get("common_name", "")), str(subject.get("organization_name", ""))
        found = SignatureFound(embedded.field_name, name, organisation, embedded.self_reported_timestamp)
        try:
            return self._look(embedded, found)
        except UNREADABLE:
            return found

    def _look(self, embedded: Any, found: SignatureFound) -> SignatureFound:
        state = validate_pdf_signature(embedded, self.context(self.at))
        stamp = state.timestamp_validity
        stamped_at = stamp.timestamp if stamp is not None and stamp.valid and stamp.intact and stamp.trusted else None
        if stamped_at is not None:
            state = validate_pdf_signature(embedded, self.context(stamped_at), self.context(self.at))
        return SignatureFound(
            found.field,
            found.name,
            found.organisation,
            found.signed_at,
            intact=bool(state.intact and state.valid),
            trusted=bool(state.trusted),
            unspoiled=state.modification_level in _HARMLESS and state.docmdp_ok is not False,
            revoked=bool(state.revoked),
            expired=state.trust_problem_indic in _TOO_OLD,
            stamped_at=stamped_at,
            level=self._level(embedded, stamped_at),
        )

    def _level(self, embedded: Any, stamped_at: datetime | None) -> Level:
        """B-LT when the file alone answers for chain and revocation at the stamped hour."""
        if stamped_at is None:
            return Level.BASIC
        if not self.brought:
            return Level.TIMED
        alone = self.context(stamped_at, revocation_mode="require")
        state = validate_pdf_signature(embedded, alone, self.context(self.at))
        return Level.LASTING if state.trusted else Level.TIMED
