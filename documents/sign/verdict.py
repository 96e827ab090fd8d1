"""Verify a signed paper: who signed, is every byte as signed, is each signer trusted, was anything added since."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel

from documents.sign.fields import form_field
from documents.sign.judging import UNREADABLE, Court, SignatureFound
from documents.sign.proof import read_certificate
from ground.messages import translate

# What is said to people of each finding, in English here and in Vietnamese by the catalogue.
SENTENCES = {
    "good": "Signed by {name} ({organisation}); nothing was changed since.",
    "broken": (
        "The signature of {name} does not match the file: it was changed after signing, or damaged. "
        "Ask for the original file."
    ),
    "spoiled": (
        "Something was added to the file after {name} signed that the signature does not allow. "
        "Ask for the original file."
    ),
    "revoked": (
        "The certificate of {name} was revoked before the paper was signed. Ask for a paper signed with a valid one."
    ),
    "expired": (
        "The certificate of {name} was out of its term at the hour of signing. Ask for a paper signed with a valid one."
    ),
    "untrusted": "Nobody we trust vouches for the certificate of {name}. Check where the paper comes from.",
    "unsigned": "The file bears no electronic signature that can be read.",
    "added": "Something follows the last signature that nobody signed. Ask for the original file.",
    "someone_else": "The paper is signed by {name}, not by {expected}.",
}


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

    def sentences(self, language: str, *, expected: str = "") -> list[str]:
        """The verdict in plain words, a sentence a finding; `expected`: the full name of who should have signed."""
        if not self.signatures:
            return [translate(SENTENCES["unsigned"], language)]
        said = [self._say(one.finding, language, one, expected) for one in self.signatures]
        if self.changed_after:
            said.append(translate(SENTENCES["added"], language))
        if expected and not any(one.name.startswith(expected) for one in self.signatures):
            said.append(self._say("someone_else", language, self.signatures[0], expected))
        return said

    @staticmethod
    def _say(finding: str, language: str, one: SignatureFound, expected: str) -> str:
        words = {"name": one.name, "organisation": one.organisation, "expected": expected}
        return translate(SENTENCES[finding], language, **words)


def verify(pdf: bytes, trust: Sequence[Path], *, at: datetime | None = None) -> Verdict:
    """The verdict on a file; `trust` are root certificates (PEM), `at` the instant to judge by (default: now).

    Never raises for what is wrong with the file: what cannot be read has no signature that holds.
    """
    roots = [read_certificate(place) for place in trust]
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        embedded = list(reader.embedded_signatures)
        court = Court.over(reader, roots, at)
        found = tuple(court.judge(one) for one in embedded)
        is_open = not embedded or embedded[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE
        return Verdict(found, is_open, _text(reader, "number"), _text(reader, "date"))
    except UNREADABLE:
        # Hostile files break the reader in every place; none of these is a reason to trust one.
        return Verdict((), changed_after=True)


def _text(reader: Any, name: str) -> str:
    field = form_field(reader, name)
    return str(field.get("/V", "")) if field is not None else ""
