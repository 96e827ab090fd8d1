"""The desk of an installation, opened from its settings."""

import logging
from functools import partial

from app.readiness import checks
from app.settings import Settings
from app.trust import trusted_roots
from cases.brand import Brand, read_brand, readable
from cases.desk import Desk
from cases.digitising.tools import reader_lacks
from cases.gate import Gate
from documents.vault import Vault
from exchange.national import NotConnected, TrialSource
from ground.clock import SystemClock
from ground.database import open_database

log = logging.getLogger("motcua.brand")


def open_desk(settings: Settings) -> Desk:
    """What doors and workers hold in their hands; the database is opened, not asked anything yet."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database, clock = open_database(settings.database), SystemClock(settings.shift)
    return Desk(
        database=database,
        clock=clock,
        vault=Vault(settings.home / "vault"),
        four_eyes=settings.four_eyes,
        is_secure=settings.is_production,
        address=settings.url,
        checks=checks(database, clock, settings.home),
        trust=partial(trusted_roots, settings),
        wishes={"scan reader (tesseract-ocr, tesseract-ocr-vie)": lambda: not reader_lacks()},
        stay=settings.limits.stay,
        gate=Gate(settings.limits.account_requests, settings.limits.address_requests),
        national=TrialSource() if settings.national == "trial" else NotConnected(),
        law_address=settings.law_address,
        brand=_brand(settings),
    )


def _brand(settings: Settings) -> Brand:
    brand = read_brand(settings.brand) if settings.brand else Brand()
    if brand.is_pale:
        log.warning(
            "the main colour %s is too pale for words: links and buttons are %s", brand.main, readable(brand.main)
        )
    return brand
