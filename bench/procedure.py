"""A procedure for the benches: six steps, a supplement loop, two parallel consultations, a form of two kilobytes."""

import orjson

from tests.engine.drawing import Drawing

SLUG = "do_toc_do"
LANE = "chuyen_vien"
STEPS = ("kiem_tra", "y_kien_mot", "y_kien_hai", "tham_dinh", "ky_duyet", "tra_ket_qua")
ANSWERS = {"outcome": "ok", "noi_dung": "Đã xem xét hồ sơ, các giấy tờ đầy đủ và hợp lệ theo quy định. " * 30}
SHEET = f"""
code = "9.000001"
name = "Thủ tục đo tốc độ"
field = "G09-LV00"
level = "province"
[[law]]
pack = "2025"
term = "10wd"
on_supplement = "restart"
basis = "đo"
[fee]
amount = 0
when = "return"
[roles.{LANE}]
name = "Chuyên viên"
unit = "receiving"
[form]
application = "{SLUG}.to_khai"
[approval]
reference = "đo"
valid_from = 2026-01-01
"""


def bundle() -> dict[str, bytes]:
    """The files of the procedure."""
    files = {f"{SLUG}.bpmn": _drawing().file(), f"{SLUG}.toml": SHEET.encode()}
    return files | {f"{SLUG}.{name}.json": _form(f"{SLUG}.{name}") for name in ("to_khai", "buoc")}


def _drawing() -> Drawing:
    drawing = Drawing(SLUG).start().exclusive("vao")
    for step in STEPS:
        drawing.user(step, properties=_properties(step), form=f"{SLUG}.buoc")
    drawing.exclusive("du_chua", default="du").parallel("tach").parallel("gop").end()
    drawing.line("bat_dau", "vao", "kiem_tra", "du_chua").flow("du_chua", "vao", '=outcome = "supplement"')
    drawing.flow("du_chua", "tach", flow_id="du")
    drawing.line("tach", "y_kien_mot", "gop").line("tach", "y_kien_hai", "gop")
    return drawing.line("gop", "tham_dinh", "ky_duyet", "tra_ket_qua", "ket_thuc")


def _properties(step: str) -> dict[str, str]:
    states = {"y_kien_mot": "accepted", "tham_dinh": "handling"}
    return {"term": "4wh", "warn": "0.75"} | ({"dossierState": states[step]} if step in states else {})


def _form(form_id: str) -> bytes:
    fields = [
        {"type": "textfield", "key": "outcome", "label": "Kết quả", "id": "Field_1"},
        {"type": "textarea", "key": "noi_dung", "label": "Nội dung", "id": "Field_2"},
    ]
    return orjson.dumps({"type": "default", "id": form_id, "schemaVersion": 19, "components": fields})
