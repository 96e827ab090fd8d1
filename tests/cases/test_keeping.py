"""The vault and the books agree: nothing named is missing, nothing unnamed stays for ever."""

import os

import pytest

from cases.keeping import sweep_vault, vault_faults
from cases.tables import Slip
from ground.database import reading
from tests.cases.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def age(desk: Desk) -> None:
    """Everything was kept two days ago."""
    for place in desk.tools.vault.folder.glob("*/*"):
        then = place.stat().st_mtime - 2 * 86400
        os.utime(place, (then, then))


def test_the_sweep_takes_orphans_only(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    orphan = desk.tools.vault.keep(b"%PDF a draft that gave way")
    named = {place.name for place in desk.tools.vault.folder.glob("*/*")} - {orphan}
    age(desk)
    young = desk.tools.vault.keep(b"%PDF kept, and its row not committed yet")

    assert sweep_vault(desk.database, desk.tools.vault) == 1
    assert {place.name for place in desk.tools.vault.folder.glob("*/*")} == named | {young}


def test_a_lost_and_a_damaged_paper_are_told(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "ky_duyet")
    with reading(desk.database) as session:
        assert list(vault_faults(session, desk.tools.vault)) == []
    (slip,) = (row for row in desk.rows(Slip, code) if row.kind == "receipt")
    place = desk.tools.vault.folder / str(slip.digest)[:2] / str(slip.digest)
    place.write_bytes(b"x")
    with reading(desk.database) as session:
        assert [fault.rpartition(" ")[2] for fault in vault_faults(session, desk.tools.vault)] == ["paper_damaged"]
    place.unlink()
    with reading(desk.database) as session:
        assert [fault.rpartition(" ")[2] for fault in vault_faults(session, desk.tools.vault)] == ["paper_lost"]
