"""Which variables an expression needs can be known without running it."""

import pytest

from engine.feel import parse


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("1 + 1", set()),
        ("tuổi >= 18 and dossier.unit = donVi", {"tuổi", "dossier", "donVi"}),
        ("count(danhSach) > 0", {"danhSach"}),
        ("for x in xs return x + y", {"xs", "y"}),
        ("for x in xs, z in x return z + partial[1]", {"xs"}),
        ("some x in xs satisfies x > nguong", {"xs", "nguong"}),
        ("xs[item > 3]", {"xs"}),
        ("{a: b, c: a + d}", {"b", "d"}),
        ("{a: a}", {"a"}),
        ("{f: function(n) f(n - 1)}.f(k)", {"k"}),
        ("function(x, y) x + y + z", {"z"}),
        ("now() > han", {"han"}),
        ("sort(xs, function(a, b) a < b)", {"xs"}),
        ("string length(họ tên) > 3", {"họ tên"}),
        ("x instance of number", {"x"}),
        ("[a..b]", {"a", "b"}),
        ("if a then b else c", {"a", "b", "c"}),
    ],
)
def test_an_expression_says_what_it_reads(text: str, reads: set[str]) -> None:
    assert parse(text).reads == reads
