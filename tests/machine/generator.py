"""Random structured processes: every element the engine runs, nested in every way, with decisions made by single tasks.

Each variable has one writer, so that branches never disagree and the merged data is known exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from engine.model import Element, Kind, Message, Process, Timer
from tests import drawings as draw

Ends = tuple[str, str]


@dataclass
class Sketch:
    """A bundle being drawn: its processes, which task decides which condition, which elements bring nothing."""

    random: Random
    processes: dict[str, Process] = field(default_factory=dict)
    decides: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    count: int = 0

    def name(self, prefix: str) -> str:
        """A fresh id."""
        self.count += 1
        return f"{prefix}{self.count}"

    def process(self, key: str, depth: int, blocks: int = 1) -> None:
        """Draw one process of the bundle: some blocks in a row."""
        page = Page(self)
        entry, leave = page.block(depth)
        for _ in range(1, blocks):
            entry, leave = page.after((entry, leave), page.block(depth))
        page.begin_and_end(key, entry, leave, depth)
        if self.random.random() < 0.2:
            page.handler()
        self.processes[key] = draw.drawing(key, *page.elements, flows=page.flows)


def sketch(seed: int, depth: int = 5) -> Sketch:
    """The random bundle of this seed; its main process is called `main`."""
    drawn = Sketch(Random(seed))
    drawn.process("main", depth, blocks=3)
    return drawn


class Page:
    """One process being drawn."""

    def __init__(self, whole: Sketch) -> None:
        self.whole = whole
        self.random = whole.random
        self.elements: list[Element] = []
        self.flows: list[str] = []

    def add(self, *elements: Element) -> None:
        """Put elements on the page."""
        self.elements += elements

    def begin_and_end(self, key: str, entry: str, last: str, depth: int) -> None:
        """Put start and end round what is drawn; or no start, and then one or two blocks begin by themselves."""
        self.add(draw.end(f"e_{key}"))
        self.flows.append(f"{last} > e_{key}")
        if self.random.random() < 0.8:
            self.add(draw.start(f"s_{key}"))
            self.flows.append(f"s_{key} > {entry}")
            return
        # A loop is led to by itself: a task before it begins.
        self.after(self.task(), (entry, last))
        if self.random.random() < 0.5:
            _, done = self.after(self.task(), self.block(min(depth, 1)))
            self.flows.append(f"{done} > e_{key}")

    def block(self, depth: int) -> Ends:
        """A random block; the ids of its first and last element."""
        if depth == 0 or self.random.random() < 0.15:
            return self.task()
        kinds: list[Callable[[int], Ends]] = [
            self.sequence, self.parallel, self.choice, self.loop, self.call, self.instances, self.watched, self.beside,
            self.race, self.some, self.part, self.failing, self.telling, self.stopping, self.signalling, self.risky,
        ]  # fmt: skip
        return self.random.choice(kinds)(depth - 1)

    def task(self, decides: str = "") -> Ends:
        """A user task or a job, which may decide a condition."""
        key = self.whole.name("T")
        self.add(draw.user(key) if self.random.random() < 0.7 else draw.job(key))
        if decides:
            self.whole.decides[key] = decides
        return key, key

    def one_task(self, _depth: int) -> Ends:
        """A task, where any block would do."""
        return self.task()

    def sequence(self, depth: int) -> Ends:
        """One block after the other."""
        return self.after(self.block(depth), self.block(depth))

    def parallel(self, depth: int) -> Ends:
        """Two or three blocks at once."""
        fork, join = self.whole.name("F"), self.whole.name("J")
        self.add(self._split(draw.both(fork)), draw.both(join))
        for _ in range(self.random.choice([2, 2, 3])):
            self._between(fork, self.block(depth), join)
        return fork, join

    def _split(self, gateway: Element) -> Element:
        """The gateway, or a task from which the same flows go out without one."""
        return draw.user(gateway.id, default=gateway.default) if self.random.random() < 0.3 else gateway

    def choice(self, depth: int) -> Ends:
        """A task that decides, and one block or the other."""
        gate, merge = self.whole.name("X"), self.whole.name("M")
        self.add(draw.either(gate, default=f"no_{gate}"), draw.either(merge))
        decider = self.task(f"c_{gate}")
        self.flows.append(f"{decider[1]} > {gate}")
        self._between(gate, self.block(depth), merge, f">(yes_{gate})[=c_{gate}]")
        self._between(gate, self.block(depth), merge, f">(no_{gate})")
        return decider[0], merge

    def some(self, depth: int) -> Ends:
        """Some of two or three blocks; a token may leak away before the join, or come round once more."""
        gate, join = self.whole.name("S"), self.whole.name("J")
        self.add(self._split(draw.some(gate, default=f"no_{gate}")), draw.some(join))
        entry, last = self.task(f"c_{gate}_0")
        for number in range(self.random.choice([1, 2])):
            arrow = f">(yes_{gate}_{number})[=c_{gate}_{number}]"
            self._between(gate, self.leak(depth) if self.random.random() < 0.4 else self.block(depth), join, arrow)
            if number:
                _, last = self.after((entry, last), self.task(f"c_{gate}_{number}"))
        self.flows.append(f"{last} > {gate}")
        self._between(gate, self.block(depth), join, f">(no_{gate})")
        return entry, join

    def leak(self, depth: int) -> Ends:
        """A block after which a task may decide to end this branch."""
        gate, stop, on = self.whole.name("X"), self.whole.name("E"), self.task()
        self.add(draw.either(gate, default=f"on_{gate}"), draw.end(stop))
        block = self.after(self.block(depth), self.task(f"c_{gate}"))
        self.flows += [f"{block[1]} > {gate} >(stop_{gate})[=c_{gate}] {stop}", f"{gate} >(on_{gate}) {on[0]}"]
        return block[0], on[1]

    def loop(self, depth: int) -> Ends:
        """A block that is repeated while a task says so."""
        merge, gate = self.whole.name("M"), self.whole.name("L")
        self.add(draw.either(merge), draw.either(gate, default=f"out_{gate}"))
        decider = self.task(f"c_{gate}")
        after, _ = out = self.task()
        self._between(merge, self.after(self.block(depth), decider), gate)
        self.flows += [f"{gate} >(again_{gate})[=c_{gate}] {merge}", f"{gate} >(out_{gate}) {after}"]
        return merge, out[1]

    def call(self, depth: int) -> Ends:
        """Another process of the bundle."""
        key, called = self.whole.name("C"), self.whole.name("sub")
        self.whole.process(called, depth)
        self.add(draw.call(key, called))
        return key, key

    def part(self, depth: int) -> Ends:
        """A sub-process."""
        key, outer = self.whole.name("P"), self.elements
        self.elements = []
        entry, last = self.block(depth)
        self.begin_and_end(key, entry, last, depth)
        if self.random.random() < 0.3:
            self.handler()
        self.elements = [*outer, *draw.part(key, *self.elements)]
        return key, key

    def failing(self, depth: int) -> Ends:
        """A sub-process or call out of which an error may come, caught outside."""
        host, event, merge = self._ending("error", depth), self.whole.name("B"), self.whole.name("M")
        code = self.random.choice(["", "late"])
        self.add(draw.either(merge), draw.boundary(event, host, "error", code))
        self._between(event, self.task(), merge)
        self.flows.append(f"{host} > {merge}")
        return host, merge

    def telling(self, depth: int) -> Ends:
        """A call out of which an escalation may come, which starts a branch beside it; or one nobody listens to."""
        host, event, stop = self._ending("escalation", depth, called=True), self.whole.name("N"), self.whole.name("E")
        if self.random.random() < 0.7:
            branch = self.task()
            self.whole.silent.add(branch[0])
            self.add(draw.end(stop), draw.boundary(event, host, "escalation", "late", interrupting=False))
            self._between(event, branch, stop)
        return host, host

    def risky(self, _depth: int) -> Ends:
        """A job whose failure is caught on it, or goes further out."""
        host, event, merge = self.whole.name("T"), self.whole.name("B"), self.whole.name("M")
        self.add(draw.job(host), draw.either(merge), draw.boundary(event, host, "error", "late"))
        self._between(event, self.task(), merge)
        self.flows.append(f"{host} > {merge}")
        return host, merge

    def signalling(self, depth: int) -> Ends:
        """A branch that throws a signal beside one or two that wait for it, or around what throws it."""
        if self.random.random() < 0.4:
            return self._signal_out(depth)
        fork, join, signal, tell = (
            self.whole.name("F"),
            self.whole.name("J"),
            self.whole.name("g"),
            self.whole.name("W"),
        )
        self.add(draw.both(fork), draw.both(join), draw.throws(tell, "signal", signal=signal))
        # A task before it: whoever is to hear it waits by then. A task after it: nobody hears what is over already.
        before = self.after(self.block(min(depth, 1)), self.task())
        self._between(fork, self.after(self.after(before, (tell, tell)), self.task()), join)
        for _ in range(self.random.choice([1, 2])):
            hears = self.random.choice([self._hears_on_the_way, self._hears_beside, self._hears_on_a_host])
            self._between(fork, hears(depth, signal), join)
        return fork, join

    def _signal_out(self, depth: int) -> Ends:
        signal = self.whole.name("g")
        host, merge = self._ending("signal", depth, signal=signal), self.whole.name("M")
        self.add(draw.either(merge), draw.heard(self.whole.name("B"), signal, kind=Kind.BOUNDARY, attached_to=host))
        self._between(self.elements[-1].id, self.task(), merge)
        self.flows.append(f"{host} > {merge}")
        return host, merge

    def _hears_on_the_way(self, depth: int, signal: str) -> Ends:
        key = self.whole.name("K")
        self.add(draw.heard(key, signal))
        return self.after((key, key), self.block(max(depth - 1, 0)))

    def _hears_on_a_host(self, depth: int, signal: str) -> Ends:
        host, event, merge = self._host(depth), self.whole.name("B"), self.whole.name("M")
        self.add(draw.either(merge), draw.heard(event, signal, kind=Kind.BOUNDARY, attached_to=host))
        self._between(event, self.task(), merge)
        self.flows.append(f"{host} > {merge}")
        return host, merge

    def _hears_beside(self, depth: int, signal: str) -> Ends:
        # Not beside a sub-process: it may be heard twice, see below.
        host, event, stop = (
            self.random.choice([self.call, self.one_task])(depth)[0],
            self.whole.name("N"),
            self.whole.name("E"),
        )
        beside = draw.heard(event, signal, kind=Kind.BOUNDARY, attached_to=host, interrupting=False)
        self.add(draw.end(stop), beside)
        branch = self.task()
        self.whole.silent |= {event, branch[0]}
        self._between(event, branch, stop)
        return host, host

    def stopping(self, depth: int) -> Ends:
        """A sub-process or call in which a branch may end all the others."""
        host = self._ending("terminate", depth)
        return host, host

    def _ending(self, event: str, depth: int, *, called: bool = False, signal: str = "") -> str:
        """A sub-process or call with two branches, one of which may end in this event."""
        gate, fork, stop, done = (self.whole.name(prefix) for prefix in "XFEE")
        page = Page(self.whole)
        decider = page.after(page.block(min(depth, 1)), page.task(f"c_{gate}"))
        other = page.block(min(depth, 2))
        page.add(draw.both(fork), draw.either(gate, default=f"on_{gate}"), draw.end(done))
        said = {"signal": signal} if signal else {} if event == "terminate" else {"code": "late"}
        page.add(draw.stop(stop, event, **said))
        page.flows += [f"{fork} > {decider[0]}", f"{decider[1]} > {gate} >(stop_{gate})[=c_{gate}] {stop}"]
        page.flows += [f"{gate} >(on_{gate}) {done}", f"{fork} > {other[0]}", f"{other[1]} > {done}"]
        event = "" if event in ("terminate", "signal") else event
        return self._put_inside(page, fork, event, called=called or self.random.random() < 0.5)

    def handler(self, event: str = "") -> None:
        """An event sub-process of the part being drawn, with a task in it."""
        key, stop, task = self.whole.name("H"), self.whole.name("E"), self.whole.name("T")
        begin, is_often = self._alarm(f"s_{key}", event)
        if is_often:
            self.whole.silent |= {begin.id, task}
        self.add(*draw.handler(key, begin, draw.user(task), draw.end(stop)))
        self.flows.append(f"s_{key} > {task} > {stop}")

    def _alarm(self, key: str, event: str) -> tuple[Element, bool]:
        """The start event of a handler, and whether it may start it twice at a time."""
        beside = self.random.random() < 0.5
        if event:
            beside = beside and event == "escalation"
            start = draw.element(key, Kind.START, events=(f"{event}EventDefinition",), interrupting=not beside)
            return start, beside
        if self.random.random() < 0.5:
            timer = Timer("cycle", "R2/P1D") if beside else Timer("duration", "P1D")
            return draw.element(key, Kind.START, timer=timer, interrupting=not beside), beside
        if self.random.random() < 0.5:
            return draw.heard(key, f"g_{key}", kind=Kind.START, interrupting=not beside), beside
        return draw.element(key, Kind.START, message=Message("m", "k"), interrupting=not beside), beside

    def _put_inside(self, page: "Page", entry: str, event: str, *, called: bool) -> str:
        key = self.whole.name("C" if called else "P")
        if event and self.random.random() < 0.3:
            page.handler(event)
        page.add(draw.start(f"s_{key}"))
        page.flows.append(f"s_{key} > {entry}")
        if called:
            name = self.whole.name("sub")
            self.whole.processes[name] = draw.drawing(name, *page.elements, flows=page.flows)
            self.add(draw.call(key, name))
        else:
            self.add(*draw.part(key, *page.elements))
            self.flows += page.flows
        return key

    def instances(self, depth: int) -> Ends:
        """A multi-instance task or call."""
        kinds: list[Callable[[int], Ends]] = [self.call, self.part, self.one_task, self.one_task, self.one_task]
        key, _ = self.random.choice(kinds)(min(depth, 1))
        items = list(range(self.random.randrange(4)))
        loop = draw.each(
            f"={items}", sequential=self.random.random() < 0.5, input_element="item", output_collection=f"r_{key}",
            output_element=f"=v_{key}",
        )  # fmt: skip
        self.elements = [replace(node, loop=loop) if node.id == key else node for node in self.elements]
        return key, key

    def watched(self, depth: int) -> Ends:
        """An activity that a message or a timer may interrupt."""
        host, event, merge = self._host(depth), self.whole.name("B"), self.whole.name("M")
        self.add(draw.either(merge), self._watcher(event, host, interrupting=True))
        self._between(event, self.task(), merge)
        self.flows.append(f"{host} > {merge}")
        return host, merge

    def beside(self, depth: int) -> Ends:
        """An activity beside which a message or a timer may start a branch that ends by itself."""
        host, event, stop = self._host(depth), self.whole.name("N"), self.whole.name("E")
        self.add(draw.end(stop), self._watcher(event, host, interrupting=False))
        branch = self.task()
        # It may run twice at the same time, and then a variable would have two writers.
        self.whole.silent |= {event, branch[0]}
        self._between(event, branch, stop)
        return host, host

    def race(self, depth: int) -> Ends:
        """A message or a timer, whichever comes first."""
        gate, merge = self.whole.name("G"), self.whole.name("M")
        note, late = self.whole.name("m"), self.whole.name("t")
        comes = draw.message(note, correlation="k") if self.random.random() < 0.7 else draw.heard(note, f"g_{note}")
        self.add(draw.race(gate), draw.either(merge), comes, draw.timer(late, "P1D"))
        self._between(gate, self.after((note, note), self.block(depth)), merge)
        self._between(gate, (late, late), merge)
        return gate, merge

    def _host(self, depth: int) -> str:
        return self.random.choice([self.call, self.part, self.instances, self.one_task])(depth)[0]

    def _watcher(self, key: str, host: str, *, interrupting: bool) -> Element:
        # Beside a sub-process it fires once: what an earlier branch gets to know of it the token game does not tell.
        if not (host.startswith("P") and not interrupting) and self.random.random() < 0.5:
            if self.random.random() < 0.4:
                return draw.heard(key, f"g_{key}", kind=Kind.BOUNDARY, attached_to=host, interrupting=interrupting)
            return draw.boundary_message(key, host, correlation="k", interrupting=interrupting)
        value, kind = (
            ("P1D", "duration")
            if interrupting or host.startswith("P")
            else self.random.choice([("P1D", "duration"), ("R2/P1D", "cycle")])
        )
        return draw.boundary_timer(key, host, value, kind, interrupting=interrupting)

    def after(self, first: Ends, second: Ends) -> Ends:
        """Join two blocks."""
        self.flows.append(f"{first[1]} > {second[0]}")
        return first[0], second[1]

    def _between(self, before: str, block: Ends, after: str, arrow: str = ">") -> None:
        self.flows += [f"{before} {arrow} {block[0]}", f"{block[1]} > {after}"]
