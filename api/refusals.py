"""What this door itself refuses, before anything of the desk is asked."""

from dataclasses import dataclass

from ground.errors import Forbidden, Invalid, NotFound, Problem
from ground.messages import translate


class NotLoggedIn(Forbidden):
    """Log in first: send the token of a session as `Authorization: Bearer …`."""

    code = "not_logged_in"


class NoSuchAddress(NotFound):
    """There is no such address here. The document at /api/v1/openapi.json lists them all."""

    code = "no_such_address"


class MethodRefused(Problem):
    """This address does not take {method}. It takes {allowed}."""

    code = "method_refused"


class QueryRefused(Invalid):
    """No address here takes anything after a question mark ({names}). Say what you want in the body of a search."""

    code = "query_refused"


class AnswerNotAcceptable(Problem):
    """Answers are given as JSON and files as they are, not as {wanted}. Send Accept: application/json, or none."""

    code = "answer_not_acceptable"


class BodyTooLarge(Invalid):
    """What was sent is too large. At most {limit} bytes are taken here."""

    code = "body_too_large"


class BodyNotJson(Invalid):
    """The body is not of the type this address reads. Send {wanted} and say so in Content-Type."""

    code = "body_type_refused"


class BodyNotReadable(Invalid):
    """The body cannot be read as strict JSON: {reason}. Mend it and send it again."""

    code = "body_not_readable"


class BundlePartRefused(Invalid):
    """The part {part} is refused. Send each file once as a part named `file`, its name in a-z, 0-9, _ and dots."""

    code = "bundle_part_refused"


class VersionMissing(Problem):
    """Say which version you have seen: send the ETag of what you looked at as If-Match."""

    code = "version_missing"


class VersionNotReadable(Invalid):
    """If-Match must hold one version in quotation marks, as the ETag of the task gave it."""

    code = "version_not_readable"


class RequestKeyNotReadable(Invalid):
    """An Idempotency-Key is 1 to 100 visible ASCII characters, for instance a random UUID."""

    code = "idempotency_key_not_readable"


@dataclass(frozen=True, slots=True)
class FieldRefused:
    """One fault of one field: its JSON pointer, a stable code and a sentence in each language."""

    field: str
    code: str
    message: dict[str, str]

    @classmethod
    def of(cls, place: tuple[int | str, ...], kind: str, english: str) -> "FieldRefused":
        """The fault as the shape's reader names it: place, kind and an English sentence."""
        sentence, code = SENTENCES.get(kind, ("This value is not of the kind asked for.", "field_wrong_kind"))
        return cls("/" + "/".join(str(part) for part in place), code, {"vi": translate(sentence), "en": english})


SENTENCES = {
    "missing": ("This field is missing.", "field_missing"),
    "extra_forbidden": ("This field is unknown here.", "field_unknown"),
    "string_too_long": ("This text is too long.", "field_too_long"),
    "string_too_short": ("This text is too short.", "field_too_short"),
    "too_long": ("There are too many elements.", "field_too_long"),
    "string_pattern_mismatch": ("This text does not have the form asked for.", "field_wrong_form"),
    "literal_error": ("This value is not one of those offered.", "field_not_offered"),
}


class FieldsRefused(Invalid):
    """Some fields cannot be accepted. Each fault is named beside its field."""

    code = "fields_refused"

    def __init__(self, errors: list[FieldRefused]) -> None:
        super().__init__()
        self.errors = errors
