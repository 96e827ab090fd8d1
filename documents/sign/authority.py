"""A certification authority for tests and demonstrations, made where it is needed. Every name in it says THỬ NGHIỆM."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ground.canonical import digest

MARK = "THỬ NGHIỆM"
# No secret: the keys it opens are worth nothing outside a demonstration, and production refuses them.
PHRASE = b"thu-nghiem"
_VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_VALID_UNTIL = datetime(2045, 1, 1, tzinfo=UTC)
_USAGE = {
    "key_encipherment": False, "data_encipherment": False, "key_agreement": False,
    "encipher_only": False, "decipher_only": False,
}  # fmt: skip


@dataclass(frozen=True)
class TestAuthority:
    """A folder with a root (`root.pem`, `root.key`) and one PKCS#12 file for each name asked for so far."""

    __test__ = False  # tells pytest that this is no test
    folder: Path

    @property
    def root(self) -> Path:
        """The root's certificate: what `verify` is to trust."""
        return self.folder / "root.pem"

    def officer(self, full_name: str, agency: str) -> Path:
        """The key file of a person, made on first use; its phrase is `PHRASE`."""
        return self._key_file(full_name, agency)

    def seal(self, agency: str) -> Path:
        """The key file of an agency's seal, made on first use; its phrase is `PHRASE`."""
        return self._key_file(agency, agency)

    def stamper(self) -> Path:
        """The key file of the authority that says what time it is (RFC 3161), made on first use."""
        return self._key_file("Dấu thời gian", "Một Cửa", ExtendedKeyUsageOID.TIME_STAMPING)

    def revoke(self, key_file: Path) -> None:
        """Put the certificate of a key file on the list of those that hold no longer."""
        certificate = pkcs12.load_key_and_certificates(key_file.read_bytes(), PHRASE)[1]
        assert certificate is not None
        (self.folder / f"{certificate.serial_number:x}.revoked").touch()

    def revocations(self, at: datetime) -> bytes:
        """The list of revoked certificates as it stands at an instant (a CRL, DER), good for a day."""
        key, root = self._root()
        listed = x509.CertificateRevocationListBuilder().issuer_name(root.subject)
        listed = listed.last_update(at - timedelta(hours=1)).next_update(at + timedelta(days=1))
        listed = listed.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
        listed = listed.add_extension(issuer, critical=False)
        for file in sorted(self.folder.glob("*.revoked")):
            listed = listed.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(int(file.stem, 16))
                .revocation_date(datetime.fromtimestamp(file.stat().st_mtime, UTC))
                .build()
            )
        return listed.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _root(self) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        return _opened((self.folder / "root.key").read_bytes()), x509.load_pem_x509_certificate(self.root.read_bytes())

    def _key_file(self, name: str, agency: str, *uses: x509.ObjectIdentifier) -> Path:
        place = self.folder / f"{digest(f'{name}|{agency}'.encode())[:24]}.pfx"
        if not place.exists():
            key = _new_key()
            root_key, root = self._root()
            certificate = _certificate(_name(name, agency), key, root.subject, root_key, uses)
            encryption = serialization.BestAvailableEncryption(PHRASE)
            label = b"motcua test key"
            _write(place, pkcs12.serialize_key_and_certificates(label, key, certificate, [root], encryption))
        return place


def make_test_authority(folder: Path) -> TestAuthority:
    """The test authority of this folder, its root made when there is none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = TestAuthority(folder)
    if not authority.root.exists():
        key = _new_key()
        name = _name("CA gốc", "Một Cửa")
        certificate = _certificate(name, key, name, key)
        plain = serialization.NoEncryption()
        pem = serialization.Encoding.PEM
        _write(folder / "root.key", key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
        _write(authority.root, certificate.public_bytes(pem))
    return authority


@lru_cache(maxsize=8)
def _opened(pem: bytes) -> rsa.RSAPrivateKey:
    """A key takes longer to be opened than to sign, for it is checked."""
    key = serialization.load_pem_private_key(pem, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(name: str, agency: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{agency[:48]} ({MARK})"),
        # X.509 allows 64 characters for a common name.
        x509.NameAttribute(NameOID.COMMON_NAME, f"{name[:48]} ({MARK})"),
    ])  # fmt: skip


def _certificate(
    subject: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    uses: Iterable[x509.ObjectIdentifier] = (),
) -> x509.Certificate:
    """A certificate of the root itself (`subject` is `issuer`) or of a key below it, narrowed to some `uses`."""
    is_root = subject == issuer
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_VALID_FROM)
        .not_valid_after(_VALID_UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_root, content_commitment=not is_root,
                key_cert_sign=is_root, crl_sign=is_root, **_USAGE,
            ),
            critical=True,
        )
    )  # fmt: skip
    if uses:
        builder = builder.add_extension(x509.ExtendedKeyUsage(list(uses)), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


def _write(place: Path, content: bytes) -> None:
    draft = place.with_name(f"{place.name}.{os.getpid()}.part")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(place)
