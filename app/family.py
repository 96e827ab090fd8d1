"""Server and worker as two child processes: started together, started again when one falls, stopped together."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

from app.parent import end_with_parent
from app.settings import Settings, for_children
from ground.errors import Unavailable

START_SECONDS = 60
STOP_SECONDS = 35
GIVE_UP_AFTER = 3
STOPS = (signal.SIGTERM, signal.SIGINT)


class ServerSilent(Unavailable):
    """The web server does not answer at {url}. Its own words stand above."""

    code = "server_silent"


class Family:
    """A context: what is started inside it has stopped after it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        self.falls: Counter[str] = Counter()

    def __enter__(self) -> "Family":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        # Whoever asked us to stop may ask again while we wait: the children are already stopping.
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        for member in self.members.values():
            member.terminate()
        until = time.monotonic() + STOP_SECONDS
        for member in self.members.values():
            try:
                member.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()

    def wait_until_served(self) -> None:
        """Return once the server answers. Raises `ServerSilent`."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.members["server"].poll() is None:
            try:
                urlopen(f"http://{self.settings.address}:{self.settings.port}/healthz", timeout=5).close()
                return
            except (URLError, OSError):
                time.sleep(0.05)
        raise ServerSilent(url=self.settings.url)

    def watch(self) -> int:
        """Stay until interrupted; a member that falls is started again, three times, then exit code 1 is given."""
        while True:
            time.sleep(1)
            for name, member in self.members.items():
                if member.poll() is not None and not self._start_again(name, member.returncode):
                    return 1

    def _start_again(self, name: str, code: int) -> bool:
        self.falls[name] += 1
        if self.falls[name] > GIVE_UP_AFTER:
            print(
                f"motcua {name}: dừng {code}, thôi không khởi động lại. It keeps stopping: giving up.", file=sys.stderr
            )
            return False
        print(f"motcua {name}: dừng {code}, khởi động lại. It stopped: starting it again.", file=sys.stderr)
        self.start(name)
        return True

    def start(self, name: str) -> None:
        """Start `server` or `worker`."""
        command = [sys.executable, "-m", "app.cli", name]
        # A Ctrl-C between the birth of a child and its name in the book would leave it without anybody to stop it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        try:
            # In sessions of their own: Ctrl-C reaches us alone, and we stop them in order.
            self.members[name] = subprocess.Popen(
                command,
                env=for_children(self.settings),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=partial(_begin, os.getpid()),
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: int) -> None:
    """In the child, before it becomes another program: it hears signals again, and ends with its parent."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    end_with_parent(parent)
