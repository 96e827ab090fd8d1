"""What travels over the fence: a frame is its length in 4 bytes, big-endian, then that many bytes."""

import struct
from typing import IO


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send one frame."""
    stream.write(struct.pack(">I", len(content)) + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None when the other side has closed or died in the middle of one."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    content = stream.read(length)
    return content if len(content) == length else None
