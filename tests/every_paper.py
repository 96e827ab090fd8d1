"""Every kind of paper the house prints, drawn once a process with its example values, and each signed as it leaves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from cases.bundle import Bundle, Procedure, read_bundle
from cases.procedure import shipped_bundles
from cases.samples import sample_facts
from documents.examples import BOOKS, SLIPS
from documents.render import render
from documents.sign import PfxSigner, TestAuthority, place_number
from documents.sign.authority import PHRASE

ROOT = Path(__file__).parents[1]
AT = datetime(2026, 9, 10, 1, 30, tzinfo=UTC)
AGENCY = "Sở Nội vụ (minh họa)"
# Letters of the head and notices of the agency: signed and sealed (Decree 118/2025; Decree 30/2020, art. 13).
SEALED = frozenset({"apology", "stop"})
# What branches of a drawing put together is known to the drawing alone.
TRADE = {"ten": "Hàn", "ma": "6520123", "trinh_do": "cao_dang", "quy_mo": 30, "ket_luan": "co"}


@cache
def procedures() -> dict[str, Procedure]:
    """Every shipped procedure by its slug."""
    bundles: list[Bundle] = shipped_bundles([ROOT / "processes", ROOT / "forms"])
    return {bundle.slug: read_bundle(bundle.files) for bundle in bundles}


@cache
def slip(kind: str) -> bytes:
    """A slip, or a list of many dossiers."""
    return render(f"slips/{kind}.html", {**SLIPS, **BOOKS}[kind], kind="slip")


@cache
def result(slug: str, key: str) -> bytes:
    """A result of a procedure."""
    procedure = procedures()[slug]
    kind = procedure.sheet.result_of(key)
    assert kind is not None
    name, facts = f"{slug}.{kind.template}.html", sample_facts(procedure, kind)
    facts["variables"]["ket_qua_nghe"] = [TRADE]
    return render(name, facts, kind="result", sources={name: procedure.files[name].decode()})


def result_names() -> list[tuple[str, str]]:
    """Slug and key of every result."""
    return [(slug, kind.key) for slug, procedure in sorted(procedures().items()) for kind in procedure.sheet.result]


def all_papers() -> dict[str, bytes]:
    """All of them by name, those drawn before not drawn again."""
    with ThreadPoolExecutor(2) as presses:
        slips = dict(zip((*SLIPS, *BOOKS), presses.map(slip, (*SLIPS, *BOOKS)), strict=True))
        results = list(presses.map(lambda name: result(*name), result_names()))
    return slips | {f"{slug}.{key}": paper for (slug, key), paper in zip(result_names(), results, strict=True)}


@cache
def signer(file: Path) -> PfxSigner:
    """The signer of a key file, opened once."""
    return PfxSigner(file, PHRASE)


def signed(name: str, paper: bytes, authority: TestAuthority, beside: str = "") -> bytes:
    """As it leaves the house: signed by a person; results numbered; letters, notices and results sealed.

    `beside`: the full name of somebody who signs after the first.
    """
    made = signer(authority.officer("Vũ Hương Giang", AGENCY)).sign(paper, reason="Ký duyệt", at=AT, field="signer")
    if beside:
        made = signer(authority.officer(beside, AGENCY)).sign(made, reason="Ký nháy", at=AT, field="beside")
    if "." in name:
        made = place_number(made, "05/GP-SNV", date(2026, 9, 10))
    elif name not in SEALED:
        return made
    return signer(authority.seal(AGENCY)).sign(made, reason="Phát hành", at=AT, field="seal")
