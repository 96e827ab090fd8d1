"""A server and a worker of their own, on a fresh folder, that can be killed and started again."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from cases.seed import PASSWORD

READY_SECONDS = 40


class Office:
    """Two process groups: `server` and `worker`. Only they are ever killed, by the ids this object was given."""

    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.port = a_free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "MOTCUA_HOME": str(home), "MOTCUA_DATABASE": database, "MOTCUA_PORT": str(self.port), "MOTCUA_MODE": "demo",
            # A crowd of one account at once is what these tests are about.
            "MOTCUA_ACCOUNT_REQUESTS": "0", "MOTCUA_ADDRESS_REQUESTS": "0",
        }  # fmt: skip
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.kills = 0

    def order(self, *words: str) -> None:
        """Run one `motcua` command to its end."""
        done = subprocess.run(
            self._command(*words), env=self.environment, capture_output=True, timeout=300, check=False
        )
        if done.returncode:
            raise RuntimeError(f"motcua {' '.join(words)}: {done.stdout.decode()}{done.stderr.decode()}")

    def start(self, name: str, **more: str) -> None:
        """Start `server` or `worker` in a process group of its own, with `more` in its environment."""
        with (self.home / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self._command(name), env=self.environment | more, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip

    def _command(self, *words: str) -> list[str]:
        return [str(Path(sys.executable).with_name("motcua")), *words]

    def wait_until_it_answers(self) -> None:
        """Return once the server answers; raise when it does not within `READY_SECONDS`."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise TimeoutError(f"the server did not answer; see {self.home}/server.log")

    def kill(self, chance: random.Random) -> tuple[str, ...]:
        """Kill -9 server, worker or both, and start them again."""
        victims = chance.choice((("server",), ("worker",), ("server", "worker")))
        for name in victims:
            self._signal(name, signal.SIGKILL)
        for name in victims:
            self.running[name].wait()
            self.start(name)
        self.kills += 1
        return victims

    def stop(self, *names: str) -> None:
        """Stop what runs (or only these) politely; kill what does not stop."""
        asked = names or tuple(self.running)
        for name in asked:
            self._signal(name, signal.SIGTERM)
        for name in asked:
            process = self.running[name]
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                self._signal(name, signal.SIGKILL)
                process.wait()
            del self.running[name]

    def log_in(self, officer: str) -> str:
        """A token for one of the demonstration's officers."""
        body = {"name": officer, "password": PASSWORD}
        answer = httpx.post(f"{self.address}/api/v1/sessions", json=body, timeout=20)
        return str(answer.raise_for_status().json()["token"])

    def _signal(self, name: str, number: signal.Signals) -> None:
        try:
            os.killpg(self.running[name].pid, number)
        except ProcessLookupError:
            return


def a_free_port() -> int:
    """A port of loopback nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
