"""A dossier is handed in, found, read and explained through the JSON door."""

from collections.abc import Callable

from tests.api.conftest import Caller, intake

LogIn = Callable[[str], Caller]


def test_a_dossier_gets_its_code_and_its_first_step(binh: Caller) -> None:
    answer = binh.receive()
    assert answer.status_code == 201
    received = answer.get_json()
    assert received["state"] == "submitted"
    assert received["portal_status"] == 1
    assert answer.headers["Location"] == f"/api/v1/dossiers/{received['code']}"
    assert binh.first_task(received["code"])["element"] == "kiem_tra"


def test_two_dossiers_of_a_day_have_two_codes(binh: Caller) -> None:
    assert binh.receive().get_json()["code"] != binh.receive().get_json()["code"]


def test_a_dossier_is_read_whole(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    page = binh.get(f"/dossiers/{code}").get_json()
    assert page["applicant"]["full_name"] == "Nguyễn Văn An"
    assert page["answers"]["ten_don_vi"] == "Công ty TNHH Cơ khí Đông Á"
    assert [step["element"] for step in page["steps"]] == ["kiem_tra"]


def test_acceptance_fixes_the_date_and_the_days_explain_it(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    assert binh.complete(binh.first_task(code), {"outcome": "accepted"}).status_code == 200
    deadline = binh.get(f"/dossiers/{code}/deadline").get_json()
    assert deadline["due_at"] is not None
    assert deadline["due_at"] == deadline["original_due_at"]
    assert any(day["is_counted"] for day in deadline["days"])


def test_the_journal_tells_each_fact_with_its_digest(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    rows = binh.get(f"/dossiers/{code}/journal").get_json()["rows"]
    assert {"instance_started", "dossier_submitted", "task_opened"} <= {row["name"] for row in rows}
    assert [row["seq"] for row in rows] == sorted(row["seq"] for row in rows)
    assert all(len(row["digest"]) == 64 for row in rows)


def test_a_search_finds_without_diacritics(binh: Caller) -> None:
    code = binh.receive(applicant={"full_name": "Đặng Thị Ấn"}).get_json()["code"]
    binh.receive()
    rows = binh.post("/dossiers/search", {"text": "dang thi an"}).get_json()["rows"]
    assert [row["code"] for row in rows] == [code]


def test_pages_of_a_search_follow_each_other(binh: Caller) -> None:
    codes = {binh.receive().get_json()["code"] for _ in range(3)}
    first = binh.post("/dossiers/search", {"limit": 2}).get_json()
    second = binh.post("/dossiers/search", {"limit": 2, "cursor": first["next"]}).get_json()
    assert {row["code"] for row in first["rows"] + second["rows"]} == codes
    assert second["next"] == ""


def test_a_stranger_finds_nothing(binh: Caller, log_in: LogIn) -> None:
    code = binh.receive().get_json()["code"]
    en = log_in("en")
    for path in ("", "/journal", "/deadline"):
        answer = en.get(f"/dossiers/{code}{path}")
        assert answer.status_code == 404
        assert answer.get_json()["code"] == "dossier_not_found"
    assert en.post("/dossiers/search", {}).get_json()["rows"] == []


def test_an_unknown_code_is_not_found(binh: Caller) -> None:
    answer = binh.get("/dossiers/G09.20-260825-9999")
    assert answer.status_code == 404
    assert answer.get_json()["message"]["vi"] != answer.get_json()["message"]["en"]


def test_only_the_counter_receives(log_in: LogIn) -> None:
    answer = log_in("chi").post("/dossiers", intake())
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "role_missing"


def test_an_unknown_procedure_is_not_found(binh: Caller) -> None:
    assert binh.receive(procedure="khong_co").get_json()["code"] == "procedure_not_active"


def test_the_numbers_of_an_applicant_are_covered_until_somebody_says_why(binh: Caller, log_in: LogIn) -> None:
    code = binh.receive(applicant={"full_name": "An", "identity": "001090001234", "phone": "0912345678"}).get_json()[
        "code"
    ]
    shown = binh.get(f"/dossiers/{code}").get_json()["applicant"]
    assert (shown["identity"], shown["phone"]) == ("001•••••••34", "091•••••78")
    assert binh.post(f"/dossiers/{code}/applicant", {"purpose": " "}).get_json()["code"] == "purpose_missing"
    revealed = binh.post(f"/dossiers/{code}/applicant", {"purpose": "Gọi hỏi lại số máy"})
    assert revealed.get_json()["applicant"]["identity"] == "001090001234"
    (viewed,) = (row for row in binh.get(f"/dossiers/{code}/journal").get_json()["rows"] if row["actor"] == "binh"
                 and row["name"] == "personal_data_viewed")  # fmt: skip
    assert viewed["payload"]["purpose"] == "Gọi hỏi lại số máy"
    assert log_in("en").post(f"/dossiers/{code}/applicant", {"purpose": "Gọi hỏi lại"}).status_code == 404
