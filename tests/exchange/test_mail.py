"""A letter is sent once, says clearly when it could not be, and carries no smuggled headers."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from exchange.letter import MailAddressNotReadable, MailKeyNotReadable, MailSubjectNotReadable
from exchange.mail import FileMailer, MailNotSent, MailRefused, SmtpMailer
from ground.clock import FixedClock

CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))
SUBJECT = "Hồ sơ H26.001-260825-0001 đã được tiếp nhận"
BODY = "Kính gửi bà Nguyễn Thị An,\nHẹn trả kết quả: 09:30 ngày 11/09/2026.\n"


class Postbox:
    """A real SMTP server's handler that keeps what it is given; `nobody@` gets a final no, `later@` a passing one."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        if address.startswith("later@"):
            return "450 mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def smtp(postbox: Postbox) -> Iterator[SmtpMailer]:
    port = _free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield SmtpMailer("127.0.0.1", port, CLOCK, sender="motcua@sonoivu.example", timeout=5)
    controller.stop()


def _read(file: Path) -> EmailMessage:
    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def test_a_letter_arrives_with_its_vietnamese_whole(smtp: SmtpMailer, postbox: Postbox) -> None:
    smtp.send("an@example.com", SUBJECT, BODY, "notice-1")

    (letter,) = postbox.letters
    assert letter["Subject"] == SUBJECT
    assert letter["To"] == "an@example.com"
    assert letter.get_content().replace("\r\n", "\n") == BODY
    assert letter["Message-ID"] == "<notice-1@sonoivu.example>"
    assert letter["Date"] == "Tue, 25 Aug 2026 09:30:00 +0700"


def test_an_unknown_mailbox_is_refused_for_good(smtp: SmtpMailer) -> None:
    with pytest.raises(MailRefused, match="550"):
        smtp.send("nobody@example.com", SUBJECT, BODY, "notice-1")


def test_a_busy_mailbox_may_be_tried_again(smtp: SmtpMailer) -> None:
    with pytest.raises(MailNotSent, match="450"):
        smtp.send("later@example.com", SUBJECT, BODY, "notice-1")


def test_a_silent_server_may_be_tried_again() -> None:
    mailer = SmtpMailer("127.0.0.1", 1, CLOCK, sender="motcua@sonoivu.example", timeout=2)

    with pytest.raises(MailNotSent):
        mailer.send("an@example.com", SUBJECT, BODY, "notice-1")


def test_a_server_without_encryption_gets_no_letter_when_it_is_asked(smtp: SmtpMailer, postbox: Postbox) -> None:
    careful = SmtpMailer(smtp.host, smtp.port, CLOCK, sender="motcua@sonoivu.example", tls="starttls", timeout=5)

    with pytest.raises(MailNotSent):
        careful.send("an@example.com", SUBJECT, BODY, "notice-1")
    assert postbox.letters == []


@pytest.mark.parametrize("to", ["", "an", "an@example.com\r\nBcc: en@example.com", "a@b.c, en@b.c", "An <an@b.c>"])
def test_only_one_plain_address_receives_a_letter(tmp_path: Path, to: str) -> None:
    with pytest.raises(MailAddressNotReadable):
        FileMailer(tmp_path, CLOCK).send(to, SUBJECT, BODY, "notice-1")
    assert list(tmp_path.iterdir()) == []


def test_a_subject_cannot_smuggle_a_header(tmp_path: Path) -> None:
    with pytest.raises(MailSubjectNotReadable):
        FileMailer(tmp_path, CLOCK).send("an@example.com", "Hồ sơ\r\nBcc: en@example.com", BODY, "notice-1")


def test_a_key_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(MailKeyNotReadable):
        FileMailer(tmp_path / "mail", CLOCK).send("an@example.com", SUBJECT, BODY, "../notice-1")


def test_the_folder_holds_one_letter_a_key(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path, CLOCK)
    mailer.send("an@example.com", SUBJECT, BODY, "notice-1")
    mailer.send("an@example.com", SUBJECT, "another body", "notice-1")
    mailer.send("an@example.com", SUBJECT, BODY, "notice-2")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["notice-1.eml", "notice-2.eml"]
    assert _read(tmp_path / "notice-1.eml").get_content() == BODY


def test_a_folder_that_cannot_be_written_may_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")

    with pytest.raises(MailNotSent):
        FileMailer(tmp_path / "mail", CLOCK).send("an@example.com", SUBJECT, BODY, "notice-1")
