"""Open what a signer vouched for: content with a signature round it (CMS), as an anchor of the journal is."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms
from pyhanko.sign.validation.generic_cms import (
    async_validate_cms_signature,
    collect_timing_info,
    extract_self_reported_ts,
)
from pyhanko_certvalidator import ValidationContext

from documents.sign.judging import UNREADABLE
from documents.sign.proof import read_certificate


@dataclass(frozen=True, slots=True)
class Letter:
    """`holds`: the content is what was signed, by a certificate that leads to a root we trust."""

    content: bytes
    name: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    holds: bool = False


def open_letter(wrapped: bytes, trust: Sequence[Path], *, at: datetime | None = None) -> Letter:
    """What lies in it and whether it holds; never raises for what is wrong with it."""
    try:
        return asyncio.run(_open(wrapped, ValidationContext(**_court(trust, at))))
    except UNREADABLE:
        return Letter(b"")


def _court(trust: Sequence[Path], at: datetime | None) -> dict[str, Any]:
    roots = [read_certificate(place) for place in trust]
    return {"trust_roots": roots, "allow_fetching": False} | ({"moment": at} if at else {})


async def _open(wrapped: bytes, court: ValidationContext) -> Letter:
    signed = cms.ContentInfo.load(wrapped, strict=True)["content"]
    content = bytes(signed["encap_content_info"]["content"].native)
    state: Any = await async_validate_cms_signature(signed, validation_context=court)
    signer = signed["signer_infos"][0]
    timing = await collect_timing_info(signer, ts_validation_context=court, raw_digest=None)
    stamp = timing.get("timestamp_validity")
    return Letter(
        content,
        str(state.signing_cert.subject.native.get("common_name", "")),
        extract_self_reported_ts(signer),
        stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None,
        bool(state.intact and state.valid and state.trusted),
    )
