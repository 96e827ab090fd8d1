"""Sends one request along one line of the tables, as a browser or as a system would."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests.cast import PASSWORD
from tests.policy.who import Who
from tests.policy.world import ANYTHING, World

PART = re.compile(r"<(?:\w+:)?(\w+)>")
SAMPLES = {
    "date": "2026-08-28", "date-time": "2026-08-28T02:30:00Z", "binary": "x",
}  # fmt: skip


class Walker:
    """Somebody who goes from address to address; nobody for an empty name."""

    def __init__(self, world: World, name: str = "") -> None:
        self.world, self.name = world, name
        self.client = world.office.test_client()
        self.headers: dict[str, str] = {}
        self.csrf = ""
        if name:
            self._log_in()

    def _log_in(self) -> None:
        body = {"name": self.name, "password": PASSWORD}
        token = self.client.post("/api/v1/sessions", json=body).get_json()["token"]
        self.headers = {"Authorization": f"Bearer {token}"}
        self.client.post("/login", data=body)
        found = re.search(r'name="csrf" value="([^"]+)"', self.client.get("/inbox").get_data(as_text=True))
        self.csrf = found[1] if found else ""

    def go(self, line: str, who: Who, objects: Mapping[str, str]) -> TestResponse:
        """Ask for the address of this line, its parts filled with these objects."""
        method, _, rule = line.partition(" ")
        address = fill(rule, {**objects, **who.parts})
        if not rule.startswith("/api/"):
            return self._page(method, address, who)
        headers = self.headers | {"If-Match": '"1"'}
        if method == "GET":
            return self.client.get(address, headers=headers)
        return self._post(address, rule, who, headers)

    def _page(self, method: str, address: str, who: Who) -> TestResponse:
        if method == "GET":
            return self.client.get(address)
        return self.client.post(address, data={"csrf": self.csrf, **who.body})

    def _post(self, address: str, rule: str, who: Who, headers: Mapping[str, str]) -> TestResponse:
        document = self.world.document
        described = document["paths"].get(PART.sub(r"{\1}", rule), {}).get("post", {})
        content = described.get("requestBody", {}).get("content", {})
        if "multipart/form-data" in content:
            return self.client.post(address, data={"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}, headers=headers)
        schema = content.get("application/json", {}).get("schema", {})
        return self.client.post(address, json=sample(schema, document) | dict(who.body), headers=headers)


def fill(rule: str, objects: Mapping[str, str]) -> str:
    """The address with an object for every part. Fails where a part is unknown here."""

    def one(found: re.Match[str]) -> str:
        worth = objects.get(found[1], ANYTHING.get(found[1]))
        assert worth is not None, (
            f"{rule} has a part <{found[1]}> nobody knows: let tests/policy/world.py make one in the home unit "
            f'(yield "{found[1]}", …), or name it in ANYTHING when it is nobody\'s.'
        )
        return worth

    return PART.sub(one, rule)


def sample(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """The smallest value a JSON schema allows; enough to get past the reading of a body."""
    if "$ref" in schema:
        found: Any = document
        for step in str(schema["$ref"]).removeprefix("#/").split("/"):
            found = found[step]
        return sample(found, document)
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return sample(schema[name][0], document)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    return dict(_members(schema, document)) if schema.get("type", "object") == "object" else _plain(schema, document)


def _members(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in schema.get("required", ()):
        yield name, sample(schema["properties"][name], document)


def _plain(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    kind = schema["type"]
    if kind == "array":
        return [sample(schema["items"], document)] * schema.get("minItems", 0)
    if kind in ("integer", "number"):
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    if kind == "boolean":
        return False
    letter = "0" if "pattern" in schema else "x"
    return SAMPLES.get(schema.get("format", ""), letter * max(schema.get("minLength", 1), 1))
