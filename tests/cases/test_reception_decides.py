"""Reception ends in exactly one of three ways, each with its slip."""

import pytest

from cases.forms import FormRefused
from cases.people import DossierNotFound, TaskNotFound
from cases.reception import NotAtReception, accept, ask_supplement, refuse
from cases.tables import Slip
from tests.cases.desk import SUPPLEMENT, Desk

ASKED = {name: SUPPLEMENT[name] for name in ("reason", "wanted")}


def slips(desk: Desk, code: str) -> list[str]:
    desk.work()
    return [slip.kind for slip in desk.rows(Slip, code)]


def test_accepted_it_gets_a_receipt(desk: Desk) -> None:
    code = desk.receive()
    desk.do("binh", accept, code)
    assert slips(desk, code) == ["receipt"]
    assert desk.dossier(code).accepted_at == desk.clock.now()


def test_asked_to_supplement_it_gets_the_list(desk: Desk) -> None:
    code = desk.receive()
    desk.do("binh", ask_supplement, code, **ASKED)
    assert slips(desk, code) == ["supplement"]


def test_refused_it_gets_the_reason_and_is_closed(desk: Desk) -> None:
    code = desk.receive()
    desk.do("binh", refuse, code, reason_code="wrong_authority", reason="Nơi đặt máy ở tỉnh khác.")
    assert slips(desk, code) == ["refusal"]
    dossier = desk.dossier(code)
    assert (dossier.state, dossier.reason) == (
        "refused",
        "Không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận.\nNơi đặt máy ở tỉnh khác.",
    )
    assert dossier.closed_at is not None
    assert "dossier_refused" in desk.names(code)


def test_neither_a_refusal_nor_a_supplement_goes_without_a_reason(desk: Desk) -> None:
    code = desk.receive()
    for decide in (refuse, ask_supplement):
        with pytest.raises(FormRefused):
            desk.do("binh", decide, code)


def test_it_is_decided_once(desk: Desk) -> None:
    code = desk.receive()
    desk.do("binh", accept, code)
    desk.work()
    for decide in (accept, refuse):
        with pytest.raises(NotAtReception):
            desk.do("binh", decide, code)


def test_only_the_counter_decides(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(TaskNotFound):
        desk.do("chi", accept, code)
    with pytest.raises(DossierNotFound):
        desk.do("en", accept, code)
