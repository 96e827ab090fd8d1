"""Outside the fence: keep processes that do dear work for us, ask them, and replace those that died or served long."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, LifoQueue

from documents.fence.frames import read_frame, write_frame


@dataclass(slots=True)
class Fence:
    """The processes that run one module; one serves one asker at a time and ends after `orders`, so that no leak grows.

    Give `seconds` of the clock for an order, and say of how many frames an answer consists. `is_quiet`: what it prints
    is of nobody's interest, or of somebody's data.
    """

    module: str
    seconds: float
    orders: int
    frames: int = 1
    is_quiet: bool = False
    _idle: "LifoQueue[_Fenced]" = field(default_factory=LifoQueue)

    def __post_init__(self) -> None:
        os.register_at_fork(after_in_child=self._forget)
        atexit.register(self.close)

    def ask(self, *order: bytes) -> list[bytes] | None:
        """The frames of the answer, or one frame that begins with `E`; None when the process died over this order."""
        fenced, answer = self._take(), None
        try:
            answer = fenced.ask(order, self.frames, self.seconds)
        finally:
            if answer is None or fenced.served >= self.orders:
                fenced.close()
            else:
                self._idle.put(fenced)
        return answer

    def _take(self) -> "_Fenced":
        """An idle process that is still alive, or a new one."""
        while True:
            try:
                fenced = self._idle.get_nowait()
            except Empty:
                return _Fenced(self.module, self.is_quiet)
            if fenced.process.poll() is None:
                return fenced
            fenced.close()

    def close(self) -> None:
        """End the idle ones."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _forget(self) -> None:
        # A forked child must not talk to its parent's processes.
        self._idle = LifoQueue()


class _Fenced:
    """One process with the children it starts, and the room where it lays its passing files."""

    def __init__(self, module: str, is_quiet: bool) -> None:
        self.served = 0
        self.room = Path(tempfile.mkdtemp(prefix=f"motcua-{module.rpartition('.')[2]}-"))
        paths = os.pathsep.join(dict.fromkeys(path for path in (str(Path(__file__).parents[2]), *sys.path) if path))
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, str(self.room)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            stderr=subprocess.DEVNULL if is_quiet else None,
            # Nothing of our environment: it may hold passwords, and what is worked on could be anybody's.
            env={"PYTHONPATH": paths, "PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"),
                 "TMPDIR": str(self.room), "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip

    def ask(self, order: Sequence[bytes], frames: int, seconds: float) -> list[bytes] | None:
        self.served += 1
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        watch = threading.Timer(seconds, self.kill)
        watch.start()
        try:
            for frame in order:
                write_frame(self.process.stdin, frame)
            return self._answer(frames)
        except BrokenPipeError:
            return None
        finally:
            watch.cancel()

    def _answer(self, frames: int) -> list[bytes] | None:
        assert self.process.stdout is not None
        answer: list[bytes] = []
        while len(answer) < frames:
            frame = read_frame(self.process.stdout)
            if frame is None:
                return None
            answer.append(frame)
            if answer[0][:1] == b"E":
                break
        return answer

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        self.kill()
        self.process.wait()
        shutil.rmtree(self.room, ignore_errors=True)
        for stream in (self.process.stdin, self.process.stdout):
            # One that died may leave half an order unsent; closing tries to send it.
            with suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()
