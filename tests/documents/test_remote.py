"""Somebody else signs for us: believed only when our own bytes come back with the one signature that was ordered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import httpx
import pytest

from documents.sign import (
    FieldTaken,
    PfxSigner,
    RemoteNotBelieved,
    RemoteNotReady,
    RemoteSigner,
    TestAuthority,
    TestKeyRefused,
    make_test_authority,
    place_number,
    trial_plugin,
    verify,
)
from documents.sign.authority import PHRASE
from tests.documents.conftest import AGENCY, SIGNED_AT


@contextmanager
def service(authority: TestAuthority, alter: Callable[[bytes], bytes] = lambda signed: signed) -> Iterator[str]:
    def key(account: str) -> PfxSigner:
        return PfxSigner(authority.officer(account, AGENCY), PHRASE)

    with trial_plugin(key, lambda: SIGNED_AT, alter=alter) as address:
        yield address


def sign(
    address: str, authority: TestAuthority, pdf: bytes, field: str = "signer", *, production: bool = False
) -> bytes:
    remote = RemoteSigner(address, "Vũ Hương Giang", trust=[authority.root], production=production)
    return remote.sign(pdf, reason="Ký duyệt", at=SIGNED_AT, field=field)


def test_person_and_agency_sign_through_a_service_one_after_the_other(draft: bytes, authority: TestAuthority) -> None:
    with service(authority) as address:
        signed = sign(address, authority, draft)
        issued = sign(address, authority, place_number(signed, "05/GP-SNV", date(2026, 9, 10)), "seal")
        with pytest.raises(FieldTaken):
            sign(address, authority, signed)

    verdict = verify(issued, [authority.root])
    assert verdict.valid
    assert [one.field for one in verdict.signatures] == ["signer", "seal"]


def test_the_service_says_on_its_page_that_it_is_a_trial(authority: TestAuthority) -> None:
    with service(authority) as address:
        assert "THỬ NGHIỆM" in httpx.get(address, timeout=10).text


def test_production_takes_no_signature_of_a_trial_and_starts_none(draft: bytes, authority: TestAuthority) -> None:
    with service(authority) as address, pytest.raises(TestKeyRefused):
        sign(address, authority, draft, production=True)
    with (
        pytest.raises(TestKeyRefused),
        trial_plugin(lambda _: pytest.fail("nothing is signed"), lambda: SIGNED_AT, production=True),
    ):
        pytest.fail("a trial service was started in production")


@pytest.mark.parametrize("spoil", ["another file", "more bytes", "nothing signed"])
def test_what_comes_back_is_not_believed_when_it_is_not_our_file(
    spoil: str, draft: bytes, authority: TestAuthority
) -> None:
    def alter(signed: bytes) -> bytes:
        return {"another file": signed.replace(b"/Title", b"/Tltle"), "more bytes": signed + b"\n%",
                "nothing signed": draft}[spoil]  # fmt: skip

    with service(authority, alter) as address, pytest.raises(RemoteNotBelieved):
        sign(address, authority, draft)


def test_a_signature_nobody_vouches_for_is_not_believed(
    draft: bytes, authority: TestAuthority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = make_test_authority(tmp_path_factory.mktemp("stranger"))
    with service(stranger) as address, pytest.raises(RemoteNotBelieved, match="untrusted"):
        sign(address, authority, draft)


def test_what_the_service_refuses_is_told_and_a_silent_one_is_not_ready(draft: bytes, authority: TestAuthority) -> None:
    with service(authority) as address, pytest.raises(RemoteNotReady, match="seals last"):
        sign(address, authority, draft, "seal")
    with pytest.raises(RemoteNotReady):
        sign(address, authority, draft)
