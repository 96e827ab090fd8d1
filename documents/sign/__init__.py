"""Electronic signatures on papers (PAdES): a person signs, the number is placed, the agency seals, anyone verifies.

Each step only appends to the file, so what was signed before stays valid; the draft's bytes are the file's beginning.
"""

from documents.sign.authority import TestAuthority, make_test_authority
from documents.sign.judging import SignatureFound
from documents.sign.keyfile import KeyNotReadable, PfxSigner
from documents.sign.letter import Letter, open_letter
from documents.sign.number import AlreadyNumbered, place_number
from documents.sign.proof import Level, Proof, official_proof, trial_proof
from documents.sign.remote import RemoteNotBelieved, RemoteNotReady, RemoteSigner
from documents.sign.signer import FieldTaken, ProofMissing, SealTooEarly, Signer, TestKeyRefused
from documents.sign.token import TokenNotReady, TokenSigner
from documents.sign.trial import trial_plugin
from documents.sign.verdict import Verdict, verify

__all__ = [
    "AlreadyNumbered",
    "FieldTaken",
    "KeyNotReadable",
    "Letter",
    "Level",
    "PfxSigner",
    "Proof",
    "ProofMissing",
    "RemoteNotBelieved",
    "RemoteNotReady",
    "RemoteSigner",
    "SealTooEarly",
    "SignatureFound",
    "Signer",
    "TestAuthority",
    "TestKeyRefused",
    "TokenNotReady",
    "TokenSigner",
    "Verdict",
    "make_test_authority",
    "official_proof",
    "open_letter",
    "place_number",
    "trial_plugin",
    "trial_proof",
    "verify",
]
