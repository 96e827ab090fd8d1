"""Children that do not outlive their parent."""

import ctypes
import os
import signal


def end_with_parent(parent: int | None = None) -> None:
    """Ask the kernel (PR_SET_PDEATHSIG) to end this process with the one that started it: no orphan goes on serving.

    One whose `parent` fell before it could ask ends at once.
    """
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if parent is not None and os.getppid() != parent:
        os._exit(1)
