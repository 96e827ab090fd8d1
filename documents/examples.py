"""Example facts, one set a paper: for previews, for tests, and to show whoever prints what a paper looks like."""

from datetime import UTC, date, datetime

from documents.facts import (
    ApologyFacts,
    Applicant,
    ArchiveListFacts,
    ControlFacts,
    FormFacts,
    HandoverFacts,
    Office,
    ReceiptFacts,
    RefusalFacts,
    RegisterFacts,
    ResultFacts,
    ResultReceiptFacts,
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
    "heading": "",
    "signatory": BINH,
    "code": "G09.20-260825-0012",
    "procedure": "Cấp giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam",
    "applicant": AN,
}

RECEIPT: ReceiptFacts = {
    **_SLIP,
    "layout": "list",
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
    "receiver": "Bộ phận Tiếp nhận và Trả kết quả, Sở Nội vụ (minh họa)",
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

CONTROL: ControlFacts = {
    **_SLIP,
    "paper_size": "A4",
    "number": "05/PKS-BPTNTKQ",
    "form_note": "Mẫu số 06 – Thông tư 03/2025/TT-VPCP",
    "handling": "Sở Nội vụ (minh họa)",
    "consulted": ["Công an thành phố (minh họa)"],
    "accepted_at": ACCEPTED_AT,
    "due_at": DUE_AT,
    "promised_at": None,
    "hand_overs": [
        {
            "giver": "Trần Thanh Bình", "giver_unit": "Bộ phận Tiếp nhận và Trả kết quả",
            "receiver": "Phạm Tiến Dũng", "receiver_unit": "Phòng Việc làm – An toàn lao động (minh họa)",
            "at": ACCEPTED_AT, "verdict": "Trước hạn", "note": "Kiểm tra hồ sơ",
        },
        {
            "giver": "Lê Thùy Chi", "giver_unit": "Phòng Việc làm – An toàn lao động (minh họa)",
            "receiver": "Phạm Tiến Dũng", "receiver_unit": "Phòng Việc làm – An toàn lao động (minh họa)",
            "at": datetime(2026, 9, 7, 3, 15, tzinfo=UTC), "verdict": "Quá hạn", "note": "Thẩm định",
        },
    ],
}  # fmt: skip
RESULT_RECEIPT: ResultReceiptFacts = {
    **_SLIP,
    "number": "09/GBN-BPTNTKQ",
    "form_note": "",
    "receiver": "Nguyễn Thị Thúy An",
    "receiver_identity": "CCCD 001190000123",
    "result": "Giấy phép lao động",
    "result_number": "0125/GP-SNV",
    "issued_on": date(2026, 9, 10),
    "way": "trực tiếp tại quầy",
    "returned_at": datetime(2026, 9, 11, 2, 0, tzinfo=UTC),
    "returned": ["Giấy khám sức khỏe (01 bản chính)"],
}
_BOOK: FormFacts = {
    "demo": True,
    "paper_size": "A4",
    "office": COUNTER,
    "number": "01/STD-BPTNTKQ",
    "made_at": DUE_AT,
    "look_up": "",
    "form_note": "Mẫu số 07 – Thông tư 03/2025/TT-VPCP",
    "heading": "",
    "signatory": BINH,
}
REGISTER: RegisterFacts = {
    **_BOOK,
    "volume": "G09-LV07/2026",
    "field_name": "Việc làm",
    "from_on": date(2026, 8, 1),
    "until_on": date(2026, 8, 31),
    "is_wide": False,
    "rows": [
        {
            "serial": str(serial), "code": f"G09.20-260825-{serial:04d}",
            "procedure": "Cấp giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam",
            "applicant": "Công ty TNHH Cơ khí Minh Họa", "contact": "Số 12 phố Minh Họa, Hà Nội; 0900 000 123",
            "office": "Sở Nội vụ (minh họa)", "sets": 1, "accepted_at": ACCEPTED_AT, "due_at": DUE_AT,
            "returned_at": DUE_AT if serial % 2 else None, "return_way": "Tại quầy", "note": "",
        }
        for serial in range(11, 17)
    ],
}  # fmt: skip
HANDOVER: HandoverFacts = {
    **_BOOK,
    "number": "04/PBG-BPTNTKQ",
    "form_note": "",
    "giving": "Bộ phận Tiếp nhận và Trả kết quả",
    "taking": "Phòng Việc làm – An toàn lao động (minh họa)",
    "rows": [
        {
            "code": f"G09.20-260825-{serial:04d}",
            "procedure": "Cấp giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam",
            "applicant": "Nguyễn Thị Thúy An", "papers": RECEIPT["papers"][:3], "due_at": DUE_AT, "note": "",
        }
        for serial in (12, 13)
    ],
}  # fmt: skip
ARCHIVE_LIST: ArchiveListFacts = {
    **_BOOK,
    "number": "02/MLHS",
    "form_note": "",
    "year": 2026,
    "rows": [
        {
            "code": f"G09.20.2026.G09.20-260825-{serial:04d}",
            "title": "Cấp giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam – Nguyễn Thị Thúy An",
            "from_on": date(2026, 8, 25), "until_on": date(2026, 9, 11),
            "kept_for": "20 năm" if serial % 2 else "Vĩnh viễn",
            "keep_until_on": date(2046, 12, 31) if serial % 2 else None, "papers": 9,
        }
        for serial in (12, 13)
    ],
}  # fmt: skip

SLIPS: dict[str, SlipFacts] = {
    "receipt": RECEIPT,
    "supplement": SUPPLEMENT,
    "refusal": REFUSAL,
    "apology": APOLOGY,
    "stop": STOP,
    "control": CONTROL,
    "result_receipt": RESULT_RECEIPT,
}
# Forms that speak of many dossiers.
BOOKS: dict[str, FormFacts] = {"register": REGISTER, "handover": HANDOVER, "archive_list": ARCHIVE_LIST}
