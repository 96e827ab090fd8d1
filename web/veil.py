"""What somebody looks for is a name as often as not. In an address it stands veiled: servers, proxies and browsers keep
addresses, and nothing personal belongs there.

The veil is of the officer: whoever else opens the address learns and finds nothing. One text has one veil, so that the
same list has one address.
"""

import base64
import binascii
import re
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from flask import g

from ground.errors import Invalid

MARK = "~"
# A dossier's code, or a part of one that cannot be an identity or a telephone number, says nothing of a person.
CODE = re.compile(r"[A-Za-z0-9.]+-\d{6}(-\d*)?|\d{6}-\d+")


class VeilNotReadable(Invalid):
    """What was looked for cannot be read from this address any more. Type it again."""

    code = "veil_not_readable"


def key_of(secret: str) -> bytes:
    """The key of an officer's veil; `secret` never leaves the server."""
    return sha256(b"veil\0" + secret.encode()).digest()


def veiled(text: str, *, always: bool = False) -> str:
    """The text as it may stand in an address; codes stay readable unless `always`."""
    guest = g.get("guest")
    if not text or guest is None or (CODE.fullmatch(text) and not always):
        return text
    return MARK + base64.urlsafe_b64encode(AESSIV(guest.veil).encrypt(text.encode(), None)).decode().rstrip("=")


def unveiled(text: str) -> str:
    """What was veiled, or the text itself. Raises `VeilNotReadable`."""
    guest = g.get("guest")
    if not text.startswith(MARK) or guest is None:
        return text
    bare = text.removeprefix(MARK)
    try:
        sealed = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
        return AESSIV(guest.veil).decrypt(sealed, None).decode()
    except (ValueError, binascii.Error, InvalidTag) as error:
        raise VeilNotReadable from error
