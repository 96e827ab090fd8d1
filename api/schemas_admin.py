"""Shapes of administration: officers with their roles, units, who stands in for whom."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from api.schemas import Out
from api.schemas_in import Key, Line, Strict
from cases.orgchart import UnitFacts
from cases.queries.administration import OfficerLine, OfficerSheet
from cases.staff import Officership

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
UnitName = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class OfficerSearch(Strict):
    """Officers whose name, title or unit holds these words, without regard to marks."""

    text: Line = ""
    with_dismissed: bool = False


class OfficershipIn(Strict):
    """What is written down about an officer: who he is and in which unit (its code) he works."""

    full_name: Name
    unit: Key
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    email: Annotated[str, StringConstraints(max_length=200)] = ""

    def officership(self) -> Officership:
        """The same for the desk."""
        return Officership(self.full_name, self.unit, self.title, self.email)


class EngagementIn(OfficershipIn):
    """A new officer under his log-in name, with roles in his unit."""

    name: Key
    roles: Annotated[list[Key], Field(max_length=20)] = Field(default_factory=list)


class HoldingIn(Strict):
    """A role in a unit and everything below it."""

    role: Key
    unit: Key


class UnitIn(Strict):
    """What is written down about a unit; `parent` is a code, empty for the top."""

    name: UnitName
    parent: Annotated[str, StringConstraints(max_length=50)] = ""
    kind: Annotated[str, StringConstraints(min_length=1, max_length=30)] = "division"
    city: Annotated[str, StringConstraints(max_length=100)] = "Hà Nội"
    phone: Annotated[str, StringConstraints(max_length=50)] = ""
    valid_from_on: date | None = None

    def facts(self) -> UnitFacts:
        """The same for the desk."""
        return UnitFacts(self.name, self.parent, self.kind, self.city, self.phone, self.valid_from_on)


class FoundationIn(UnitIn):
    """A new unit under its code."""

    code: Key


class RevivalIn(Strict):
    """The unit that was ended lives on below this one."""

    parent: Annotated[str, StringConstraints(max_length=50)] = ""


class HoldingOut(Out):
    """A role and the code of the unit it is held in."""

    role: str
    unit: str


class OfficerOut(Out):
    """An officer. `unit` is the name of the unit he works in."""

    name: str
    full_name: str
    title: str
    unit: str
    is_active: bool
    roles: list[HoldingOut]

    @classmethod
    def of_line(cls, line: OfficerLine) -> "OfficerOut":
        """From a line of the list."""
        roles = [HoldingOut(role=role, unit=unit) for role, unit in sorted(line.roles)]
        return cls(name=line.name, full_name=line.full_name, title=line.title, unit=line.unit,
                   is_active=line.is_active, roles=roles)  # fmt: skip


class OfficersOut(Out):
    """Officers, by name."""

    rows: list[OfficerOut]


class OfficerSheetOut(OfficerOut):
    """Everything about one officer. The ETag is his version: send it back as If-Match. `in_hand`: steps in his name."""

    email: str
    unit_code: str
    in_hand: int

    @classmethod
    def of_sheet(cls, sheet: OfficerSheet) -> "OfficerSheetOut":
        """From his page."""
        line = OfficerOut.of_line(sheet.line)
        return cls(**line.model_dump(), email=sheet.email, unit_code=sheet.unit_code, in_hand=sheet.in_hand)


class SecretOut(Out):
    """A password, told once; empty when the same request is sent again."""

    name: str
    password: str


class EndedOut(Out):
    """How much ended: steps that went back to the lists, or log-ins."""

    count: int


class UnitOut(Out):
    """A unit. The ETag is its version. `officers`: how many work there."""

    code: str
    name: str
    kind: str
    parent: str
    city: str
    phone: str
    calendar: str
    valid_from_on: date | None
    valid_until_on: date | None
    successor: str
    officers: int


class FoundedOut(Out):
    """The code of a new unit; the unit itself is at its Location."""

    code: str


class UnitsOut(Out):
    """The tree of units, each after its parent."""

    rows: list[UnitOut]


class SubstitutionOut(Out):
    """Who stands in for whom; no procedure named: in all of them."""

    id: str
    absent: str
    substitute: str
    from_at: datetime
    until_at: datetime
    procedures: list[str]
    reason: str


class SubstitutionsOut(Out):
    """Those that hold now or will."""

    rows: list[SubstitutionOut]
