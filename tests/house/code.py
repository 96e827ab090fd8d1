"""Our own Python files, read as text and as trees, for the tests that look at the house itself."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("ground", "engine", "documents", "exchange", "cases", "api", "web", "app", "processes", "forms")
BESIDE = ("tests", "bench", "tools")
# Revisions are a record of the past, written by a machine.
RECORDS = ROOT / "app" / "migrations" / "versions"


@cache
def pages(*folders: str) -> tuple[Path, ...]:
    """Every Python file of these folders (all floors by default), in order."""
    found = [page for folder in folders or FLOORS for page in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(page for page in found if RECORDS not in page.parents and "node_modules" not in page.parts)


@cache
def tree(page: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(page.read_text(encoding="utf-8"), str(page))


def functions(page: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(tree(page)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function's body, its docstring not counted."""
    body = function.body
    if (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def name_of(page: Path) -> str:
    """A file as one writes it: relative to the root."""
    return str(page.relative_to(ROOT))
