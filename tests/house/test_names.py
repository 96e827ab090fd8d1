"""Words from the glossary; none of the words that say nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.code import name_of, pages, tree

EMPTY = {"data", "info", "obj", "item", "items", "manager", "helper", "helpers", "util", "utils", "service", "common"}
# "status" belongs to HTTP and to the portal's own code alone; a thing of ours has a state.
ALLOWED = re.compile(r"^(_?portal_status\w*|status_code|HTTPStatus)$")
# RFC 9457 names the member of a problem so.
PROBLEM = "api/schemas_problem.py"
# Words of the standards and libraries spoken there: BPMN's service task, FEEL's item, the data of two libraries.
SPOKEN = {
    "engine/spiff": {"service", "data", "item", "items"},
    "engine/dialect": {"service"},
    "engine/feel": {"item", "items"},
    "engine/model.py": {"service"},
    "engine/rules": {"service"},
    "documents/sign": {"data"},
    # RFC 3161 calls what is stamped TSTInfo.
    "documents/sign/proof.py": {"info"},
}


def test_no_module_has_an_empty_name() -> None:
    assert not [name_of(page) for page in pages() if EMPTY & set(page.stem.lower().split("_"))]


def test_no_class_function_or_variable_has_an_empty_name() -> None:
    assert not [
        f"{name_of(page)}:{line} {name}" for page in pages() for name, line in _given(page) if _is_empty(name, page)
    ]


def test_our_own_things_have_a_state_and_never_a_status() -> None:
    assert not [
        f"{name_of(page)}:{line} {name}"
        for page in pages()
        for name, line in _given(page)
        if "status" in name.lower() and not ALLOWED.match(name) and name_of(page) != PROBLEM
    ]


def test_no_two_schemas_of_the_json_door_have_one_name() -> None:
    """The document names schemas by their class alone: the second would take the place of the first."""
    made = [
        node.name
        for page in pages()
        if name_of(page).startswith("api/")
        for node in tree(page).body
        if isinstance(node, ast.ClassDef) and node.name.endswith(("In", "Out"))
    ]
    assert sorted(made) == sorted(set(made))


def test_no_variable_hides_the_package_engine() -> None:
    assert not [f"{name_of(page)}:{line}" for page in pages() for name, line in _given(page) if name == "engine"]


def _is_empty(name: str, page: Path) -> bool:
    words = set(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_"))
    spoken = (known for place, known in SPOKEN.items() if name_of(page).startswith(place))
    return bool(words & EMPTY.difference(*spoken))


def _given(page: Path) -> Iterator[tuple[str, int]]:
    """Every name this file gives to something: classes, functions, arguments, variables, own attributes."""
    for node in ast.walk(tree(page)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_self(node.value):
            yield node.attr, node.lineno


def _is_self(node: ast.expr) -> bool:
    # What is set on anything else may be another library's name, such as SpiffWorkflow's `task.data`.
    return isinstance(node, ast.Name) and node.id == "self"
