"""Electronic signatures on papers (PAdES): a person signs, the number is placed, the agency seals, anyone verifies.

Each step only appends to the file, so what was signed before stays valid; the draft's bytes are the file's beginning.
"""

from documents.sign.authority import TestAuthority, make_test_authority
from documents.sign.number import AlreadyNumbered, place_number
from documents.sign.signer import FieldTaken, KeyNotReadable, PfxSigner, SealTooEarly, Signer, TestKeyRefused
from documents.sign.verdict import SignatureFound, Verdict, verify

__all__ = [
    "AlreadyNumbered",
    "FieldTaken",
    "KeyNotReadable",
    "PfxSigner",
    "SealTooEarly",
    "SignatureFound",
    "Signer",
    "TestAuthority",
    "TestKeyRefused",
    "Verdict",
    "make_test_authority",
    "place_number",
    "verify",
]
