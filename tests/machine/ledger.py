"""What a process must look like after each command, told without the engine: a page of rules for one drawing.

The drawing: a check (with a reminder that does not interrupt), then two branches (appraise and compare; print), then a
message or its date, then a signature; the second version files the dossier afterwards.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from tests.engine.drawing import Drawing

NEXT = {"tham_dinh": "doi_chieu"}
# From where a token may be taken by hand, and to where: never into or out of the two branches, which must meet.
MOVES = (
    ("kiem_tra", "ky"), ("ky", "kiem_tra"), ("tham_dinh", "doi_chieu"), ("doi_chieu", "tham_dinh"), ("bo_sung", "ky"),
)  # fmt: skip


def drawing(version: int) -> Drawing:
    """The first version, or the second, which has one step more and another patience."""
    told = Drawing("ho_so").start().user("kiem_tra").parallel("tach").user("tham_dinh").user("doi_chieu")
    told.service("in_giay", "print_receipt").parallel("nhap").events("cho").message("bo_sung", "ho_so_bo_sung", "=ma")
    told.timer("het_han", f"P{4 + version}D", "timeDuration").user("ky").end().user("nhac").end("nhac_xong")
    told.line("bat_dau", "kiem_tra", "tach", "tham_dinh", "doi_chieu", "nhap", "cho", "bo_sung", "ky")
    told.line("tach", "in_giay", "nhap").line("cho", "het_han", "ky")
    told.boundary_timer("den_gio", "kiem_tra", f"PT{version}H", "timeDuration", False).line(
        "den_gio", "nhac", "nhac_xong"
    )
    if version == 1:
        return told.line("ky", "ket_thuc")
    return told.user("luu").line("ky", "luu", "ket_thuc")


@dataclass(frozen=True)
class Page:
    """Where a process stood: its tokens by number, and who of them waits at the join."""

    stands: dict[int, str]
    joined: dict[int, str]


@dataclass
class Ledger:
    """One process as it must be."""

    version: int
    state: str = "running"
    stands: dict[int, str] = field(default_factory=dict)
    joined: dict[int, str] = field(default_factory=dict)
    claims: dict[int, str] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    inbox: int = 0
    ways_back: dict[str, Page] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)

    def at(self, element: str) -> list[int]:
        """The tokens that stand at an element."""
        return [number for number, place in self.stands.items() if place == element]

    def arrive(self, element: str) -> None:
        """A new token comes to an element."""
        self.stands[next(self.numbers)] = element
        if element == "kiem_tra":
            self.stands[next(self.numbers)] = "den_gio"

    def leave(self, number: int) -> str:
        """A token goes; the timer of its step and its rivals go with it."""
        element = self.stands.pop(number)
        self.claims.pop(number, None)
        self.broken.discard(number)
        for other in {"kiem_tra": ("den_gio",), "bo_sung": ("het_han",), "het_han": ("bo_sung",)}.get(element, ()):
            for gone in self.at(other):
                del self.stands[gone]
        return element

    def complete(self, number: int, task_id: str = "") -> None:
        """A step or a job is done."""
        before = Page(dict(self.stands), dict(self.joined))
        self._go_on(self.leave(number))
        if task_id and self.state == "running":
            self.ways_back[task_id] = before

    def _go_on(self, element: str) -> None:
        if element == "kiem_tra":
            self.arrive("tham_dinh")
            self.arrive("in_giay")
        elif element in NEXT:
            self.arrive(NEXT[element])
        elif element in ("doi_chieu", "in_giay"):
            self._join(element)
        elif element in ("bo_sung", "het_han"):
            self.arrive("ky")
        elif element == "ky" and self.version == 2:
            self.arrive("luu")
        if not self.stands and not self.joined:
            self.end("ended")

    def _join(self, element: str) -> None:
        others = [number for number, branch in self.joined.items() if branch != element]
        if not others:
            self.joined[next(self.numbers)] = element
            return
        del self.joined[others[0]]
        self.arrive("bo_sung")
        self.arrive("het_han")
        self.receive()

    def fire(self, number: int) -> None:
        """A date has come."""
        element = self.stands[number]
        if element == "den_gio":
            del self.stands[number]
            self.arrive("nhac")
        else:
            self.leave(number)
            self._go_on(element)

    def receive(self) -> None:
        """Messages in the inbox are taken by who waits for them."""
        while self.state == "running" and self.inbox and self.at("bo_sung"):
            self.inbox -= 1
            self.leave(self.at("bo_sung")[0])
            self._go_on("bo_sung")

    def move(self, number: int, target: str) -> None:
        """A hand takes a token elsewhere."""
        self.leave(number)
        self.arrive(target)

    def may_be_in(self, version: int, stands: dict[int, str]) -> bool:
        """Whether these tokens have a place in a version."""
        return version == 2 or "luu" not in stands.values()

    def go_back(self, page: Page) -> None:
        """Everything as it was; what stands still keeps who holds it."""
        self.stands, self.joined = dict(page.stands), dict(page.joined)
        self.claims = {number: by for number, by in self.claims.items() if number in self.stands}
        self.broken &= self.stands.keys()
        self.receive()

    def end(self, state: str) -> None:
        """Over: nothing stands anywhere."""
        self.state = state
        self.stands, self.joined, self.claims, self.ways_back = {}, {}, {}, {}
        self.broken = set()

    @property
    def seen(self) -> Counter[str]:
        """How many tokens stand at each element."""
        return Counter(self.stands.values())
