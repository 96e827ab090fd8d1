"""What an office may set, read once from the environment. Nothing else in the house reads the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from cases.desk import Stay
from ground.errors import Invalid

PREFIX = "MOTCUA_"
MODES = ("demo", "production")
TLS = ("none", "starttls", "implicit")
LEVELS = ("b-b", "b-t", "b-lt")
NATIONAL = ("none", "trial")
DOSSIERS = 300
SNAPSHOT_DAYS = 90
ACCESS_DAYS = 730
YES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

Value = TypeVar("Value")


class SettingNotReadable(Invalid):
    """The setting {name} is {value}, which cannot be read: {wanted} is wanted. Mend it and start again."""

    code = "setting_not_readable"


class SettingUnknown(Invalid):
    """There is no setting {name}. `motcua --help` names them all."""

    code = "setting_unknown"


class ClockMayNotBeShifted(Invalid):
    """The clock may not be shifted in production: take MOTCUA_CLOCK_SHIFT away."""

    code = "clock_may_not_be_shifted"


class TrialSourceInProduction(Invalid):
    """Invented data of the State may not be used in production: take MOTCUA_NATIONAL_DATA away."""

    code = "trial_source_in_production"


class SignerMissing(Invalid):
    """Production needs the agency's own signing keys: set {name}."""

    code = "signer_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Where letters go: a server, or (with no host) a folder of .eml files."""

    host: str = ""
    port: int = 25
    tls: str = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = "motcua@localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys that sign results, the person's and the agency's seal; empty in a demonstration.

    PKCS#12 files, or with a `driver` (PKCS#11) the name of the officers' token and of the seal's. `level` is how much
    a signature carries, `stamper` the address of the time-stamping server, `roots` the certificates we trust.
    """

    person: str = ""
    person_password: str = field(default="", repr=False)
    seal: str = ""
    seal_password: str = field(default="", repr=False)
    driver: str = ""
    level: str = LEVELS[0]
    stamper: str = ""
    roots: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long log-ins last, how many requests a minute one account or one address may send to each server process
    (0: any number), and for how long it is kept who has looked at whose data.
    """

    stay: Stay = field(default_factory=Stay)
    account_requests: int = 3000
    address_requests: int = 1500
    accesses: timedelta = timedelta(days=ACCESS_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between two installations.

    `home` holds the SQLite file, the vault and the letters; `database` is an SQLAlchemy address; `processes` is a
    folder of the office's own procedures beside the shipped ones; `dossiers` are invented for an empty demonstration;
    `shift` moves the clock of one; `snapshots` is how long a running process may go back to an earlier step;
    `law_address` is where the national database shows a legal document, with `{number}` for its number;
    `brand` is the folder of the office's own face.
    """

    home: Path = Path("var")
    database: str = "sqlite:///var/motcua.sqlite"
    address: str = "127.0.0.1"
    port: int = 8080
    public_address: str = ""
    mode: str = "demo"
    four_eyes: bool = False
    server_processes: int = 1
    shift: timedelta = timedelta(0)
    processes: Path | None = None
    dossiers: int = DOSSIERS
    snapshots: timedelta = timedelta(days=SNAPSHOT_DAYS)
    national: str = NATIONAL[0]
    law_address: str = ""
    brand: Path | None = None
    mail: Mail = Mail()
    keys: Keys = Keys()
    limits: Limits = Limits()

    @property
    def is_production(self) -> bool:
        """Whether real dossiers are handled here: secure cookies, no demonstration log-ins, no shifted clock."""
        return self.mode == "production"

    @property
    def url(self) -> str:
        """Where people reach us: what the operator says, else the address we listen at."""
        return self.public_address or f"http://{self.address}:{self.port}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process.

    Raises `SettingNotReadable`, `SettingUnknown` (a misspelt name is not passed over), `ClockMayNotBeShifted`
    and `SignerMissing`.
    """
    given = _Given({name: value for name, value in environment.items() if name.startswith(PREFIX)})
    home = Path(given.text("HOME", "var")).expanduser().absolute()
    mode = given.one_of("MODE", MODES, "demo")
    database = given.text("DATABASE", f"sqlite:///{home / 'motcua.sqlite'}")
    settings = Settings(
        home=home,
        database=database,
        address=given.text("ADDRESS", "127.0.0.1"),
        port=given.number("PORT", 8080),
        public_address=given.text("PUBLIC_ADDRESS", ""),
        mode=mode,
        four_eyes=given.yes("FOUR_EYES", mode == "production"),
        server_processes=given.number("SERVER_PROCESSES", 1 if database.startswith("sqlite") else 2),
        shift=timedelta(seconds=given.number("CLOCK_SHIFT", 0)),
        processes=given.folder("PROCESSES"),
        dossiers=given.number("DEMO_DOSSIERS", DOSSIERS),
        snapshots=timedelta(days=given.number("SNAPSHOT_DAYS", SNAPSHOT_DAYS)),
        law_address=given.address("LAW_ADDRESS"),
        brand=given.folder("BRAND"),
        national=given.one_of("NATIONAL_DATA", NATIONAL, NATIONAL[0] if mode == "production" else NATIONAL[1]),
        mail=_mail(given),
        keys=_keys(given),
        limits=_limits(given),
    )
    given.refuse_the_rest()
    _check_production(settings)
    return settings


def for_children(settings: Settings) -> dict[str, str]:
    """The environment of a process that shall have these settings: this one's, with what the command line changed."""
    changed = {"HOME": settings.home, "DATABASE": settings.database, "PORT": settings.port}
    return os.environ | {PREFIX + name: str(value) for name, value in changed.items()}


def _mail(given: "_Given") -> Mail:
    return Mail(
        host=given.text("SMTP_HOST", ""),
        port=given.number("SMTP_PORT", 25),
        tls=given.one_of("SMTP_TLS", TLS, "none"),
        user=given.text("SMTP_USER", ""),
        password=given.text("SMTP_PASSWORD", ""),
        sender=given.text("SMTP_SENDER", "motcua@localhost"),
    )


def _keys(given: "_Given") -> Keys:
    return Keys(
        person=given.text("SIGNER", ""),
        person_password=given.text("SIGNER_PASSWORD", ""),
        seal=given.text("SEAL", ""),
        seal_password=given.text("SEAL_PASSWORD", ""),
        driver=given.text("TOKEN_DRIVER", ""),
        stamper=(stamper := given.text("STAMPER", "")),
        level=given.one_of("SIGN_LEVEL", LEVELS, LEVELS[-1] if stamper else LEVELS[0]),
        roots=given.folder("ROOTS"),
    )


def _limits(given: "_Given") -> Limits:
    usual = Limits()
    idle = given.at_least("IDLE_MINUTES", 1, int(usual.stay.idle.total_seconds() // 60))
    lasts = given.at_least("SESSION_HOURS", 1, int(usual.stay.lasts.total_seconds() // 3600))
    return Limits(
        stay=Stay(timedelta(minutes=idle), timedelta(hours=lasts)),
        account_requests=given.at_least("ACCOUNT_REQUESTS", 0, usual.account_requests),
        address_requests=given.at_least("ADDRESS_REQUESTS", 0, usual.address_requests),
        accesses=timedelta(days=given.at_least("ACCESS_DAYS", 1, ACCESS_DAYS)),
    )


def _check_production(settings: Settings) -> None:
    if not settings.is_production:
        return
    if settings.shift:
        raise ClockMayNotBeShifted
    if settings.national == "trial":
        raise TrialSourceInProduction
    for name, value in (("MOTCUA_SIGNER", settings.keys.person), ("MOTCUA_SEAL", settings.keys.seal)):
        if not value:
            raise SignerMissing(name=name)
    if settings.keys.level != LEVELS[0] and not settings.keys.stamper:
        raise SignerMissing(name="MOTCUA_STAMPER")
    if settings.keys.level == LEVELS[-1] and settings.keys.roots is None:
        raise SignerMissing(name="MOTCUA_ROOTS")


def _pattern(text: str) -> str:
    if not text.startswith(("https://", "http://")) or "{number}" not in text:
        raise ValueError(text)
    return text


def _not_below(number: int, least: int) -> int:
    if number < least:
        raise ValueError
    return number


class _Given:
    """The variables of the environment that begin with our prefix, each to be asked for once."""

    # Read by the tests and benches, not by the product.
    BESIDE = ("TEST_POSTGRES",)

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.left = {name.removeprefix(PREFIX): value for name, value in environment.items()}
        for name in self.BESIDE:
            self.left.pop(name, None)

    def text(self, name: str, default: str) -> str:
        return self.left.pop(name, "") or default

    def number(self, name: str, default: int) -> int:
        return self._read(name, default, int, "a whole number")

    def at_least(self, name: str, least: int, default: int) -> int:
        return self._read(name, default, lambda text: _not_below(int(text), least), f"a whole number from {least} on")

    def yes(self, name: str, default: bool) -> bool:
        return self._read(name, default, lambda text: YES[text.lower()], "true or false")

    def one_of(self, name: str, values: tuple[str, ...], default: str) -> str:
        return self._read(name, default, lambda text: values[values.index(text)], " or ".join(values))

    def address(self, name: str) -> str:
        """A web address with `{number}` in it; empty where nothing is set."""
        return self._read(name, "", _pattern, "an https address with {number} in it")

    def folder(self, name: str) -> Path | None:
        return self._read(name, None, lambda text: Path(text).expanduser().resolve(strict=True), "an existing folder")

    def _read(self, name: str, default: Value, read: Callable[[str], Value], wanted: str) -> Value:
        text = self.left.pop(name, "")
        if not text:
            return default
        try:
            return read(text)
        except (ValueError, KeyError, OSError) as error:
            raise SettingNotReadable(name=PREFIX + name, value=text, wanted=wanted) from error

    def refuse_the_rest(self) -> None:
        for name in self.left:
            raise SettingUnknown(name=PREFIX + name)
