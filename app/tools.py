"""The tools that jobs work with: the vault, who signs, how letters leave."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, select

from app.settings import Keys, Settings
from app.trust import trusted_roots
from cases.desk import Desk
from cases.operations import Tools
from cases.tables import Officer, Unit
from documents.sign import (
    Level,
    PfxSigner,
    Proof,
    RemoteSigner,
    Signer,
    TokenSigner,
    make_test_authority,
    official_proof,
    trial_proof,
)
from documents.sign.authority import PHRASE
from documents.vault import Vault
from exchange.mail import FileMailer, Mailer, SmtpMailer
from ground.clock import Clock
from ground.database import reading
from ground.errors import NotFound


class SignerUnknown(NotFound):
    """There is no signing key for {name}. Put {name}.p12 into the folder that MOTCUA_SIGNER names."""

    code = "signer_unknown"


def open_tools(settings: Settings, desk: Desk) -> Tools:
    """The tools of this installation; a demonstration signs with test keys it makes for itself."""
    signer, seal = _agency_keys(settings) if settings.keys.person else _test_keys(settings.home, desk.database)
    return Tools(
        vault=Vault(settings.home / "vault"),
        signer=signer,
        seal=seal,
        mailer=_mailer(settings, desk.clock),
        address=desk.address,
        is_demo=not settings.is_production,
        slip_signer=lambda name: _signer_or_none(signer, name),
    )


def _signer_or_none(signer: Callable[[str], Signer], name: str) -> Signer | None:
    """The signer of whoever makes a slip; one without a key of his own prints it to be signed by hand."""
    try:
        return signer(name)
    except SignerUnknown:
        return None


def _agency_keys(settings: Settings) -> tuple[Callable[[str], Signer], Signer]:
    keys, roots = settings.keys, trusted_roots(settings)
    proof = official_proof(Level(keys.level), keys.stamper, roots)
    signer, seal = (_token_keys if keys.driver else _file_keys)(keys, proof)
    return _remote_keys(keys, roots) if keys.person.startswith(("https://", "http://")) else signer, seal


def _remote_keys(keys: Keys, roots: list[Path]) -> Callable[[str], Signer]:
    """Every officer's key lies with a signing service; what the agency seals with stays in the house."""

    @cache
    def signer(name: str) -> Signer:
        return RemoteSigner(keys.person, name, keys.person_password, trust=roots, production=True)

    return signer


def anchors_of(settings: Settings) -> Path:
    """Where the anchors of the journal are written; copy them to another machine."""
    return settings.home / "anchors"


def _token_keys(keys: Keys, proof: Proof) -> tuple[Callable[[str], Signer], Signer]:
    driver = Path(keys.driver)

    @cache
    def signer(name: str) -> Signer:
        return TokenSigner(driver, keys.person, keys.person_password, name, production=True, proof=proof)

    return signer, TokenSigner(driver, keys.seal, keys.seal_password, "seal", production=True, proof=proof)


def _file_keys(keys: Keys, proof: Proof) -> tuple[Callable[[str], Signer], Signer]:
    place = Path(keys.person)

    @cache
    def signer(name: str) -> Signer:
        file = place / f"{name}.p12" if place.is_dir() else place
        if not file.is_file():
            raise SignerUnknown(name=name)
        return PfxSigner(file, keys.person_password.encode(), production=True, proof=proof)

    return signer, PfxSigner(Path(keys.seal), keys.seal_password.encode(), production=True, proof=proof)


def _test_keys(home: Path, database: Engine) -> tuple[Callable[[str], Signer], Signer]:
    authority = make_test_authority(home / "authority")
    proof = trial_proof(authority)

    @cache
    def signer(name: str) -> Signer:
        with reading(database) as session:
            query = select(Officer.full_name, Unit.name).join(Unit, Unit.id == Officer.unit_id)
            found = session.execute(query.where(Officer.name == name)).one_or_none()
        if found is None:
            raise SignerUnknown(name=name)
        return PfxSigner(authority.officer(*found), PHRASE, proof=proof)

    return signer, PfxSigner(authority.seal("Một Cửa"), PHRASE, proof=proof)


def _mailer(settings: Settings, clock: Clock) -> Mailer:
    mail = settings.mail
    if not mail.host:
        return FileMailer(settings.home / "letters", clock, mail.sender)
    return SmtpMailer(
        mail.host, mail.port, clock, sender=mail.sender, tls=mail.tls, user=mail.user, password=mail.password
    )
