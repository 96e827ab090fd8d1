"""What a signature carries so that it can be checked years later: the hour by a third party, and who held then.

Levels of PAdES baseline signatures (ETSI EN 319 142-1): B-B the signature alone; B-T with a time stamp (RFC 3161);
B-LT also with the chains of certificates and the news of their revocation.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import cms, core, pem, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.general import as_signing_certificate, simple_cms_attribute
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator import ValidationContext

from documents.sign.authority import PHRASE, TestAuthority

# With the test authority nothing is fetched, and that is meant so.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)


class Level(StrEnum):
    """How much a signature carries."""

    BASIC = "b-b"
    TIMED = "b-t"
    LASTING = "b-lt"


@dataclass(frozen=True, slots=True)
class Proof:
    """`stamper` and `context` give, for the instant of signing, who stamps it and what certificates are judged by."""

    level: Level = Level.BASIC
    stamper: Callable[[datetime], TimeStamper] | None = None
    context: Callable[[datetime], ValidationContext] | None = None

    def stamper_at(self, at: datetime) -> TimeStamper | None:
        """Who stamps a signature made at this instant; None on level B-B."""
        return self.stamper(at) if self.stamper is not None and self.level is not Level.BASIC else None

    def settings(self, at: datetime) -> dict[str, Any]:
        """What the signing library is to be told about validation facts."""
        if self.level is not Level.LASTING or self.context is None:
            return {}
        return {
            "embed_validation_info": True,
            "validation_context": self.context(at),
            # In the revision of the signature: nothing follows it, so every reader sees the whole file signed.
            "dss_settings": DSSContentSettings(
                include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            ),
        }


NO_PROOF = Proof()


def official_proof(level: Level, stamper: str, roots: Sequence[Path]) -> Proof:
    """By a time-stamping server's address and root certificates (PEM or DER); revocation is asked over the network."""
    trusted = [read_certificate(place) for place in roots]
    return Proof(
        level,
        stamper=lambda _: HTTPTimeStamper(stamper),
        # At the hour of signing, by the clock of whoever signs: the desk's may be shifted, but not in production.
        context=lambda _: ValidationContext(trust_roots=trusted, allow_fetching=True, revocation_mode="hard-fail"),
    )


def trial_proof(authority: TestAuthority, level: Level = Level.LASTING) -> Proof:
    """By the test authority, all on this machine; its hour is the one we say."""
    stamp_certificate, stamp_key = _open(authority.stamper())
    root = read_certificate(authority.root)

    # Asked once how large a stamp is, instead of stamping twice for each signature.
    sizes: dict[str, Any] = {}

    def stamper(at: datetime) -> TimeStamper:
        made = _TrialStamper(stamp_certificate, stamp_key, certs_to_embed=[root], fixed_dt=at)
        made._dummy_response_cache = sizes
        return made

    def context(at: datetime) -> ValidationContext:
        return ValidationContext(
            trust_roots=[root], moment=at, crls=[authority.revocations(at)], other_certs=[stamp_certificate],
            revocation_mode="require",
        )  # fmt: skip

    return Proof(level, stamper, context)


class _TrialStamper(DummyTimeStamper):  # type: ignore[misc] # the library is untyped for us
    """Stamps with a key opened once: the library opens it for every stamp, which takes longer than stamping."""

    tsa_key: rsa.RSAPrivateKey

    def _sign_tst_info(self, stamped: bytes, md_algorithm: str, dt: datetime) -> tuple[bytes, cms.CMSAttributes]:
        attributes = cms.CMSAttributes([
            simple_cms_attribute("content_type", "tst_info"),
            simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
            simple_cms_attribute("signing_certificate", as_signing_certificate(self.tsa_cert)),
            simple_cms_attribute("message_digest", hashlib.new(md_algorithm, stamped).digest()),
        ])  # fmt: skip
        content, chosen = attributes.dump(), getattr(hashes, md_algorithm.upper())()
        return self.tsa_key.sign(content, padding.PKCS1v15(), chosen), cms.CMSAttributes.load(content)

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        # As it would come over the wire: what is still in parts is put together anew at every level it is laid into.
        return tsp.TimeStampResp.load(super().request_tsa_response(req).dump())


def read_certificate(place: Path) -> asn1_x509.Certificate:
    """The certificate in a file, PEM or DER."""
    content = place.read_bytes()
    return asn1_x509.Certificate.load(pem.unarmor(content)[2] if pem.detect(content) else content)


@cache
def _open(key_file: Path) -> tuple[asn1_x509.Certificate, rsa.RSAPrivateKey]:
    key, certificate, _ = pkcs12.load_key_and_certificates(key_file.read_bytes(), PHRASE)
    assert isinstance(key, rsa.RSAPrivateKey)
    assert certificate is not None
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)), key
