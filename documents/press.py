"""The press: a process of its own that draws papers, with little time, little memory and no network.

An order is a frame of JSON; an answer is a frame of `P` and the PDF, or of `E` and what did not go.
"""

import gc
import importlib
import json
import sys
from itertools import count
from pathlib import Path
from typing import IO, Any

from jinja2 import TemplateError, TemplateNotFound

from documents.fence.frames import read_frame, write_frame
from documents.fence.inside import failure, limit_memory, limit_time, work_inside

# Of the processor, by kind: a book has forty pages with drawings, a stamp is one line.
CPU_SECONDS = {"slip": 10, "result": 10, "book": 40, "stamp": 2}
MEMORY_BYTES = 1 << 30
PAPERS_A_SWEEP = 10


def serve(orders: IO[bytes], answers: IO[bytes], _room: Path) -> None:
    """Answer orders until there are no more.

    Memory is swept between orders, when nobody waits, not during them: what is being drawn is alive anyway.
    """
    gc.disable()
    drawer = _drawer()
    limit_memory(MEMORY_BYTES)
    gc.freeze()
    for number in count(1):
        if (frame := read_frame(orders)) is None:
            return
        order = json.loads(frame)
        limit_time(CPU_SECONDS[order["kind"]])
        answer = _answer(drawer, order)
        write_frame(answers, answer)
        if number % PAPERS_A_SWEEP == 0 or answer[:1] == b"E":
            gc.collect()


def _drawer() -> Any:
    """The drawer, or None where the system lacks Pango; importing it is what finds that out."""
    try:
        return importlib.import_module("documents.drawing").Drawer()
    except OSError:
        return None


def _answer(drawer: Any, order: dict[str, Any]) -> bytes:
    if drawer is None:
        return failure("missing", "")
    try:
        folders = [Path(folder) for folder in order.pop("folders")]
        return b"P" + bytes(drawer.draw(folders=folders, **order))
    except TemplateNotFound as error:
        return failure("template", str(error.name))
    except MemoryError:
        return failure("failed", "it needs too much memory")
    except (TemplateError, ValueError, TypeError, KeyError, ArithmeticError) as error:
        return failure("failed", f"{type(error).__name__}: {error}")
    except BaseException as error:  # the border of the process: a template's failure must arrive as a reason
        # WeasyPrint stops a drawing that fetches what it may not with an error outside of Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return failure("failed", f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    work_inside(Path(sys.argv[1]), serve)
