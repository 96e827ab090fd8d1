"""Sending letters: the port `Mailer`, an SMTP adapter, and a folder of .eml files for offices without mail."""

import os
import smtplib
import ssl
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from exchange.letter import compose
from ground.clock import Clock
from ground.errors import Invalid, Unavailable

TIMEOUT_SECONDS = 15.0


class MailNotSent(Unavailable):
    """The mail server did not take the letter: {reason}. It will be sent again."""

    code = "mail_not_sent"


class MailRefused(Invalid):
    """The mail server refuses the letter for good: {reason}. Check the address in the dossier."""

    code = "mail_refused"


class Mailer(Protocol):
    """Anything that can send a letter."""

    def send(self, to: str, subject: str, body: str, key: str) -> None:
        """Send plain text to one address; `key` names the letter and stays the same on every retry.

        Raises `MailNotSent` (worth trying again), `MailRefused` or an error of `exchange.letter` (not worth it).
        """
        ...


class FileMailer:
    """Writes each letter to `folder/<key>.eml`; the same key twice leaves the first file alone."""

    def __init__(self, folder: Path, clock: Clock, sender: str = "motcua@localhost") -> None:
        self.folder, self.clock, self.sender = folder, clock, sender

    def send(self, to: str, subject: str, body: str, key: str) -> None:
        """See `Mailer.send`. Never raises `MailRefused`."""
        letter = compose(self.sender, to, subject, body, key, self.clock)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write_once(self.folder / f"{key}.eml", letter.as_bytes())
        except OSError as error:
            raise MailNotSent(reason=error.strerror or str(error)) from error


class SmtpMailer:
    """Hands letters to a mail server. `tls`: "none" (a relay on this machine), "starttls" or "implicit"."""

    def __init__(
        self, host: str, port: int, clock: Clock, *, sender: str, tls: str = "none",
        user: str = "", password: str = "", trusted: ssl.SSLContext | None = None, timeout: float = TIMEOUT_SECONDS,
    ) -> None:  # fmt: skip
        if tls not in ("none", "starttls", "implicit"):
            raise ValueError(f"tls must be none, starttls or implicit, not {tls}")
        self.host, self.port, self.clock, self.sender, self.tls = host, port, clock, sender, tls
        self.user, self.password, self.timeout = user, password, timeout
        self.trusted = trusted or ssl.create_default_context()

    def send(self, to: str, subject: str, body: str, key: str) -> None:
        """See `Mailer.send`."""
        letter = compose(self.sender, to, subject, body, key, self.clock)
        try:
            with self._connected() as server:
                server.send_message(letter)
        except (OSError, smtplib.SMTPException) as error:
            raise _verdict(error) from error

    def _connected(self) -> smtplib.SMTP:
        if self.tls == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self.trusted)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.tls == "starttls":
                server.starttls(context=self.trusted)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _verdict(error: Exception) -> MailNotSent | MailRefused:
    """RFC 5321: an answer of 500 and above is final; everything else, silence included, may pass."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return MailNotSent(reason=str(error) or type(error).__name__)
    reason = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    # A log-in that fails is the operator's to mend, not the receiver's: the letter itself is fine.
    is_final = code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
    return MailRefused(reason=reason) if is_final else MailNotSent(reason=reason)


def _write_once(place: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, never replaces what two workers may write at the same moment.
        with suppress(FileExistsError):
            os.link(draft, place)
    finally:
        Path(draft).unlink(missing_ok=True)
