"""What applicants and officers are told.

A notice is a row and a job in the transaction of the fact; it is sent after it.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from cases.people import holders_of
from cases.tables import Dossier, Notice, Officer, Person, Unit, new_id
from engine.jobs import enqueue
from ground.canonical import digest
from ground.clock import VIETNAM, Clock

TEXTS: Mapping[str, tuple[str, str]] = {
    "accepted": (
        "Đã tiếp nhận hồ sơ {code}",
        "Hồ sơ {code} đã được {officer} – {unit} tiếp nhận lúc {at}. Hẹn trả kết quả: {due} tại {unit}.",
    ),
    "supplement": (
        "Yêu cầu bổ sung hồ sơ {code}",
        "Hồ sơ {code} cần bổ sung {count} nội dung: {wanted}. Lý do: {reason}. Liên hệ {unit} {phone}. "
        "Hạn bổ sung {until}.",
    ),
    "refused": (
        "Hồ sơ {code} không được tiếp nhận",
        "{unit} không tiếp nhận hồ sơ {code}. Lý do: {reason}.",
    ),
    "stopped": (
        "Dừng giải quyết hồ sơ {code}",
        "{unit} dừng giải quyết hồ sơ {code}. Lý do: {reason}.",
    ),
    "ready": (
        "Hồ sơ {code} đã có kết quả",
        "Hồ sơ {code} đã có kết quả. Nhận tại {unit}, qua bưu chính hoặc tải về từ trang tra cứu.",
    ),
    "warning": ("Sắp đến hạn: {step}, hồ sơ {code}", "Bước “{step}” của hồ sơ {code} phải xong trước {due}."),
    "breach": (
        "Quá hạn: {step}, hồ sơ {code}",
        "Bước “{step}” của hồ sơ {code} đã quá hạn {due}. Người xử lý: {holder}.",
    ),
    "escalation": (
        "Đôn đốc: {step}, hồ sơ {code}",
        "Bước “{step}” của hồ sơ {code} quá hạn từ {due} mà chưa xong. Người xử lý: {holder}. Đề nghị chỉ đạo.",
    ),
    "refusal_term_over": (
        "Hết hạn trả lời từ chối, hồ sơ {code}",
        "Hồ sơ {code}: đã hết thời hạn phát hành văn bản từ chối mà chưa có kết luận thẩm định. Đề nghị chỉ đạo.",
    ),
    "acknowledged": (
        "Đã nhận hồ sơ {code}",
        "Hệ thống đã nhận hồ sơ {code}. {unit} sẽ kiểm tra và trả lời trước {until}.",
    ),
    "apology_drafted": (
        "Thư xin lỗi chờ ký, hồ sơ {code}",
        "Hồ sơ {code} hẹn trả {due} chưa có kết quả. Thư xin lỗi và hẹn lại ngày trả đã được dự thảo, chờ ký ban hành.",
    ),
    "apology": (
        "Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {code}",
        "{unit} xin lỗi vì chưa trả kết quả hồ sơ {code} đúng hẹn ({due}). Lý do: {reason}. Ngày trả mới: {new_due}.",
    ),
    "consultation": (
        "Xin ý kiến về hồ sơ {code}",
        "Đề nghị cho ý kiến về hồ sơ {code} trước {due}. Nội dung: {content}",
    ),
    "consultation_late": (
        "Chậm trả lời ý kiến: {agency}, hồ sơ {code}",
        "{agency} chưa trả lời ý kiến về hồ sơ {code}, hạn {due}.",
    ),
    "refusal_term_near": (
        "Sắp hết hạn trả lời từ chối, hồ sơ {code}",
        "Hồ sơ {code}: nếu không đủ điều kiện thì văn bản từ chối phải phát hành trong một phần ba thời hạn còn lại. "
        "Đề nghị sớm kết luận thẩm định.",
    ),
    "date_moved": (
        "Thay đổi ngày hẹn trả kết quả hồ sơ {code}",
        "Ngày hẹn trả kết quả hồ sơ {code} đổi từ {before} thành {due}. Căn cứ: {why}. Liên hệ {unit} {phone}.",
    ),
    "fee_due": (
        "Đề nghị nộp phí, lệ phí hồ sơ {code}",
        "Hồ sơ {code} cần nộp {amount} trước khi được tiếp nhận. Nộp tại {unit} hoặc trực tuyến. Liên hệ {phone}.",
    ),
    "paper_late": (
        "Chậm bàn giao hồ sơ giấy: {code}",
        "Hồ sơ giấy {code} phải bàn giao cho {to} trước {due} mà chưa có phiếu bàn giao. Đề nghị bàn giao ngay.",
    ),
    "justification": (
        "Đề nghị giải trình: {step}, hồ sơ {code}",
        "Bước “{step}” của hồ sơ {code} quá hạn. Nội dung cần giải trình: {question}",
    ),
    "justified": (
        "Đã giải trình: {step}, hồ sơ {code}",
        "{of} đã giải trình về bước “{step}” của hồ sơ {code}. Đề nghị xem, chấp nhận hoặc hỏi lại.",
    ),
    "reminder": ("Nhắc việc: {about}, hồ sơ {code}", "Hồ sơ {code}: {about}. Đề nghị theo dõi, đôn đốc."),
}  # fmt: skip


def tell_applicant(session: Session, clock: Clock, dossier: Dossier, kind: str, **words: object) -> Notice | None:
    """Queue a notice to the applicant; None when no address was given."""
    person = session.get_one(Person, dossier.person_id)
    if not person.email:
        return None
    unit = session.get_one(Unit, dossier.unit_id)
    spoken = {"code": dossier.code, "unit": unit.name, "phone": unit.phone, **words}
    return _queue(session, clock, dossier, kind, person.email, spoken)


def tell_officer(
    session: Session, clock: Clock, dossier: Dossier, officer: Officer, kind: str, **words: object
) -> Notice | None:
    """Queue a notice to an officer; None when he has no address."""
    if not officer.email:
        return None
    return _queue(session, clock, dossier, kind, officer.email, {"code": dossier.code, **words})


def tell_role(
    session: Session, clock: Clock, dossier: Dossier, role: str, kind: str, key: str, about: str = ""
) -> None:
    """Queue a notice to everybody who holds a role in the handling unit; the same `key` again adds nothing."""
    for officer in holders_of(session, role, dossier.handling_unit_id, clock, dossier.procedure):
        notice_id = digest(f"{key}:{officer.name}".encode())[:32]
        if officer.email and session.get(Notice, notice_id) is None:
            words = {"code": dossier.code, "about": about}
            _queue(session, clock, dossier, kind, officer.email, words, notice_id)


def _queue(
    session: Session, clock: Clock, dossier: Dossier, kind: str, recipient: str, words: Mapping[str, object],
    notice_id: str = "",
) -> Notice:  # fmt: skip
    subject, body = (text.format_map(_spoken(words)) for text in TEXTS[kind])
    notice = Notice(
        id=notice_id or new_id(), dossier_id=dossier.id, kind=kind, recipient=recipient, subject=subject, body=body,
        created_at=clock.now(),
    )  # fmt: skip
    session.add(notice)
    enqueue(session, clock, "send_notice", {"notice": notice.id}, key=notice.id)
    return notice


def _spoken(words: Mapping[str, object]) -> dict[str, str]:
    """Instants as an applicant reads them: Vietnam's hour and day."""
    return {
        name: f"{word.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}" if hasattr(word, "astimezone") else str(word)
        for name, word in words.items()
    }
