"""The token game as BPMN tells it, played on the drawing itself: an interpreter that shares no line with the engine.

It knows scopes, tokens and arrivals at joins, no tree and no SpiffWorkflow. Every value carries the number of the move
that wrote it, so that merging is taking the newest: enough for drawings in which a variable has one writer.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine.model import Element, Flow, Kind, Process
from tests.machine.pieces import ACTIVITIES, INNER, Data, Frame, Scope, Token, is_quiet, newest, places_of, ways_to


class Game:
    """One instance; `stands` is what waits, `over` the end event that finished it."""

    def __init__(self, processes: dict[str, Process], main: str) -> None:
        self.processes = processes
        self.move = 0
        self.over: str | None = None
        self.data: Data = {}
        self.entered: Counter[str] = Counter()
        self._inner: dict[Token, Scope] = {}
        self._open(Scope(processes[main]), {})
        self._settle()

    def stands(self) -> list[Token]:
        """Everything that waits for the outside."""
        return [token for token in self._tokens(self.main) if not is_quiet(token)]

    @property
    def is_stuck(self) -> bool:
        """Whether parallel joins wait in vain: tokens have leaked away before them."""
        return self.over is None and not self.stands()

    @property
    def stuck_at(self) -> list[str]:
        """The gateways with a token that goes nowhere, once for each token."""
        tokens = [[name] * len(queue) for scope in self._scopes(self.main) for name, places in scope.arrived.items()
                  for queue in places.values()]  # fmt: skip
        return sorted(name for names in tokens for name in names)

    def go_on(self, token: Token, brought: dict[str, Any]) -> None:
        """The task is done, the timer due, the message there."""
        self.move += 1
        self._happen(token, brought)
        self._settle()

    def fail(self, token: Token, code: str) -> bool:
        """The job ends in an error; whether something catches it."""
        self.move += 1
        is_caught = self._caught_at(token, "errorEventDefinition", code)
        self._settle()
        return is_caught

    def _happen(self, token: Token, brought: dict[str, Any]) -> None:
        token.data = token.data | {name: (self.move, value) for name, value in brought.items()}
        if token.watches is not None:
            self._handle(token, token.watches, brought)
        elif token.element.kind is Kind.BOUNDARY:
            self.entered[token.element.id] += 1
            self._boundary(token)
        elif token.frame is not None:
            self._instance_done(token)
        else:
            self._done(token)

    def _settle(self) -> None:
        """Let inclusive gateways go on until none of them can."""
        while any(self._include(scope, node) for scope in self._scopes(self.main) for node in list(scope.arrived)):
            pass

    def _scopes(self, scope: Scope) -> list[Scope]:
        inner = [self._inner[token] for token in scope.tokens if token in self._inner]
        return [scope, *(deeper for one in inner for deeper in self._scopes(one))]

    def _include(self, scope: Scope, name: str) -> bool:
        node, places = scope.process.elements[name], scope.arrived[name]
        here = {flow for flow, queue in places.items() if queue}
        if node.kind is not Kind.INCLUSIVE or not here:
            return False
        for place in places_of(scope, name):
            reached = ways_to(scope.process, place, name)
            if reached - here and not reached & here:
                return False
        data = newest([places[flow].pop(0) for flow in here])
        self.entered[name] += 1
        ways = scope.process.outgoing(name)
        for way in [way for way in ways if way.condition and data[way.condition[1:]][1] is True] or [
            next(way for way in ways if len(ways) == 1 or way.id == node.default)
        ]:
            self._enter(scope, way, data)
        return True

    def _tokens(self, scope: Scope) -> Iterator[Token]:
        for token in scope.tokens:
            yield token
            if token in self._inner:
                yield from self._tokens(self._inner[token])

    def _open(self, scope: Scope, data: Data) -> None:
        if scope.caller is None:
            self.main = scope
        else:
            self._inner[scope.caller] = scope
        inside = scope.process.inside(scope.part)
        for handler in inside:
            if handler.by_event:
                self._watch(scope, handler, 2)
        for begin in [node for node in inside if node.kind is Kind.START]:
            self.entered[begin.id] += 1
            self._leave(scope, begin, data)
            return
        # Nothing drawn begins it: everything does that no flow leads to, at once.
        for node in inside:
            if not (scope.process.incoming(node.id) or node.kind is Kind.BOUNDARY or node.by_event):
                self._enter(scope, Flow("", "", node.id, 0), data)

    def _enter(self, scope: Scope, flow: Flow, data: Data) -> None:
        node = scope.process.elements[flow.target]
        self.entered[node.id] += node.kind not in (Kind.PARALLEL, Kind.INCLUSIVE)
        if node.signal and node.kind in (Kind.END, Kind.THROW):
            self._tell(scope, node, data)
        elif node.kind is Kind.END:
            self._end(scope, node, data)
        elif node.kind is Kind.EXCLUSIVE:
            self._enter(scope, self._chosen(scope, node, data), data)
        elif node.kind is Kind.INCLUSIVE:
            places = scope.arrived.setdefault(node.id, {way.id: [] for way in scope.process.incoming(node.id)})
            places[flow.id].append(data)
        elif node.kind is Kind.PARALLEL:
            self._join(scope, node, flow, data)
        elif node.kind is Kind.EVENT_GATEWAY:
            group = object()
            for way in scope.process.outgoing(node.id):
                scope.tokens.append(Token(scope, scope.process.elements[way.target], dict(data), group=group))
        elif node.kind in ACTIVITIES:
            self._activity(scope, node, data)
        else:
            scope.tokens.append(Token(scope, node, dict(data)))

    def _tell(self, scope: Scope, node: Element, data: Data) -> None:
        """Everybody who waits for the signal now has it; then the one who threw it goes on, if it is still there."""
        thrower = Token(scope, node, dict(data))
        scope.tokens.append(thrower)
        for token in list(self._tokens(self.main)):
            is_waiting = token.element.kind not in (Kind.END, Kind.THROW)
            if token.element.signal == node.signal and is_waiting and self._is_there(token):
                self._happen(token, {})
        if self._is_there(thrower):
            self._drop(thrower)
            (self._end if node.kind is Kind.END else self._leave)(scope, node, thrower.data)

    def _is_there(self, token: Token) -> bool:
        return any(other is token for other in self._tokens(self.main))

    def _leave(self, scope: Scope, node: Element, data: Data) -> None:
        ways = scope.process.outgoing(node.id)
        asked = [way for way in ways if way.condition]
        taken = [way for way in asked if data[way.condition[1:]][1] is True]
        free = [way for way in ways if not way.condition and (not asked or way.id != node.default)]
        for way in [*taken, *free] or [way for way in ways if way.id == node.default]:
            self._enter(scope, way, data)

    def _chosen(self, scope: Scope, node: Element, data: Data) -> Flow:
        ways = scope.process.outgoing(node.id)
        for way in ways:
            if way.condition and data[way.condition[1:]][1] is True:
                return way
        return next(way for way in ways if len(ways) == 1 or way.id == node.default)

    def _join(self, scope: Scope, node: Element, flow: Flow, data: Data) -> None:
        places = scope.arrived.setdefault(node.id, {way.id: [] for way in scope.process.incoming(node.id)} or {"": []})
        places[flow.id].append(data)
        if all(places.values()):
            self.entered[node.id] += 1
            self._leave(scope, node, newest([queue.pop(0) for queue in places.values()]))

    def _activity(self, scope: Scope, node: Element, data: Data) -> None:
        token = Token(scope, node, dict(data))
        scope.tokens.append(token)
        for event in scope.process.boundaries(node.id):
            left = 1 if event.timer is None or event.timer.kind != "cycle" else 2
            scope.tokens.append(Token(scope, event, dict(data), host=token, left=left))
        if node.loop is not None:
            items = [int(part) for part in node.loop.input_collection[2:-1].split(",") if part]
            frame = Frame(token, items, [None] * len(items))
            token.group = frame
            self._begin_instances(frame, 1 if node.loop.sequential else len(items))
            if not items:
                self._frame_done(frame)
        elif node.kind in INNER:
            self._open(self._scope_of(token), dict(data))

    def _begin_instances(self, frame: Frame, count: int) -> None:
        for item in frame.items[frame.begun : frame.begun + count]:
            frame.begun += 1
            local = {"item": item, "loopCounter": frame.begun}
            whole = frame.token
            token = Token(whole.scope, whole.element, dict(whole.data), local=local, frame=frame)
            whole.scope.tokens.append(token)
            if whole.element.kind in INNER:
                seen = token.data | {name: (0, value) for name, value in local.items()}
                self._open(self._scope_of(token), seen)

    def _scope_of(self, token: Token) -> Scope:
        element = token.element
        if element.kind is Kind.CALL:
            return Scope(self.processes[element.called], caller=token)
        return Scope(token.scope.process, element.id, token)

    def _instance_done(self, token: Token) -> None:
        frame = token.frame
        assert frame is not None
        result = token.data.get(f"v_{token.element.id}", (0, None))[1]
        frame.results[token.local["item"]] = result
        frame.done += 1
        self._drop(token)
        if frame.done == len(frame.items):
            self._frame_done(frame)
        elif token.element.loop is not None and token.element.loop.sequential:
            self._begin_instances(frame, 1)

    def _frame_done(self, frame: Frame) -> None:
        frame.token.data[f"r_{frame.token.element.id}"] = (self.move, frame.results)
        self._done(frame.token)

    def _boundary(self, event: Token) -> None:
        host, scope = event.host, event.scope
        assert host is not None
        # What was written in a sub-process so far is known outside.
        event.data = before = newest([event.data, *self._written_in(host)])
        self._drop(event)
        if event.element.interrupting:
            self._let_go(host)
        elif event.element.timer is None or event.left > 1:
            entered = {name: value for name, value in before.items() if value[0] < self.move}
            scope.tokens.append(Token(scope, event.element, entered, host=host, left=event.left - 1))
        self._leave(scope, event.element, event.data)

    def _caught(self, scope: Scope, event: str, code: str) -> bool:
        """Look outward for who catches this; whether that interrupted the scope."""
        for token in scope.tokens:
            if token.watches and event in token.element.events and token.element.code in ("", code):
                self._handle(token, token.watches, {})
                return token.element.interrupting
        caller = scope.caller
        if caller is None:
            return False
        if caller.element.by_event:
            return self._caught_around(caller.scope, event, code)
        return self._caught_around(scope, event, code)

    def _caught_around(self, scope: Scope, event: str, code: str) -> bool:
        caller = scope.caller
        if caller is None:
            return False
        if caller.element.by_event:
            return self._caught_around(caller.scope, event, code)
        return self._caught_at(caller, event, code)

    def _caught_at(self, activity: Token, event: str, code: str) -> bool:
        host = activity if activity.frame is None else activity.frame.token
        for token in host.scope.tokens:
            if token.host is host and event in token.element.events and token.element.code in ("", code):
                self.entered[token.element.id] += 1
                self._boundary(token)
                return token.element.interrupting
        return self._caught(host.scope, event, code)

    def _watch(self, scope: Scope, handler: Element, left: int) -> None:
        begin = next(node for node in scope.process.inside(handler.id) if node.kind is Kind.START)
        if begin.timer is None or begin.timer.kind == "cycle" or left == 2:
            scope.tokens.append(Token(scope, begin, {}, left=left, watches=handler))

    def _handle(self, token: Token, handler: Element, brought: dict[str, Any]) -> None:
        """An event starts its sub-process, in place of everything else or beside it."""
        scope, new = token.scope, {name: (self.move, value) for name, value in brought.items()}
        now = newest([*self._written_by(scope), new])
        self.entered[handler.id] += 1
        if token.element.interrupting:
            self._clear(scope)
        else:
            self._drop(token)
            self._spread(scope, new)
            if token.element.timer is None or token.left > 1:
                self._watch(scope, handler, token.left - (token.element.timer is not None))
        running = Token(scope, handler, now, base=now)
        scope.tokens.append(running)
        self._open(Scope(scope.process, handler.id, running), dict(now))

    def _clear(self, scope: Scope) -> None:
        for token in list(scope.tokens):
            self._drop(token)
        scope.arrived.clear()
        scope.ended = {}

    def _handled(self, token: Token, ended_in: str) -> None:
        """The sub-process that an event started is done."""
        scope = token.scope
        begin = next(node for node in scope.process.inside(token.element.id) if node.kind is Kind.START)
        self._drop(token)
        if begin.interrupting:
            scope.ended = token.data
            self._close(scope, ended_in)
        else:
            new = {name: value for name, value in token.data.items() if token.base.get(name) != value}
            self._spread(scope, new)
            self._close(scope, scope.last)

    def _spread(self, scope: Scope, new: Data) -> None:
        scope.ended = scope.ended | new if scope.ended or scope.last else scope.ended
        for places in scope.arrived.values():
            for queue in places.values():
                queue[:] = [data | new for data in queue]
        for token in scope.tokens:
            if token.watches is None:
                token.data = token.data | new
                inner = self._inner.get(token)
                if inner is not None and token.element.kind is Kind.SUBPROCESS:
                    self._spread(inner, new)

    def _written_in(self, host: Token) -> Iterator[Data]:
        inner = self._inner.get(host)
        if inner is not None and host.element.kind is Kind.SUBPROCESS and host.element.loop is None:
            yield from self._written_by(inner)

    def _written_by(self, inner: Scope) -> Iterator[Data]:
        yield inner.ended
        yield from (data for places in inner.arrived.values() for queue in places.values() for data in queue)
        for token in inner.tokens:
            if token.frame is None and token.watches is None:
                yield token.data
                yield from self._written_in(token)

    def _done(self, token: Token) -> None:
        if token.group is not None and token.element.kind is Kind.CATCH:
            self.entered[token.element.id] += 1
            for rival in [other for other in token.scope.tokens if other.group is token.group]:
                self._drop(rival)
        self._let_go(token)
        self._leave(token.scope, token.element, token.data)

    def _let_go(self, token: Token) -> None:
        self._drop(token)
        for other in list(token.scope.tokens):
            if other.host is token or (other.frame is not None and other.frame.token is token):
                self._drop(other)

    def _drop(self, token: Token) -> None:
        self._inner.pop(token, None)
        if token in token.scope.tokens:
            token.scope.tokens.remove(token)

    def _end(self, scope: Scope, node: Element, data: Data) -> None:
        scope.ended = newest([scope.ended, data])
        if "terminateEventDefinition" in node.events:
            scope.ended = newest([scope.ended, *self._written_by(scope)])
            for token in list(scope.tokens):
                self._drop(token)
            scope.arrived.clear()
        elif node.code and self._caught(scope, node.events[0], node.code):
            return
        scope.last = node.id
        self._close(scope, node.id)

    def _close(self, scope: Scope, ended_in: str) -> None:
        """End a scope if nothing is left in it but what waits to start an event sub-process."""
        if any(token.watches is None for token in scope.tokens):
            return
        if any(queue for places in scope.arrived.values() for queue in places.values()):
            return
        scope.tokens.clear()
        if scope.caller is None:
            self.over, self.data = ended_in, scope.ended
            return
        caller = scope.caller
        hidden = caller.local.keys()
        caller.data = caller.data | {name: value for name, value in scope.ended.items() if name not in hidden}
        self._inner.pop(caller, None)
        if caller.element.by_event:
            self._handled(caller, ended_in)
        elif caller.frame is not None:
            self._instance_done(caller)
        else:
            self._done(caller)
