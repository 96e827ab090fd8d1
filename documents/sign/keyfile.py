"""The signer whose key lies in a PKCS#12 file."""

from pathlib import Path
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.sign.proof import NO_PROOF, Proof
from documents.sign.signer import PaperSigner
from ground.errors import Invalid


class KeyNotReadable(Invalid):
    """The key file {file} cannot be opened: {reason}. Check the file and its password in the settings."""

    code = "key_not_readable"


class PfxSigner(PaperSigner):
    """Signs with a key from a PKCS#12 file; one that cannot be opened raises `KeyNotReadable`."""

    def __init__(
        self,
        pfx: Path,
        password: bytes,
        *,
        image: bytes | None = None,
        production: bool = False,
        proof: Proof = NO_PROOF,
    ) -> None:
        super().__init__(_CachedKeySigner(*_open(pfx, password)), image=image, production=production, proof=proof)


class _CachedKeySigner(SimpleSigner):  # type: ignore[misc] # the library is untyped for us
    """Keeps the opened key: parsing it anew for each signature takes longer than signing."""

    def __init__(self, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, certificate: Any, others: Any) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([_asn1(other) for other in others])
        der = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        super().__init__(_asn1(certificate), keys.PrivateKeyInfo.load(der), store)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw signature; a dry run only asks how long one is."""
        if dry_run:
            return bytes(self._key.key_size // 8 if isinstance(self._key, rsa.RSAPrivateKey) else 160)
        chosen = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), chosen)
        return self._key.sign(data, ec.ECDSA(chosen))


def _asn1(certificate: x509.Certificate) -> Any:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _open(pfx: Path, password: bytes) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(pfx.read_bytes(), password)
    except (OSError, ValueError) as error:
        raise KeyNotReadable(file=pfx.name, reason=str(error)) from error
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyNotReadable(file=pfx.name, reason="it holds no key with its certificate")
    return key, certificate, list(others)
