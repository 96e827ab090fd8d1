"""Which version a call activity calls: the one drawn beside it, the one in force, or the one with a tag."""

from datetime import timedelta

import pytest

from engine import commands
from engine.definitions import DefinitionRefused, check
from engine.model import Known
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing, extension


def shared(step: str, tag: str = "") -> Drawing:
    drawing = Drawing("sub_chung").start().user(step).user("ky").end().line("bat_dau", step, "ky", "ket_thuc")
    drawing.version_tag = tag
    return drawing


def caller(binding: str = "", key: str = "chinh") -> Drawing:
    said = extension(f'<zeebe:calledElement processId="sub_chung" {binding}/>')
    drawing = Drawing(key).start().user("nhap").node("callActivity", "goi", said).user("xong").end()
    return drawing.line("bat_dau", "nhap", "goi", "xong", "ket_thuc")


@pytest.mark.parametrize("binding", ["", 'bindingType="deployment"'])
def test_what_is_drawn_in_the_bundle_stays_as_it_was_deployed(hall: Hall, binding: str) -> None:
    hall.deploy(caller(binding), shared("cu"))
    hall.deploy(shared("moi"))
    hall.start("chinh")
    hall.complete("nhap")
    assert hall.open() == ["cu"]


@pytest.mark.parametrize("binding", ["", 'bindingType="latest"'])
def test_the_version_in_force_when_the_call_is_reached_is_called_and_kept(hall: Hall, binding: str) -> None:
    hall.deploy(shared("cu"))
    hall.deploy(caller(binding))
    hall.start("chinh")
    hall.deploy(shared("moi"))
    hall.complete("nhap")
    assert hall.open() == ["moi"]
    hall.deploy(shared("moi_nua"))
    hall.complete("moi", ket_qua=1)
    hall.complete("ky")
    assert (hall.open(), hall.variables(only(hall.tasks()).instance_id)) == (["xong"], {"ket_qua": 1})


def test_the_latest_version_goes_before_one_in_the_bundle_where_that_is_said(hall: Hall) -> None:
    hall.deploy(caller('bindingType="latest"'), shared("cu"))
    hall.start("chinh", "HS-1")
    hall.complete("nhap")
    assert hall.open() == ["cu"]
    hall.deploy(shared("moi"))
    second = hall.start("chinh", "HS-2")
    hall.complete("nhap")
    assert hall.open(second) == ["moi"]


def test_a_version_tag_names_the_newest_version_that_carries_it(hall: Hall) -> None:
    hall.deploy(shared("mot", "v1"))
    hall.deploy(shared("hai", "v2"))
    hall.deploy(caller('bindingType="versionTag" versionTag="v1"'))
    hall.start("chinh")
    hall.complete("nhap")
    assert hall.open() == ["mot"]


def test_a_tag_that_no_approved_version_carries_is_refused_until_one_does(hall: Hall) -> None:
    hall.deploy(shared("mot", "v1"))
    hall.act(lambda s: commands.deploy(s, hall.clock, shared("hai", "v2").bundle(), Known(), "lam", activate=False))
    calling = caller('bindingType="versionTag" versionTag="v2"')
    with pytest.raises(DefinitionRefused) as refused:
        hall.deploy(calling)
    (finding,) = refused.value.findings
    assert (finding.rule, finding.element, finding.line) == ("version_tag_unknown", "goi", 7)
    assert [found.severity for found in check(calling.bundle(), Known())] == ["warning"] * 2
    hall.deploy(shared("ba", "v2"))
    hall.deploy(calling)
    hall.start("chinh")
    hall.complete("nhap")
    assert hall.open() == ["ba"]


def test_what_was_called_keeps_its_version_when_the_caller_is_carried_to_a_new_one(hall: Hall) -> None:
    hall.deploy(shared("cu"))
    hall.deploy(caller())
    instance = hall.start("chinh")
    hall.complete("nhap")
    hall.deploy(shared("moi"))
    again = caller()
    again.nodes[3] = again.nodes[3].replace('name="xong"', 'name="Xong rồi"')
    new = hall.deploy(again)
    hall.clock.advance(timedelta(hours=1))
    hall.migrate(instance, new.id)
    hall.complete("cu")
    hall.complete("ky")
    assert [task.name for task in hall.tasks()] == ["Xong rồi"]


def test_a_call_of_what_is_nowhere_is_refused(hall: Hall) -> None:
    with pytest.raises(DefinitionRefused) as refusal:
        hall.deploy(caller())
    assert {finding.rule for finding in refusal.value.findings} == {"unknown_name"}


def test_who_checks_without_the_database_is_told_what_deploying_will_ask(hall: Hall) -> None:
    (warned,) = check(caller().bundle(), Known())
    assert (warned.rule, warned.severity, warned.element) == ("unknown_name", "warning", "goi")
    with pytest.raises(DefinitionRefused) as refused:
        hall.deploy(caller())
    (said,) = hall.act(lambda session: check(caller().bundle(), Known(), session))
    assert [said] == list(refused.value.findings)
    assert (said.rule, said.severity, said.message) == ("unknown_name", "error", warned.message)
