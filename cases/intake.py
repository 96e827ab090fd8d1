"""What is handed in, by whom, for whom, and how the counter knows who that is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.folding import compose
from cases.papers import PaperBrought
from cases.tables import Person, Unit, new_id
from ground.errors import Conflict, Invalid

# How the counter knows who stands there: the chip or QR code of the card, the population database, the account of the
# portal, the paper itself, the postal agent; known: online, by both numbers and a dossier whose identity was checked.
IDENTIFIED = ("", "chip", "qr", "population", "account", "paper", "postal", "known")
RETURN_WAYS = ("counter", "online", "post")
# Twelve digits of a citizen, nine of an old card, a passport; ten digits of an enterprise, thirteen of its branch.
_IDENTITY = re.compile(r"[0-9]{9}|[0-9]{12}|[A-Z][A-Z0-9]{5,14}|[0-9]{10}(-?[0-9]{3})?")
_INVENTED = re.compile(r"0{8,}[0-9]|([0-9])\1{8,}")


class ApplicantUnnamed(Invalid):
    """The applicant has no name. Enter it as it stands on the identity paper."""

    code = "applicant_unnamed"


class IdentityNotReadable(Invalid):
    """{identity} is no number of a citizen, a passport or an organisation. Enter the one on the paper, or none."""

    code = "identity_not_readable"


class AuthorityMissing(Invalid):
    """Who hands in a dossier for somebody else shows the paper that lets him. Enter his name and that paper."""

    code = "authority_missing"


class IntakeNotPossible(Invalid):
    """{name} cannot be {value}. Choose one of those offered."""

    code = "intake_not_possible"


class UnitEnded(Conflict):
    """The unit {unit} does not exist on {day}. Its work goes on in {successor}."""

    code = "unit_ended"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whose dossier it is. `kind`: citizen or organisation."""

    full_name: str
    kind: str = "citizen"
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Submitter:
    """Who hands it in for the applicant; `authority` is the paper that lets him."""

    full_name: str
    authority: str
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What is handed in.

    `channel`: counter, online or post (then `post_number`, the parcel's); `counter` is the code of the one-stop
    department where an officer serves several, `handling_unit` that of the unit which decides where it is another one.
    `identified_by` says how the counter knows who it is, `return_way` how the result is wanted; `is_owner`: the
    applicant himself chose what is taken from his own store.
    """

    procedure: str
    applicant: Applicant
    answers: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[PaperBrought, ...] = ()
    channel: str = "counter"
    handling_unit: str = ""
    counter: str = ""
    submitter: Submitter | None = None
    identified_by: str = ""
    request: str = ""
    sets: int = 1
    return_way: str = "counter"
    post_number: str = ""
    is_owner: bool = False


def person_of(applicant: Applicant) -> Person:
    """The applicant as a row. Raises `ApplicantUnnamed`, `IdentityNotReadable`."""
    name = compose(applicant.full_name)
    if not name:
        raise ApplicantUnnamed
    return Person(
        id=new_id(), kind=applicant.kind, full_name=name, identity=_identity(applicant.identity),
        address=compose(applicant.address), phone=compose(applicant.phone), email=compose(applicant.email),
    )  # fmt: skip


def _identity(text: str) -> str:
    identity = compose(text).upper()
    if identity and (not _IDENTITY.fullmatch(identity) or _INVENTED.fullmatch(identity)):
        raise IdentityNotReadable(identity=identity)
    return identity


def representative_of(submitter: Submitter | None) -> dict[str, str] | None:
    """Who hands it in, as it is kept with the dossier. Raises `AuthorityMissing`, `IdentityNotReadable`."""
    if submitter is None:
        return None
    name, authority = compose(submitter.full_name), compose(submitter.authority)
    if not name or not authority:
        raise AuthorityMissing
    return {
        "full_name": name, "authority": authority, "identity": _identity(submitter.identity),
        "address": compose(submitter.address), "phone": compose(submitter.phone), "email": compose(submitter.email),
    }  # fmt: skip


def check_intake(intake: Intake) -> None:
    """Raises `IntakeNotPossible` for what no counter could write down."""
    if intake.identified_by not in IDENTIFIED:
        raise IntakeNotPossible(name="identified_by", value=intake.identified_by)
    if intake.return_way not in RETURN_WAYS:
        raise IntakeNotPossible(name="return_way", value=intake.return_way)
    if not 1 <= intake.sets <= 99:
        raise IntakeNotPossible(name="sets", value=str(intake.sets))


def check_unit(unit: Unit, on: date) -> Unit:
    """The unit, if it exists on that day. Raises `UnitEnded`."""
    is_early = unit.valid_from_on is not None and on < unit.valid_from_on
    if is_early or (unit.valid_until_on is not None and on > unit.valid_until_on):
        raise UnitEnded(unit=unit.name, day=f"{on:%d/%m/%Y}", successor=unit.successor_code or "–")
    return unit
