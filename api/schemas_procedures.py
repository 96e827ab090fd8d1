"""The shapes of procedures as they are offered: what a dossier under one of them has to bring."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from api.schemas import Out
from api.schemas_in import Limit, Line, Longer, Strict

Sort = Literal["name", "-name", "code", "-code"]


class ProcedureSearch(Strict):
    """Which procedures in force are wanted: every word of `text` in name or code, without regard to marks; of a
    `field` and a `level`. `cursor` is the `next` of the page before.
    """

    text: Line = ""
    field: Annotated[str, StringConstraints(max_length=50)] = ""
    level: Annotated[str, StringConstraints(max_length=50)] = ""
    sort: Sort = "name"
    cursor: Longer = ""
    limit: Limit = 50


class ProcedureLineOut(Out):
    """A procedure in force. `slug` is what `POST /dossiers` calls `procedure`; `fee` is in whole dong, paid `before`
    acceptance, on `acceptance` or on `return`.
    """

    slug: str
    code: str
    name: str
    field: str
    level: str
    term: str
    basis: str
    fee: int
    fee_when: str
    definition_id: str
    version: int


class ProceduresOut(Out):
    """One page of procedures; `next` is the cursor of the following page, empty on the last."""

    rows: list[ProcedureLineOut]
    next: str


class ComponentOut(Out):
    """A paper a dossier has to bring; `code` is what `papers` of `POST /dossiers` and the addresses of files name."""

    code: str
    name: str
    originals: int
    copies: int
    replaced_by: str
    is_optional: bool
    valid: str
    basis: str


class ProcedureStepOut(Out):
    """A step of the way and its term, empty where the drawing gives none."""

    name: str
    term: str


class ProcedureOut(ProcedureLineOut):
    """A procedure whole. `form` is the application form (form-js JSON): its fields' keys are those of `answers`."""

    field_name: str
    fee_basis: str
    form_id: str
    form: dict[str, Any]
    components: list[ComponentOut]
    steps: list[ProcedureStepOut]
    results: list[str]
