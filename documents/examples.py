"""Example facts, one set a paper: for previews, for tests, and to show whoever prints what a paper looks like."""

from datetime import UTC, date, datetime

from documents.facts import (
    ApologyFacts,
    Applicant,
    Office,
    ReceiptFacts,
    RefusalFacts,
    ResultFacts,
    Signatory,
    SlipFacts,
    StopFacts,
    SupplementFacts,
)

ACCEPTED_AT = datetime(2026, 8, 25, 2, 30, tzinfo=UTC)
DUE_AT = datetime(2026, 9, 11, 2, 30, tzinfo=UTC)
LOOK_UP = "https://motcua.example/tra-cuu/G09.20-260825-0012"

COUNTER: Office = {
    "parent": "Sở Nội vụ (minh họa)",
    "name": "Bộ phận Tiếp nhận và Trả kết quả",
    "place": "Hà Nội",
    "phone": "024 3000 0000",
}
AGENCY: Office = COUNTER | {"parent": "UBND thành phố Hà Nội", "name": "Sở Nội vụ (minh họa)"}
AN: Applicant = {
    "kind": "person",
    "full_name": "Nguyễn Thị Thúy An",
    "identity": "001190000123",
    "address": "Số 12, ngõ 34, phố Trần Quốc Hoàn, phường Nghĩa Đô, thành phố Hà Nội",
    "phone": "0912 000 123",
    "email": "an.nguyen@example.com",
}
BINH: Signatory = {"authority": "", "title": "Chuyên viên", "full_name": "Trần Thanh Bình"}
GIANG: Signatory = {"authority": "KT. GIÁM ĐỐC", "title": "Phó Giám đốc", "full_name": "Vũ Hương Giang"}

_SLIP: SlipFacts = {
    "demo": True,
    "paper_size": "A5",
    "office": COUNTER,
    "number": "0012/BPTNTKQ",
    "made_at": ACCEPTED_AT,
    "look_up": LOOK_UP,
    "form_note": "Mẫu số 01 – Thông tư 03/2025/TT-VPCP",
    "signatory": BINH,
    "code": "G09.20-260825-0012",
    "procedure": "Cấp giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam",
    "applicant": AN,
}

RECEIPT: ReceiptFacts = {
    **_SLIP,
    "representative": None,
    "request": "",
    "papers": [
        {"name": "Văn bản đề nghị cấp giấy phép lao động (Mẫu số 03)", "originals": 1, "certified": 0, "copies": 0},
        {"name": "Giấy khám sức khỏe có giá trị trong thời hạn 12 tháng", "originals": 1, "certified": 0, "copies": 0},
        {"name": "Phiếu lý lịch tư pháp còn thời hạn 06 tháng", "originals": 0, "certified": 1, "copies": 0},
        {"name": "Ảnh màu 4 cm × 6 cm, phông nền trắng", "originals": 2, "certified": 0, "copies": 0},
        {"name": "Hộ chiếu còn giá trị sử dụng", "originals": 0, "certified": 1, "copies": 1},
        {"name": "Giấy tờ chứng minh hình thức làm việc", "originals": 0, "certified": 0, "copies": 0},
    ],
    "sets": 1,
    "term": "10 ngày làm việc",
    "accepted_at": ACCEPTED_AT,
    "due_at": DUE_AT,
    "return_way": "Bộ phận Tiếp nhận và Trả kết quả, Sở Nội vụ",
    "register": {"volume": "01/2026", "serial": "0012"},
    "fee": 600_000,
}
SUPPLEMENT: SupplementFacts = {
    **_SLIP,
    "number": "0003/PBS-BPTNTKQ",
    "form_note": "Mẫu số 02 – Thông tư 03/2025/TT-VPCP",
    "lines": [
        {
            "name": "Phiếu lý lịch tư pháp",
            "wrong": "đã quá 06 tháng kể từ ngày cấp (cấp ngày 10/01/2026), đề nghị nộp bản còn thời hạn",
            "basis": "Điều 18 Nghị định 219/2025/NĐ-CP",
        },
        {
            "name": "Hộ chiếu",
            "wrong": "bản chứng thực thiếu trang có dấu nhập cảnh",
            "basis": "",
        },
    ],
    "reason": "hồ sơ chưa đủ căn cứ để thẩm định điều kiện cấp giấy phép lao động",
    "contact": {"full_name": "Lê Thùy Chi", "phone": "024 3000 0001"},
    "answer_by": datetime(2026, 9, 16, 10, 0, tzinfo=UTC),
    "on_return": "restart",
}
REFUSAL: RefusalFacts = {
    **_SLIP,
    "number": "0001/PTC-BPTNTKQ",
    "form_note": "Mẫu số 03 – Thông tư 03/2025/TT-VPCP",
    "reasons": [
        "Trường hợp của người lao động không thuộc diện cấp giấy phép lao động.",
        "Vị trí công việc không phù hợp với văn bằng, chứng chỉ kèm theo.",
    ],
    "basis": "Điều 154 Bộ luật Lao động; Điều 7 Nghị định 219/2025/NĐ-CP",
    "advice": "Đề nghị thực hiện thủ tục cấp giấy xác nhận không thuộc diện cấp giấy phép lao động (mã 1.014196).",
}
APOLOGY: ApologyFacts = {
    **_SLIP,
    "office": AGENCY,
    "number": "02/PXL",
    "form_note": "Mẫu số 04 – Thông tư 03/2025/TT-VPCP",
    "signatory": GIANG,
    "made_at": datetime(2026, 9, 10, 1, 0, tzinfo=UTC),
    "accepted_at": ACCEPTED_AT,
    "due_at": DUE_AT,
    "reason": "phải lấy ý kiến cơ quan Công an về nhân thân của người lao động, đến nay chưa có văn bản trả lời",
    "new_due_at": datetime(2026, 9, 16, 2, 30, tzinfo=UTC),
}
STOP: StopFacts = {
    **_SLIP,
    "office": AGENCY,
    "number": "01/TB-SNV",
    "form_note": "Mẫu số 05 – Thông tư 03/2025/TT-VPCP",
    "signatory": GIANG,
    "accepted_at": ACCEPTED_AT,
    "asked_on": date(2026, 8, 28),
    "reason": "chủ hồ sơ tự nguyện rút hồ sơ",
    "stopped_at": datetime(2026, 8, 28, 8, 15, tzinfo=UTC),
    "returned": ["Giấy khám sức khỏe (01 bản chính)", "Phiếu lý lịch tư pháp (01 bản chứng thực)"],
    "refund": 600_000,
}
RESULT: ResultFacts = {
    "demo": True,
    "office": AGENCY,
    "made_at": DUE_AT,
    "look_up": LOOK_UP,
    "signatory": GIANG,
    "number_room": "0125/GP-SNV",
    "excerpt": "Về việc cấp giấy phép lao động cho người lao động nước ngoài",
    "bases": [
        "Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019",
        "Căn cứ Nghị định số 219/2025/NĐ-CP ngày 07 tháng 8 năm 2025 của Chính phủ quy định về người lao động "
        "nước ngoài làm việc tại Việt Nam",
        "Theo đề nghị của Trưởng phòng Việc làm",
    ],
    "recipients": ["Như Điều 3", "UBND thành phố (để báo cáo)", "Lưu: VT, VL 02"],
    "record": {"code": "G09.20-260825-0012", "procedure": "1.014199", "applicant": "001190000123"},
}

SLIPS: dict[str, SlipFacts] = {
    "receipt": RECEIPT,
    "supplement": SUPPLEMENT,
    "refusal": REFUSAL,
    "apology": APOLOGY,
    "stop": STOP,
}
