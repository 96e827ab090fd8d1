"""Spoils one file of a real bundle: its sheet, its stories, a form, a decision model, or the names of its files."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import orjson

from cases.procedure import shipped_bundles
from tests.hostile.traps import EVERY

ROOT = Path(__file__).parents[2]
STORIES = "khai_bao_thiet_bi.scenarios.toml"
MODEL = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="fee" namespace="urn:fee">
<itemDefinition name="kind"><typeRef>string</typeRef>
<allowedValues><text>"a","b"</text></allowedValues></itemDefinition>
<inputData id="i1" name="copies"><variable name="copies" typeRef="number"/></inputData>
<decision id="tinh_phi" name="fee"><variable name="fee" typeRef="number"/>
<informationRequirement><requiredInput href="#i1"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE"><input><inputExpression typeRef="number"><text>copies</text></inputExpression></input>
<output name="fee" typeRef="number"/>
<rule><inputEntry><text>&lt; 3</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
<rule><inputEntry><text>&gt;= 3</text></inputEntry><outputEntry><text>5000 * copies</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
TOML_VALUES = (
    "",
    "1",
    "-1",
    "0.1",
    "nan",
    "-inf",
    "1e999",
    "9" * 6_000,
    "true",
    '""',
    '"x"',
    "[]",
    "{}",
    "[[]]",
    "[" * 3_000,
    "[" * 900 + "]" * 900,
    "1979-05-27",
    "07:32:00",
    "1979-05-27T07:32:00",
    "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00Z",
    '"' + "x" * 200_000 + '"',
    '["a", 1, {b = 2}]',
    '"""',
    "{a = {a = {a = 1}}}",
    '"\\ud800"',
    "0x" + "f" * 9_000,
    '"99999999999999999999wd"',
    '"-5wd"',
    '"1mo"',
)
JSON_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**18,
    "",
    "x" * 100_000,
    [],
    {},
    [[]],
    [None],
    {"": {}},
    {"type": "select"},
    {"components": 5},
    {"type": "group", "components": [{}]},
    {"key": "typename"},
    {"required": "yes"},
    {"pattern": "(a+)+$"},
    {"min": "a", "max": []},
)


@lru_cache(maxsize=1)
def good_bundle() -> dict[str, bytes]:
    """Every file of one shipped procedure, its stories and a decision model."""
    folders = [ROOT / "processes", ROOT / "forms"]
    files = next(dict(bundle.files) for bundle in shipped_bundles(folders) if bundle.slug == "khai_bao_thiet_bi")
    files[STORIES] = (ROOT / "processes" / STORIES).read_bytes()
    return files | {"khai_bao_thiet_bi.tinh_phi.dmn": MODEL}


def hostile_bundle(seed: int) -> dict[str, bytes]:
    """The bundle of this seed with one to three spoilt files."""
    luck, files = Random(seed), dict(good_bundle())
    for _ in range(luck.choice([1, 1, 1, 2, 3])):
        name = luck.choice([*files, "khai_bao_thiet_bi.toml", STORIES, "khai_bao_thiet_bi.tinh_phi.dmn"])
        if name in files:
            spoil = luck.choice([*_SPOILERS.get(name.rpartition(".")[2], ()), *_ANY])
            files |= {name: spoil(files[name], luck)}
    if luck.random() < 0.1:
        name = luck.choice([*files])
        files[luck.choice(["../x.toml", "b.toml", "x.json", ".dmn", "a.b.c.bpmn", "khai_bao_thiet_bi.toml.json"])] = (
            files[name]
        )
    return files


def _toml_value(content: bytes, luck: Random) -> bytes:
    lines = content.decode("utf-8", "replace").splitlines()
    said = [number for number, line in enumerate(lines) if "=" in line]
    if not said:
        return content
    number = luck.choice(said)
    value = luck.choice(TOML_VALUES) if luck.random() < 0.7 else orjson.dumps(_plain(luck)).decode()
    lines[number] = f"{lines[number].partition('=')[0]}= {value}"
    return "\n".join(lines).encode()


def _toml_line(content: bytes, luck: Random) -> bytes:
    lines = content.decode("utf-8", "replace").splitlines() or [""]
    here, there = luck.randrange(len(lines)), luck.randrange(len(lines))
    lines[here : here + 1] = luck.choice(
        [
            [],
            [lines[here]] * 2,
            [lines[here], lines[there]],
            ["[a]", lines[here]],
            ["[[scenario]]", lines[here]],
            ["scenario = 5"],
            [f"{'a.' * 900}a = 1", lines[here]],
            ["[" + "a." * 900 + "a]"],
            ['"" = 1'],
            ["cast = 1"],
            ["given = []"],
            ["answers = 'x'"],
        ]
    )
    return "\n".join(lines).encode()


def _json(content: bytes, luck: Random) -> bytes:
    try:
        page = orjson.loads(content)
    except orjson.JSONDecodeError:
        return content
    places = list(_places(page))
    if not places:
        return orjson.dumps(luck.choice(JSON_VALUES))
    holder, key = luck.choice(places)
    holder[key] = luck.choice([*JSON_VALUES, _plain(luck)])
    return orjson.dumps(page)


def _places(page: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [page]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        found += [(one, key) for key in keys]
        waiting += [one[key] for key in keys]
    return found


def _deep_json(_content: bytes, luck: Random) -> bytes:
    depth = luck.choice([100, 900, 5_000])
    return b'{"components":' * depth + b"[]" + b"}" * depth


def _model(content: bytes, luck: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    parts = [
        part
        for part in ("copies", "&lt; 3", "5000 * copies", "UNIQUE", "number", "#i1", "tinh_phi", '"a","b"')
        if part in text
    ]
    if not parts:
        return content
    trap = _plain(luck).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace(luck.choice(parts), trap, luck.choice([1, 1, 5])).encode("utf-8", "replace")


def _plain(luck: Random) -> str:
    return luck.choice(EVERY).encode("utf-8", "replace").decode()


def _bytes(content: bytes, luck: Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(luck.randint(1, 9)):
        if spoilt:
            spoilt[luck.randrange(len(spoilt))] = luck.choice(b"aZ09_.<>/\"'=& \x00\xff[]{}")
    return bytes(spoilt)


Spoiler = Callable[[bytes, Random], bytes]
_ANY: tuple[Spoiler, ...] = (
    _bytes,
    lambda content, luck: content[: luck.randrange(len(content) + 1)],
    lambda content, luck: luck.choice(
        [b"", b"PK\x03\x04" + content, b"\xff\xfe" + content, b"\xef\xbb\xbf" + content, b"\x00" * 99]
    ),
)
_SPOILERS: dict[str, tuple[Spoiler, ...]] = {
    "toml": (_toml_value, _toml_value, _toml_line, _toml_line),
    "json": (_json, _json, _json, _deep_json),
    "dmn": (_model, _model, _model),
}
