"""How punctual a unit is, is told in net working days: those in which we waited for the applicant do not count."""

import pytest

from cases import pauses
from cases.queries.punctuality import punctuality
from ground.database import reading
from tests.cases.desk import Desk


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_pause_makes_no_dossier_slower(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, until="tham_dinh")
    desk.pass_time("1wd")
    desk.do("dung", pauses.pause, code, "other_agency", "Công văn số 12")
    desk.pass_time("7wd")
    desk.do("dung", pauses.resume, code, "Đã trả lời")
    desk.complete("chi", code, "tham_dinh", {"so_thiet_bi_dat": 1, "y_kien_tham_dinh": "Đạt.", "outcome": "granted"})
    desk.complete("dung", code, "tham_tra", {"outcome": "approved"})
    desk.complete("giang", code, "ky_duyet", {"outcome": "approved"})
    desk.complete("hanh", code, "phat_hanh", {"dung_the_thuc": True})
    with reading(desk.database) as session:
        (line,) = punctuality(session, desk.clock)
    assert (line.finished, line.in_time, line.share) == (1, 1, 100)
    assert line.median_days == pytest.approx(1.0)
