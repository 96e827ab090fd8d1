"""A letter: one e-mail with one receiver, refused when a header could be smuggled into it."""

import re
from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime

from ground.clock import VIETNAM, Clock
from ground.errors import Invalid

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_KEY = re.compile(r"[A-Za-z0-9._-]{1,120}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class MailAddressNotReadable(Invalid):
    """{address} is not one e-mail address. Correct it in the dossier, then send again."""

    code = "mail_address_not_readable"


class MailSubjectNotReadable(Invalid):
    """The subject of a letter must be one line of text without control characters."""

    code = "mail_subject_not_readable"


class MailKeyNotReadable(Invalid):
    """The key of a letter may have letters, digits, dot, dash and underscore only, at most 120 of them."""

    code = "mail_key_not_readable"


def compose(sender: str, to: str, subject: str, body: str, key: str, clock: Clock) -> MIMEText:
    """The letter, its Message-ID made from `key`, so that a mailbox shows a letter sent twice only once.

    `sender` and `to` are bare addresses.
    Raises `MailAddressNotReadable`, `MailSubjectNotReadable` or `MailKeyNotReadable`.
    """
    for address in (sender, to):
        if not _ADDRESS.fullmatch(address):
            raise MailAddressNotReadable(address=_CONTROL.sub(" ", address)[:120])
    if _CONTROL.search(subject):
        raise MailSubjectNotReadable()
    if not _KEY.fullmatch(key):
        raise MailKeyNotReadable()
    letter = MIMEText(body, "plain", "utf-8")
    letter["From"], letter["To"] = sender, to
    # The newer e-mail classes of Python 3.11 lose a space where they fold a long Vietnamese subject; this one does not.
    letter["Subject"] = Header(subject, "utf-8", header_name="Subject").encode()
    letter["Date"] = format_datetime(clock.now().astimezone(VIETNAM))
    letter["Message-ID"] = f"<{key}@{sender.partition('@')[2]}>"
    # Says to other machines that nobody wrote this by hand: no holiday answers, please.
    letter["Auto-Submitted"] = "auto-generated"
    return letter
