"""The OpenAPI 3.1 document of this door, made from the same shapes that read and write its bodies."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response
from pydantic import BaseModel
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.model_adapter.protocol import SchemaMode
from spectree.models import SecureType, SecuritySchemeData

from api.guide import annotate
from api.schemas_problem import FILES, PdfOut, ProblemOut

BYTES: dict[str, Any] = {"type": "string", "format": "binary"}
REFUSALS = (400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 503)


class Document(SpecTree):
    """Draws the shapes when somebody asks for the document: at the start of a process they would cost seconds."""

    def __init__(self, **settings: Any) -> None:
        super().__init__("flask", **settings)
        self.drawn: dict[str, Any] | None = None
        self.waiting: dict[str, tuple[type[BaseModel], SchemaMode]] = {}

    def _add_model(self, model: type[BaseModel], mode: SchemaMode = "validation") -> str:
        name = self.naming_strategy(model)
        self.waiting[name] = (model, mode)
        return name

    @property
    def spec(self) -> dict[str, Any]:
        """The document, drawn once."""
        while self.waiting:
            model, mode = self.waiting.popitem()[1]
            super()._add_model(model, mode)
        if self.drawn is None:
            self.drawn = _with_bytes(dict(super().spec))
            annotate(self.drawn)
        return self.drawn


def _with_bytes(drawn: dict[str, Any]) -> dict[str, Any]:
    """An answer that is a file is described as its bytes, with the name it is saved under; JSON it never is."""
    for methods in drawn["paths"].values():
        for operation in methods.values():
            _name_problems(operation["responses"])
            answer = operation["responses"].get("200", {})
            content = answer.get("content", {})
            if content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith(f"/{PdfOut.__name__}"):
                answer["content"] = {media: {"schema": BYTES} for media in FILES}
                answer["headers"] = {"Content-Disposition": {"schema": {"type": "string"}}}
                answer["description"] = PdfOut.__doc__ or "OK"
    return drawn


def _name_problems(answers: dict[str, Any]) -> None:
    """A problem is sent as what it is (RFC 9457)."""
    for answer in answers.values():
        shape = answer.get("content", {}).get("application/json", {})
        if shape.get("schema", {}).get("$ref", "").endswith(f"/{ProblemOut.__name__}"):
            answer["content"] = {"application/problem+json": shape}


def new_document() -> Document:
    """An empty document with the house's names: every shape under its own name, every error as problem+json."""
    return Document(
        title="Một Cửa",
        version="1",
        path="openapi",
        mode="strict",
        page_templates={},
        annotations=False,
        naming_strategy=lambda shape: shape.__name__,
        nested_naming_strategy=lambda _parent, child: child,
        validation_error_model=ProblemOut,
        security_schemes=[SecurityScheme(name="token", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer"))],
        security={"token": []},
    )


def describe(spec: SpecTree, view: Callable[..., Response], handler: Callable[..., Any], gives: type[BaseModel], *,
             takes: type[BaseModel] | None = None, form: type[BaseModel] | None = None,
             headers: type[BaseModel] | None = None, state: int = 200,
             refuses: tuple[int, ...] = (), is_open: bool = False,
             scope: str = "") -> Callable[..., Response]:  # fmt: skip
    """The view with its place in the document: summary from the handler's docstring, shapes, refusals."""
    answers: dict[str, Any] = {f"HTTP_{refusal}": ProblemOut for refusal in REFUSALS + refuses}
    answers[f"HTTP_{state}"] = gives

    # Reading is done by the door itself, stricter than the library would: only the description is taken from it.
    documented = spec.validate(
        json=takes, form=form, headers=headers, resp=Answers(**answers), skip_validation=True,
        operation_id=handler.__name__, security={} if is_open else {"token": [scope]},
        tags=(handler.__module__.rpartition(".")[2],),
    )(handler)  # fmt: skip

    @wraps(documented)
    def described(**parts: str) -> Response:
        return view(**parts)

    return described
