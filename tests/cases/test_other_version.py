"""A dossier whose process is carried to another version goes by the sheet, names and forms of that one."""

from datetime import timedelta

from cases.follow import follow
from cases.procedure import deploy_bundle, procedure_of
from cases.tables import StepTerm
from engine.batches import batch_view, run_batches
from engine.commands import open_batch
from ground.database import reading, transaction
from tests.cases.desk import Desk, shipped

SLUG = "khai_bao_thiet_bi"


OLD, NEW = 'name="Tổng hợp, kết luận thẩm định"', 'name="Thẩm định (mới)"'


def renamed_files() -> dict[str, bytes]:
    """The shipped bundle with another name for the appraisal."""
    files = shipped(SLUG).files
    drawing = files[f"{SLUG}.bpmn"].decode()
    assert OLD in drawing
    return {**files, f"{SLUG}.bpmn": drawing.replace(OLD, NEW).encode()}


def test_the_step_in_hand_gets_its_new_name_and_keeps_its_time(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    task = desk.task(code, "tham_dinh")
    with reading(desk.database) as session:
        before = session.get_one(StepTerm, task.id)
    with transaction(desk.database) as session:
        newer = deploy_bundle(session, desk.clock, renamed_files(), "lam", activate=True)
        instance = desk.dossier(code).instance_id
        batch = open_batch(
            session, desk.clock, "migrate", [instance], "quy", "a new sheet", "b1", {"definition_id": newer.id}
        )
    desk.clock.advance(timedelta(hours=1))
    run_batches(desk.database, desk.clock, follow)
    with reading(desk.database) as session:
        assert batch_view(session, batch.id).done == 1
        after = session.get_one(StepTerm, task.id)
        assert desk.dossier(code).definition_id == newer.id
        assert procedure_of(session, newer.id).slug == SLUG
    assert after.name == "Thẩm định (mới)"
    assert (after.due_at, after.assignee, after.unit_id) == (before.due_at, before.assignee, before.unit_id)
    desk.complete("chi", code, "tham_dinh", {"so_thiet_bi_dat": 1, "y_kien_tham_dinh": "Đạt.", "outcome": "granted"})
    desk.task(code, "tham_tra")
