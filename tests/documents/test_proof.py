"""A signature carries the hour by a third party and the state of its certificate, so that it holds for years."""

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pkcs11 import Attribute, lib
from pkcs11.util.x509 import decode_x509_certificate

from documents.examples import RECEIPT
from documents.render import render
from documents.sign import (
    Level,
    PfxSigner,
    ProofMissing,
    TestAuthority,
    TestKeyRefused,
    TokenNotReady,
    TokenSigner,
    make_test_authority,
    official_proof,
    trial_proof,
    verify,
)
from documents.sign.authority import PHRASE
from ground.clock import SystemClock
from tests.documents import pki
from tests.documents.conftest import AGENCY, SIGNED_AT

LATER = datetime(2060, 1, 1, tzinfo=UTC)
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="module")
def slip() -> bytes:
    return render("slips/receipt.html", RECEIPT, kind="slip")


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pki.Authority]:
    with pki.serving_authority(tmp_path_factory.mktemp("pki")) as authority:
        yield authority


def signed(paper: bytes, key: Path, phrase: bytes, proof: object, at: datetime) -> bytes:
    return PfxSigner(key, phrase, proof=proof).sign(paper, reason="Tiếp nhận", at=at, field="signer")  # type: ignore[arg-type]


@pytest.mark.parametrize("level", list(Level))
def test_a_signature_carries_what_its_level_asks(slip: bytes, online: pki.Authority, level: Level) -> None:
    now = SystemClock().now()
    proof = official_proof(level, online.stamper, [online.root])
    paper = signed(slip, online.key_file("agency"), pki.PHRASE.encode(), proof, now)
    verdict = verify(paper, [online.root])

    assert verdict.valid
    assert verdict.signatures[0].level is level
    assert (verdict.signatures[0].stamped_at is None) == (level is Level.BASIC)


def test_poppler_agrees_on_a_lasting_signature(slip: bytes, authority: TestAuthority, tmp_path: Path) -> None:
    file = tmp_path / "slip.pdf"
    file.write_bytes(signed(slip, authority.officer("Chi", AGENCY), PHRASE, trial_proof(authority), SIGNED_AT))
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, check=False, timeout=60).stdout

    assert b"Signature is Valid" in said
    assert b"Total document signed" in said


def test_a_lasting_signature_holds_when_the_certificate_has_run_out(slip: bytes, authority: TestAuthority) -> None:
    key = authority.officer("Chi", AGENCY)
    lasting = signed(slip, key, PHRASE, trial_proof(authority), SIGNED_AT)
    basic = signed(slip, key, PHRASE, trial_proof(authority, Level.BASIC), SIGNED_AT)

    # The clock's own certificate must still be in force: to go beyond it papers are stamped anew.
    assert verify(lasting, [authority.root], at=datetime(2044, 1, 1, tzinfo=UTC)).valid
    assert verify(lasting, [authority.root]).signatures[0].stamped_at == SIGNED_AT
    assert verify(basic, [authority.root], at=LATER).signatures[0].finding == "expired"


def test_a_revoked_key_signs_nothing_that_lasts(slip: bytes, online: pki.Authority) -> None:
    proof = official_proof(Level.LASTING, online.stamper, [online.root])
    with pytest.raises(ProofMissing):
        signed(slip, online.key_file("dismissed"), pki.PHRASE.encode(), proof, SystemClock().now())


def test_a_revoked_certificate_is_told(slip: bytes, tmp_path: Path) -> None:
    authority = make_test_authority(tmp_path)
    now = SystemClock().now()
    chi, dung = authority.officer("Chi", AGENCY), authority.officer("Dũng", AGENCY)
    first = signed(slip, chi, PHRASE, trial_proof(authority, Level.TIMED), now)
    authority.revoke(chi)
    # The second signature brings the news of the day along.
    second = signed(slip, dung, PHRASE, trial_proof(authority), now + timedelta(hours=2))
    assert verify(second, [authority.root]).valid
    assert verify(first, [authority.root]).valid

    with pytest.raises(ProofMissing):
        signed(slip, chi, PHRASE, trial_proof(authority), now + timedelta(hours=2))


def test_without_its_clock_a_paper_waits_unsigned(slip: bytes, online: pki.Authority) -> None:
    proof = official_proof(Level.TIMED, "http://127.0.0.1:9/nobody", [online.root])
    with pytest.raises(ProofMissing):
        signed(slip, online.key_file("agency"), pki.PHRASE.encode(), proof, SystemClock().now())


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory, authority: TestAuthority) -> Iterator[Callable[..., TokenSigner]]:
    """Makes signers whose key lies on a token; the maker's library reads its settings once a process."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOFTHSM2_CONF", str(settings))
        _load(authority.officer("Vũ Hương Giang", AGENCY), folder)
        yield lambda pin="1234", **how: TokenSigner(SOFTHSM, "thu-nghiem", pin, "giang", **how)


def test_a_key_that_never_leaves_its_token_signs(
    token: Callable[..., TokenSigner], slip: bytes, authority: TestAuthority
) -> None:
    paper = token(proof=trial_proof(authority)).sign(slip, reason="Ký duyệt", at=SIGNED_AT, field="signer")
    verdict = verify(paper, [authority.root])

    assert verdict.valid
    assert verdict.signatures[0].level is Level.LASTING


def test_a_token_that_refuses_its_pin_is_named(token: Callable[..., TokenSigner], slip: bytes) -> None:
    with pytest.raises(TokenNotReady):
        token(pin="0000").sign(slip, reason="Ký duyệt", at=SIGNED_AT, field="signer")


def test_a_test_key_on_a_token_signs_nothing_in_production(token: Callable[..., TokenSigner], slip: bytes) -> None:
    with pytest.raises(TestKeyRefused):
        token(production=True).sign(slip, reason="Ký duyệt", at=SIGNED_AT, field="signer")


def _load(pfx: Path, folder: Path) -> None:
    """Make a token and put a key with its certificate onto it, with the maker's own tool."""
    key, certificate, _ = pkcs12.load_key_and_certificates(pfx.read_bytes(), PHRASE)
    assert key is not None
    assert certificate is not None
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    for words in (
        ["softhsm2-util", "--init-token", "--free", "--label", "thu-nghiem", "--so-pin", "12345678", "--pin", "1234"],
        ["softhsm2-util", "--import", str(folder / "key.pem"), "--token", "thu-nghiem", "--label", "giang",
         "--id", "01", "--pin", "1234"],
    ):  # fmt: skip
        subprocess.run(words, check=True, capture_output=True, env=os.environ, timeout=60)
    _load_certificate(certificate.public_bytes(serialization.Encoding.DER))


def _load_certificate(der: bytes) -> None:
    facts = decode_x509_certificate(der) | {Attribute.LABEL: "giang", Attribute.TOKEN: True, Attribute.ID: b"\x01"}
    with lib(str(SOFTHSM)).get_token(token_label="thu-nghiem").open(rw=True, user_pin="1234") as session:
        session.create_object(facts)
