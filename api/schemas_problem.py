"""The shape of an error, as problem+json (RFC 9457) with our stable members."""

from pydantic import BaseModel, Field

_OFFICE = "application/vnd.openxmlformats-officedocument"
# What a file may be given as; everything else this door gives is JSON.
FILES = (
    "application/pdf", "application/zip", "application/octet-stream", "image/jpeg", "image/png",
    f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
)  # fmt: skip
GIVEN = ("application/json", "application/problem+json", *FILES)


class Sentences(BaseModel):
    """One sentence in each language."""

    vi: str
    en: str


class FieldFault(BaseModel):
    """One fault of one field."""

    field: str
    code: str
    message: Sentences


class FindingOut(BaseModel):
    """What a rule has to say about one place of a drawing."""

    rule: str
    severity: str
    element: str
    line: int
    file: str = ""
    message: Sentences
    mend: Sentences


class ProblemOut(BaseModel):
    """What went wrong: `code` is stable, `error_id` is the number it has in the log of the server."""

    type: str
    title: str
    detail: str
    # The name is the RFC's; everywhere else in this house it is a state.
    status: int
    code: str
    message: Sentences
    error_id: str
    params: dict[str, str] = Field(default_factory=dict)
    errors: list[FieldFault] = Field(default_factory=list)
    findings: list[FindingOut] = Field(default_factory=list)


class PdfOut(BaseModel):
    """The bytes of a file, of its own media type."""
