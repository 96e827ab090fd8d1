"""The reader: a process of its own that looks at scanned pages, with little time, little memory and no network.

An order is a frame of JSON `{kind, number}` and a frame with the file. The answer is `P` and JSON, then the page as
PDF/A and its picture as JPEG; or `E` and what did not go.
"""

import io
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ocrmypdf.exceptions import ExitCodeException
from PIL import Image

from documents.fence.frames import read_frame, write_frame
from documents.fence.inside import failure, limit_memory, limit_time, work_inside
from documents.scans.pictures import BLANK_SHARE, ink_of, page_picture, small_of
from documents.scans.quality import confidence_of
from documents.scans.recognition import recognise, skew_of

CPU_SECONDS = 60
MEMORY_BYTES = 3 << 29
SHOWN_WIDTH = 1100
LEAST_SKEW, MOST_SKEW = 0.1, 20.0


def serve(orders: IO[bytes], answers: IO[bytes], room: Path) -> None:
    """Answer orders until there are no more."""
    limit_memory(MEMORY_BYTES)
    while (order := read_frame(orders)) is not None and (content := read_frame(orders)) is not None:
        limit_time(CPU_SECONDS)
        for frame in _answer(json.loads(order), content, room):
            write_frame(answers, frame)


def _answer(order: dict[str, Any], content: bytes, room: Path) -> tuple[bytes, ...]:
    # A child of a reader that is out of memory may say anything; a broken picture fails wherever it is broken.
    try:
        return _read(content, str(order["kind"]), int(order["number"]), room)
    except MemoryError:
        return (failure("too_much", ""),)
    except Image.DecompressionBombError:
        return (failure("too_much", ""),)
    except ExitCodeException as error:
        return (failure("reading", f"{type(error).__name__}: {error}"),)
    except (OSError, ValueError, EOFError, SyntaxError, RuntimeError) as error:
        return (failure("page", f"{type(error).__name__}: {error}"),)


def _read(content: bytes, kind: str, number: int, room: Path) -> tuple[bytes, ...]:
    seen = page_picture(content, kind, number)
    small = small_of(seen.picture)
    is_blank = ink_of(small) < BLANK_SHARE
    skew = 0.0 if is_blank else skew_of(small, room)
    straight = seen.picture
    if LEAST_SKEW <= abs(skew) <= MOST_SKEW:
        straight = straight.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=_paper(small))
    paper, words = recognise(straight, room)
    facts = {
        "dots": seen.dots, "skew": round(skew, 2), "is_blank": is_blank, "confidence": round(confidence_of(words), 1),
        "width": straight.width, "height": straight.height, "words": [asdict(word) for word in words],
    }  # fmt: skip
    return b"P" + json.dumps(facts).encode(), paper, _shown(straight)


def _paper(small: Image.Image) -> tuple[int, int, int]:
    """The shade of the corners that turning lays bare."""
    counts = small.histogram()
    shade = counts.index(max(counts[128:], default=0), 128)
    return shade, shade, shade


def _shown(picture: Image.Image) -> bytes:
    """What an officer looks at beside the fields."""
    out = io.BytesIO()
    height = max(1, round(picture.height * SHOWN_WIDTH / picture.width))
    picture.resize((SHOWN_WIDTH, height), Image.Resampling.BOX).save(out, "JPEG", quality=72)
    return out.getvalue()


if __name__ == "__main__":
    work_inside(Path(sys.argv[1]), serve)
