"""A text of a form tells what the variables hold, and nothing where they hold nothing."""

from typing import Any

import pytest

from cases.forms import filled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Máy {{dong.ten}}", "Máy Nồi hơi"),
        ("Máy {{ dong.ten }}, {{=dong.so}}", "Máy Nồi hơi, 3"),
        ("Máy {{dong.khong}}{{khong.co}}{{dong}}", "Máy "),
        ("Máy {{1 + 1}}", "Máy {{1 + 1}}"),
    ],
)
def test_a_place_in_a_text_is_filled(text: str, told: str) -> None:
    form: dict[str, Any] = {"components": [{"type": "text", "text": text}]}
    assert filled(form, "chuyen_vien", {"dong": {"ten": "Nồi hơi", "so": 3}})["components"][0]["text"] == told
