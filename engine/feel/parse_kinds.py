"""Reads the names of types."""

from engine.feel.cursor import Cursor
from engine.feel.kinds import ANY, ContextOf, FunctionOf, Kind, ListOf, Named, RangeOf

_LONG = ("date and time", "days and time duration", "years and months duration")


class KindsParser(Cursor):
    """`number`, `list<string>`, `context<a: number>`, `function<number> -> number`."""

    def kind(self) -> Kind:
        """The type that begins here."""
        with self.deeper():
            if self.ahead().text == "<":
                found = self._of()
                if found is not None:
                    return found
            return self._named()

    def _named(self) -> Kind:
        for name in _LONG:
            words = name.split()
            if [self.ahead(step).text for step in range(len(words))] == words:
                self.at += len(words)
                return Named(name)
        name = self.name("a type")
        while self.takes("."):
            name += "." + self.member()
        return Named(name)

    def _of(self) -> Kind | None:
        word = self.token.text
        if word not in ("list", "range", "context", "function"):
            return None
        self.at += 2
        if word == "context":
            found: Kind = self._context()
        elif word == "function":
            found = self._function_kind()
        else:
            member = self.kind()
            self.expect(">")
            found = ListOf(member) if word == "list" else RangeOf(member)
        return found

    def _context(self) -> Kind:
        entries: list[tuple[str, Kind]] = []
        while not self.takes(">"):
            if entries:
                self.expect(",", '"," or ">"')
            label = self.label(":")
            if label is None:
                raise self.complaint("the name of an entry and a colon")
            entries.append((label, self.kind()))
        return ContextOf(tuple(entries))

    def _function_kind(self) -> Kind:
        parameters: list[Kind] = []
        while not self.takes(">"):
            if parameters:
                self.expect(",", '"," or ">"')
            parameters.append(self.kind())
        result = self.kind() if self.takes("->") else ANY
        return FunctionOf(tuple(parameters), result)
