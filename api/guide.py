"""What the document says besides its shapes: how to write a client of this door, and every code it may answer with."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.errors import state_of
from ground.errors import Problem
from ground.messages import LANGUAGES, translate

# Where a refusal of a request can come from: the doors never meet, and the command line has words of its own.
SPEAKING = ("api", "cases", "engine", "documents", "exchange", "ground")
WORDS = """
Thủ tục hành chính theo cơ chế một cửa. Tên tài nguyên bằng tiếng Anh, nhãn và câu thông báo bằng tiếng Việt.

One-stop handling of administrative procedures. Resources are named in English, labels are Vietnamese.

## Đăng nhập · Who asks
Send `Authorization: Bearer …`: the token of a session (`POST /sessions`), or a system's own, issued with `motcua
token issue` for an account and some scopes. The scope an address needs stands in its `security`, as
`dossiers.read`. What the account may not see does not exist for it (404).

## Tìm · Lists
A list is asked for by `POST …/search`; the body filters (`text` is matched without Vietnamese marks), `sort` takes
only the words its shape names, `limit` is at most 100. `next` of an answer is the `cursor` of the following page;
it is empty on the last. A cursor belongs to its question: change nothing else. Pages are not counted off, so
nothing is missed or told twice where rows come and go. Nothing is taken after a question mark (400
`query_refused`). Deadlines are found by `POST /dossiers/search` with `sort` as `due`, open dossiers by their dates
of return, and `is_late` or the days `due_from` and `due_until`; a `text` beside it is refused (422
`sort_beside_text`).

## Không làm hai lần · Doing it once
Every act takes an `Idempotency-Key` of your own (1 to 100 visible ASCII characters, best a UUID). The same request
with the same key gets the first answer again, marked `Idempotent-Replay: true`; another one with that key is
refused (422 `idempotency_key_reused`). What was refused leaves its key free. When no answer came, send the same
again.

## Ai sửa trước · Who was faster
A task, a run, an officer and a unit come with an `ETag`. Send it back as `If-Match` with what you do to it: without
it 428 `version_missing`, with an old one 412. Look again, and repeat what is still needed.

## Từ chối · Refusals
`application/problem+json` (RFC 9457): `code` is stable and listed under `x-problems`, `detail` is a sentence in the
language of `Accept-Language` (Vietnamese without it), `message` has both, `errors` names each field by its JSON
pointer, `error_id` stands in our log. 429 and 503 say in `Retry-After` after how many seconds to come again;
nothing was changed.

## Ngày, giờ, tiền · Days, instants, money
An instant (`…_at`, `due_at`) is UTC with a `Z`; what you send needs its zone (`2026-09-11T09:30:00+07:00`). A day
(`…_on`) is a day in Vietnam. Money is whole dong. Bodies are strict JSON in UTF-8 of at most 256 kB, nested 32
deep.

## Một hồ sơ · A dossier from its beginning
`POST /procedures/search` → `GET /procedures/{slug}` (its form and papers) → `POST /dossiers` → a file for each
paper with `POST /dossiers/{code}/papers/{component}/files` → `GET /dossiers/{code}` and `…/deadline` until its
result is there. Officers' systems go on with `POST /tasks/search` → `GET /tasks/{task_id}` → `…/claim` →
`…/completion`.
"""
LABELS: Mapping[str, str] = {
    "sessions": "Đăng nhập", "definitions": "Quy trình (các phiên bản)", "instances": "Lượt chạy quy trình",
    "causes": "Sự cố, theo nguyên nhân", "batches": "Lô xử lý", "procedures": "Thủ tục hành chính",
    "dossiers": "Hồ sơ, thời hạn, nhật ký", "acts": "Việc làm với hồ sơ", "opinions": "Lấy ý kiến",
    "people": "Thay thế, thẩm quyền ký", "personal": "Dữ liệu cá nhân, lượt xem", "slips": "Phiếu, sổ, số thứ tự",
    "files": "Giấy tờ của hồ sơ", "scans": "Bản quét", "calendar": "Lịch làm việc", "tasks": "Công việc",
    "messages": "Thông điệp, tín hiệu", "officers": "Công chức", "units": "Đơn vị", "archiving": "Nộp lưu",
    "reuse": "Giấy tờ đã có",
}  # fmt: skip
MEANINGS: Mapping[str, str] = {
    "400": "Not strict JSON, or something after a question mark.",
    "401": "Log in first: no token, or one that opens nothing.",
    "403": "You may not: a role or a scope is missing.",
    "404": "There is nothing by that name, or it is not yours to see.",
    "406": "Answers are JSON; files come as they are.",
    "409": "Not as things stand: somebody was faster, or it was done already.",
    "412": "It has changed since you looked: If-Match is old.",
    "413": "Too large.",
    "415": "Not of the type this address reads.",
    "422": "Read, and not acceptable: `errors` names the fields.",
    "428": "Say in If-Match which version you have seen.",
    "429": "Too often. Come again after `Retry-After` seconds.",
    "503": "Not at the moment; nothing was changed. Come again after `Retry-After` seconds.",
}
REPLAYED = {"Idempotent-Replay": {
    "description": "true: this request was carried out before; this is its answer again.", "schema": {"type": "string"},
}}  # fmt: skip
AGAIN = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}


def annotate(drawn: dict[str, Any]) -> None:
    """Write into a drawn document what its shapes do not say."""
    drawn["info"]["description"] = WORDS.strip()
    drawn["tags"] = [{"name": tag["name"], "description": LABELS[tag["name"]]} for tag in drawn["tags"]]
    drawn["x-problems"] = list(problems())
    for methods in drawn["paths"].values():
        for operation in methods.values():
            has_key = any(part["name"] == "Idempotency-Key" for part in operation.get("parameters", ()))
            for state, answer in operation["responses"].items():
                answer["description"] = MEANINGS.get(state, answer["description"])
                extra = AGAIN if state in ("429", "503") else REPLAYED if has_key and state[0] == "2" else {}
                if extra:
                    answer.setdefault("headers", {}).update(extra)


def problems() -> Iterator[dict[str, Any]]:
    """Every code a request may be refused with, by name: its HTTP state and its sentence in each language."""
    for kind in sorted(_below(Problem), key=lambda kind: kind.code):
        if kind.__module__.partition(".")[0] in SPEAKING:
            sentences = {language: translate(kind.message(), language) for language in LANGUAGES}
            yield {"code": kind.code, "status": state_of(kind), **sentences}


def _below(kind: type[Problem]) -> set[type[Problem]]:
    return {kind}.union(*(_below(child) for child in kind.__subclasses__()))
