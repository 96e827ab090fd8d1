"""Plays an instance the way the house does: loaded from its bytes before every command, dumped after it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from engine.model import Process
from engine.spiff import Graph, Run, Wait, build
from ground.clock import FixedClock

MORNING = datetime(2026, 8, 25, 2, tzinfo=UTC)


def graph_of(*processes: Process) -> Graph:
    """The graph of a bundle; the first process is the main one."""
    return build({process.id: process for process in processes}, processes[0].id)


class Player:
    """One instance; `entered` and `left` hold the element ids of the whole story so far."""

    def __init__(self, *processes: Process, saving: bool = True, graph: Graph | None = None, **variables: Any) -> None:
        self.graph = graph or graph_of(*processes)
        self.clock = FixedClock(MORNING)
        self.saving = saving
        self.run = Run.new(self.graph, variables, self.clock)
        self.entered = [step.element for step in self.run.entered]
        self.left = [step.element for step in self.run.left]

    @property
    def stands_at(self) -> list[str]:
        """The elements the instance waits at, in tree order."""
        return [wait.element for wait in self.run.waits()]

    def wait(self, element: str, nth: int = 0) -> Wait:
        """The nth wait at this element."""
        return [wait for wait in self.run.waits() if wait.element == element][nth]

    def do(self, element: str, nth: int = 0, **outputs: Any) -> "Player":
        """Complete the task or job at this element."""
        return self.command(lambda token: self.run.complete(token, outputs), self.wait(element, nth))

    def fire(self, element: str, nth: int = 0) -> "Player":
        """The timer here is due."""
        return self.command(lambda token: self.run.fire(token), self.wait(element, nth))

    def receive(self, element: str, nth: int = 0, **variables: Any) -> "Player":
        """The message waited for here arrives."""
        return self.command(lambda token: self.run.receive(token, variables), self.wait(element, nth))

    def fail(self, element: str, code: str, nth: int = 0) -> bool:
        """The job here ends in an error; whether something caught it."""
        caught: list[bool] = []
        self.command(lambda token: caught.append(self.run.throw(token, code)), self.wait(element, nth))
        return caught[0]

    def retry(self, element: str, nth: int = 0) -> "Player":
        """Let the stalled token here try again."""
        return self.command(lambda token: self.run.retry(token), self.wait(element, nth))

    def assign(self, element: str, **variables: Any) -> "Player":
        """Correct variables where the token at this element stands."""
        return self.command(lambda token: self.run.assign(variables, token), self.wait(element))

    def reload(self) -> None:
        """Save and load; nothing may be lost, and saving again gives the same bytes."""
        before, frontier = self.run.waits(), self.run.dump()
        self.run = Run.load(self.graph, frontier, self.clock)
        assert self.run.waits() == before
        assert self.run.dump() == frontier

    def command(self, command: Callable[[str], None], wait: Wait) -> "Player":
        """Give a command to the token of this wait, after a reload when saving, and write down the story."""
        if self.saving:
            self.reload()
        entered, left = len(self.run.entered), len(self.run.left)
        command(wait.token)
        self.entered += [step.element for step in self.run.entered[entered:]]
        self.left += [step.element for step in self.run.left[left:]]
        return self
