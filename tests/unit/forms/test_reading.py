"""A form the server cannot check is refused when it is deployed."""

from typing import Any

import pytest

from cases.form_fields import FormNotReadable, read_form

FIELD = {"type": "textfield", "key": "a"}


@pytest.mark.parametrize(
    "components",
    [
        [{"type": "documentPreview", "key": "a"}], [{"type": "html"}], [{"type": "iframe", "key": "a"}], [{}],
        [{"type": "textfield"}], [{"type": "textfield", "key": "a b"}], [{"type": "textfield", "key": "dossier"}],
        [FIELD, FIELD], [{"type": "group", "path": "x", "components": []}],
        [{"type": "dynamiclist", "path": "x", "components": [FIELD, FIELD]}],
        [{"type": "textfield", "key": "a", "validate": {"pattern": "("}}],
        [{"type": "textfield", "key": "a", "validate": {"pattern": "(?<=x)y"}}],
        [{"type": "radio", "key": "a"}], [{"type": "select", "key": "a", "valuesExpression": "=x"}],
        "x", ["x"],
    ],
)  # fmt: skip
def test_it_is_refused(components: Any) -> None:
    with pytest.raises(FormNotReadable):
        read_form({"id": "mau", "components": components})


def test_groups_are_opened_and_hide_what_is_in_them() -> None:
    group = {
        "type": "group",
        "conditional": {"hide": "=a = 1"},
        "components": [{**FIELD, "conditional": {"hide": "=b"}}],
    }
    (field,) = read_form({"components": [group]})
    assert field.hide == "(a = 1) or (b)"
