"""The settings are read once, strictly: what cannot be read is said by name, and production is not a demonstration."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.settings import ClockMayNotBeShifted, SettingNotReadable, SettingUnknown, SignerMissing, read_settings

PRODUCTION = {"MOTCUA_MODE": "production", "MOTCUA_SIGNER": "lanh-dao.p12", "MOTCUA_SEAL": "co-quan.p12"}


def test_without_any_setting_it_is_a_demonstration_on_sqlite() -> None:
    settings = read_settings({})
    assert settings.database == f"sqlite:///{Path('var').absolute()}/motcua.sqlite"
    assert (settings.port, settings.server_processes, settings.four_eyes) == (8080, 1, False)
    assert settings.url == "http://127.0.0.1:8080"


def test_postgresql_gets_two_server_processes() -> None:
    assert read_settings({"MOTCUA_DATABASE": "postgresql://motcua@/motcua"}).server_processes == 2


def test_production_asks_four_eyes() -> None:
    settings = read_settings(PRODUCTION)
    assert settings.is_production
    assert settings.four_eyes


def test_a_demonstration_may_shift_the_clock() -> None:
    assert read_settings({"MOTCUA_CLOCK_SHIFT": "-3600"}).shift == timedelta(hours=-1)


def test_production_may_not_shift_the_clock() -> None:
    with pytest.raises(ClockMayNotBeShifted):
        read_settings(PRODUCTION | {"MOTCUA_CLOCK_SHIFT": "1"})


@pytest.mark.parametrize("name", ["MOTCUA_SIGNER", "MOTCUA_SEAL"])
def test_production_needs_the_keys_of_the_agency(name: str) -> None:
    with pytest.raises(SignerMissing) as refusal:
        read_settings({key: value for key, value in PRODUCTION.items() if key != name})
    assert name in refusal.value.sentence("vi")


def test_a_misspelt_setting_is_not_passed_over() -> None:
    with pytest.raises(SettingUnknown) as refusal:
        read_settings({"MOTCUA_DATABSE": "sqlite://"})
    assert "MOTCUA_DATABSE" in refusal.value.sentence("en")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MOTCUA_PORT", "eighty"),
        ("MOTCUA_MODE", "live"),
        ("MOTCUA_FOUR_EYES", "perhaps"),
        ("MOTCUA_PROCESSES", "/there/is/no/such/folder"),
        ("MOTCUA_SMTP_TLS", "ssl"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingNotReadable) as refusal:
        read_settings({name: value})
    assert name in str(refusal.value)
    assert value in str(refusal.value)


def test_a_password_is_not_shown_when_settings_are_printed() -> None:
    settings = read_settings(PRODUCTION | {"MOTCUA_SMTP_PASSWORD": "bí mật", "MOTCUA_SEAL_PASSWORD": "bí mật"})
    assert "bí mật" not in repr(settings)
