"""A procedure is its drawing, sheet, forms and templates; where they disagree it is refused, every place named."""

import orjson
import pytest

from cases.procedure import (
    SHIPPED,
    Bundle,
    ProcedureNotActive,
    active_procedure,
    check_bundle,
    deploy_bundle,
    deploy_shipped,
)  # fmt: skip
from cases.sheet import SheetNotReadable
from engine.definitions import DefinitionRefused, active_of
from ground.database import transaction
from tests.cases.desk import Desk, shipped

SLUG = "khai_bao_thiet_bi"
BUNDLE = shipped(SLUG)


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    content = BUNDLE.files[name].decode()
    assert old in content
    return {**BUNDLE.files, name: content.replace(old, new).encode()}


def permit(old: str, new: str) -> dict[str, bytes]:
    """The work permit with words of its sheet replaced."""
    files, name = shipped("giay_phep_lao_dong").files, "giay_phep_lao_dong.toml"
    assert old in files[name].decode()
    return {**files, name: files[name].decode().replace(old, new).encode()}


def without(name: str) -> dict[str, bytes]:
    return {path: content for path, content in BUNDLE.files.items() if path != name}


def rules(files: dict[str, bytes]) -> set[str]:
    return {finding.rule for finding in check_bundle(files) if finding.severity == "error"}


def test_the_shipped_ones_agree() -> None:
    assert check_bundle(BUNDLE.files) == []
    assert check_bundle(shipped("giay_phep_lao_dong").files) == []


def test_a_result_nobody_drafts_is_warned_of() -> None:
    extra = '[[result]]\nkey = "thua"\nkind = "granted"\ntemplate = "tu_choi"\n\n[approval]'
    (finding,) = check_bundle(changed(f"{SLUG}.toml", "[approval]", extra))
    assert (finding.rule, finding.severity, finding.element) == ("result_unused", "warning", "thua")


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        (without(f"{SLUG}.to_khai.json"), "sheet_form"),
        (without(f"{SLUG}.tu_choi.html"), "sheet_template"),
        (changed(f"{SLUG}.giay_xac_nhan.html", "answers.ten_don_vi", "answers.ten_donvi"), "template_answer"),
        (changed(f"{SLUG}.giay_xac_nhan.html", "office.name", "agency.name"), "template_fact"),
        (changed(f"{SLUG}.giay_xac_nhan.html", "long_day", "long_dya"), "template_unreadable"),
        (changed(f"{SLUG}.giay_xac_nhan.html", "{% endfor %}", ""), "template_unreadable"),
        (changed(f"{SLUG}.toml", "[roles.van_thu]", "[roles.thu_kho]"), "sheet_role"),
        (changed(f"{SLUG}.toml", 'pack = "2025"', 'pack = "1999"'), "sheet_pack"),
        (changed(f"{SLUG}.bpmn", 'name="term" value="2wh"', 'name="term" value="PT2H"'), "step_term"),
        (changed(f"{SLUG}.bpmn", 'name="warn" value="0.75"', 'name="warn" value="75"'), "step_warn"),
        (changed(f"{SLUG}.bpmn", 'value="handling"', 'value="nearly_done"'), "step_state"),
        (changed(f"{SLUG}.bpmn", 'value="12wh"', 'value="13wh"'), "steps_too_long"),
        (changed(f"{SLUG}.bpmn", 'name="term.ky_duyet"', 'name="term.ky_tay"'), "step_override"),
        (changed(f"{SLUG}.bpmn", 'key="notice" value="reminder"', 'key="notice" value="khac"'), "notice_unknown"),
        (changed(f"{SLUG}.bpmn", 'key="to" value="chuyen_vien"', 'key="to" value="khong_ai"'), "step_escalates_to"),
        (
            permit('name = "Hợp đồng lao động đã ký"\nrole = "bo_phan_mot_cua"', 'name = "x"\nrole = "y"'),
            "message_role",
        ),
        (permit("[terms.gui_hop_dong]", "[terms.khac]"), "step_named_term"),
        (changed(f"{SLUG}.bpmn", 'key="result" value="tu_choi"', 'key="result" value="khac"'), "step_result"),
        ({**BUNDLE.files, f"{SLUG}.x.json": orjson.dumps({"components": [{"type": "filepicker"}]})}, "form_unusable"),
    ],
)
def test_a_disagreement_is_named(files: dict[str, bytes], rule: str) -> None:
    assert rule in rules(files)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('term = "5wd"', 'term = "P5D"'), ('level = "province"', 'level = "province"\nlevle = 1'),
        ('code = "2.000134"', "\n"),
        ('unit = "handling"', 'unit = "elsewhere"'), ('pack = "2025"', "pack = "),
    ],
)  # fmt: skip
def test_a_sheet_is_read_strictly(old: str, new: str) -> None:
    with pytest.raises(SheetNotReadable):
        check_bundle(changed(f"{SLUG}.toml", old, new))


def test_a_refused_bundle_names_every_error_and_leaves_the_old_one_in_force(desk: Desk) -> None:
    files = changed(f"{SLUG}.toml", 'pack = "2025"', 'pack = "1999"')
    del files[f"{SLUG}.tu_choi.html"]
    with pytest.raises(DefinitionRefused) as refused, transaction(desk.database) as session:
        deploy_bundle(session, desk.clock, files, "lam", activate=True)
    assert {finding.rule for finding in refused.value.findings} == {"sheet_pack", "sheet_template"}
    assert all(finding.message["vi"] != finding.message["en"] for finding in refused.value.findings)
    with transaction(desk.database) as session:
        assert active_procedure(session, SLUG)[0].version == 1


def test_a_shipped_bundle_that_is_known_is_skipped(desk: Desk) -> None:
    with transaction(desk.database) as session:
        assert deploy_shipped(session, desk.clock, BUNDLE) is None


def test_a_newer_shipped_bundle_follows_a_shipped_one_and_waits_behind_an_offices_own(desk: Desk) -> None:
    newer = Bundle(SLUG, changed(f"{SLUG}.toml", "amount = 0", "amount = 1"))
    newest = Bundle(SLUG, changed(f"{SLUG}.toml", "amount = 0", "amount = 2"))
    own = changed(f"{SLUG}.toml", "amount = 0", "amount = 3")
    with transaction(desk.database) as session:
        stored = deploy_shipped(session, desk.clock, newer)
        assert stored is not None
        assert (stored.version, stored.state, stored.deployed_by) == (2, "active", SHIPPED)
        deploy_bundle(session, desk.clock, own, "lam", activate=True)
        waiting = deploy_shipped(session, desk.clock, newest)
        assert waiting is not None
        assert waiting.state == "draft"
        active = active_of(session, SLUG)
        assert active is not None
        assert active.deployed_by == "lam"


def test_a_dossier_keeps_the_version_it_was_received_under(desk: Desk) -> None:
    code = desk.receive()
    with transaction(desk.database) as session:
        deploy_bundle(
            session, desk.clock, changed(f"{SLUG}.toml", 'term = "5wd"', 'term = "6wd"'), "lam", activate=True
        )
    desk.walk(code, "phan_cong")
    assert desk.dossier(code).term == "5wd"
    assert desk.dossier(desk.receive()).term == "6wd"


def test_a_bare_drawing_is_for_trial_runs_only(desk: Desk) -> None:
    bare = {name: content for name, content in BUNDLE.files.items() if not name.endswith(".toml")}
    with transaction(desk.database) as session:
        deploy_bundle(session, desk.clock, bare, "lam", activate=True)
        with pytest.raises(ProcedureNotActive):
            active_procedure(session, SLUG)
