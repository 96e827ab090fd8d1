"""Texts that break programs: odd names, markup, bombs in FEEL, and Python that would leave a mark if it ever ran."""

from pathlib import Path
from tempfile import gettempdir

from ground.errors import Problem

MARK = Path(gettempdir()) / "motcua-hostile-code-ran"

NAMES = (
    "",
    " ",
    "a b",
    "0",
    "é",
    "ａ",
    "a:b",
    "a\u202eb",
    "../../etc/passwd",
    "a" * 70,
    "a" * 5_000,
    "<b>x</b>",
    "{place}",
    "%s%n",
    "typename",
    "dossier",
    "__class__",
    "None",
    "self",
    "$where",
    "a'b\"c",
    "]]>",
    "\u200b",
    "đ",
    "e\u0301",
)
PYTHON = (
    f"__import__('pathlib').Path('{MARK}').touch()",
    f"={{x: __import__('pathlib').Path('{MARK}').touch()}}",
    f"=().__class__.__base__.__subclasses__()[0].__init__.__globals__['open']('{MARK}','w')",
    f"open('{MARK}', 'w')",
    f'={{f: function() external {{java: {{class: "java.io.File", method signature: "{MARK}"}}}}}}.f()',
    "{{ self.__init__.__globals__ }}",
    "${T(java.lang.Runtime).getRuntime().exec('true')}",
    "#{execution.setVariable('x', 1)}",
)
FEEL = (
    "=",
    "==",
    "=1",
    "=null",
    "=true",
    "=[]",
    "={}",
    '="x"',
    "=x",
    "=x.y.z",
    "=?",
    "= a b c d e f g",
    "=(" * 60,
    "=" + "(" * 5_000,
    "=[" * 300,
    "=" + "-" * 4_000 + "1",
    "=9**9**9**9",
    "=10**400",
    "=for i in 1..10**12 return i",
    "=for i in 1..9, j in 1..9999999 return 1",
    '=matches("' + "a" * 30 + '", "(a+)+$")',
    '=string join(for i in 1..100000 return "xxxxxxxx")',
    '=now() + duration("P999999999Y")',
    '=date("9999-12-31") + duration("P1D")',
    "=function(f) f(f)",
    "=(function(f) f(f))(function(f) f(f))",
    "=if if then then else else",
    "=" + "a." * 3_000 + "a",
    "=" + " and ".join(["true"] * 3_000),
    "=1" + "+1" * 6_000,
    '="\\uD800"',
    '=@"2026-13-45"',
    "=//",
    "=/* ",
    "=decimal(1, 999999999)",
    '=substring("x", 1e300)',
    "=sort([1,2], function(a,b) 1)",
    "=" + "𝒳" * 50,
    "=x" + "[1]" * 900,
    "=\u202e1",
)
TIMES = (
    "PT0S",
    "P",
    "PT",
    "P1000000Y",
    "PT99999999999999H",
    "R/PT1S",
    "R99999999999/PT1M",
    "R0/P1D",
    "R-1/P1D",
    "2026-02-30T00:00:00Z",
    "2026-08-25",
    "2026-08-25T00:00:00",
    "24:00",
    "0 0 * * *",
    "-P1D",
    "P1.5M",
    "P1Y2M3DT4H5M6.789S",
    "９PT1H",
    '=duration("P1D")',
    '=@"2026-08-25T00:00:00"',
)
EVERY = (*NAMES, *PYTHON, *FEEL, *TIMES)


def check_sentences(problem: Problem) -> None:
    """A refusal speaks both languages."""
    assert problem.sentence("vi")
    assert problem.sentence("en")
