"""Every address stands in the policy table, and answers exactly whom the table names.

Walked are all of them: logged out; by officers without the role; and, with every role, by strangers of another unit,
for whom an object of this unit is the same as one that does not exist.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from ground.clock import FixedClock
from ground.database import open_database
from tests.cast import CAST, HOME
from tests.conftest import MORNING
from tests.policy.api_table import API
from tests.policy.walk import Walker, fill
from tests.policy.web_table import WEB
from tests.policy.who import Who
from tests.policy.world import ROLES, World, build, stranger

TABLE = {**WEB, **API}
HIDDEN = (403, 404)
# A question with a long body: it changes nothing, and shows who asks what he may see anyway.
QUESTIONS = ("/rows", "/search", "/preview", "/forecast", "/judgement", "/rehearsal", "/playing", "/layout")
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
HOME_CAST = tuple(name for name in CAST if name != "en")


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One office for all walks: nobody changes anything in it."""
    folder = tmp_path_factory.mktemp("policy")
    file = folder / "motcua.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{file}")
    yield build(database, FixedClock(MORNING), folder)
    database.dispose()


@pytest.fixture(scope="module")
def walkers(world: World) -> Callable[[str], Walker]:
    """Each of the home unit, logged in once."""
    return cache(lambda name: Walker(world, name))


def lines(world: World) -> set[str]:
    """Every method and address the application answers."""
    return {
        f"{method} {rule.rule}"
        for rule in world.office.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_address_stands_in_the_table(world: World) -> None:
    missing = sorted(lines(world) - TABLE.keys())
    assert not missing, (
        "Say who may reach these, one line each in tests/policy/web_table.py or api_table.py, "
        '`"GET /new/<code>": theirs(),` (or PUBLIC, CITIZEN, OFFICER, role("…")):\n' + "\n".join(missing)
    )


def test_the_table_names_no_address_that_is_gone(world: World) -> None:
    assert not sorted(TABLE.keys() - lines(world))


def test_nobody_gets_in_logged_out(world: World) -> None:
    nobody = Walker(world)
    open_ = []
    for line, who in TABLE.items():
        if who.kind != "officer":
            continue
        answer = nobody.go(line, who, world.home)
        is_api = " /api/" in line
        is_led = answer.headers.get("Location", "").startswith("/?next=")
        # What was typed is kept on the log-in page of a form; the JSON door only says no.
        shut = answer.status_code == 401 or (is_led and not is_api)
        open_ += [] if shut else [f"{line}: {answer.status_code}"]
    assert not open_


def test_a_citizens_pages_show_nothing_without_his_cookie_not_to_officers_either(world: World) -> None:
    shown = []
    for walker in (Walker(world), Walker(world, "binh")):
        for line, who in TABLE.items():
            if who.kind == "citizen":
                answer = walker.go(line, who, world.home)
                text = answer.get_data(as_text=True)
                fine = answer.status_code in HIDDEN or (line == "GET /my" and world.home["code"] not in text)
                shown += [] if fine else [f"{line}: {answer.status_code}"]
    assert not shown


@pytest.mark.parametrize("role", ROLES)
def test_for_a_stranger_with_any_role_an_object_of_this_unit_does_not_exist(world: World, role: str) -> None:
    walker = Walker(world, stranger(role))
    seen = [found for line, who in TABLE.items() if who.is_owned and who.kind == "officer"
            for found in _leak(walker, world, line, who, role)]  # fmt: skip
    assert not seen, "\n".join(seen)


def _leak(walker: Walker, world: World, line: str, who: Who, role: str) -> Iterator[str]:
    """What gives the object away: an answer, or one that differs from that about an object that does not exist."""
    answer, other = walker.go(line, who, world.home), walker.go(line, who, world.nowhere)
    wanted = (404,) if role in who.roles or not who.roles else HIDDEN
    if answer.status_code not in wanted:
        yield f"{line}: {answer.status_code} instead of {wanted}: {answer.get_data(as_text=True)[:300]}"
    elif answer.status_code != other.status_code:
        yield f"{line}: {answer.status_code}, but {other.status_code} where there is nothing"


@pytest.mark.parametrize("name", HOME_CAST)
def test_an_officer_without_the_role_is_refused(world: World, name: str) -> None:
    walker, held = Walker(world, name), set(CAST[name][2])
    let_in = []
    for line, who in TABLE.items():
        if who.roles and not held & set(who.roles):
            answer = walker.go(line, who, world.home)
            let_in += [] if answer.status_code in HIDDEN else [f"{line}: {answer.status_code}"]
    assert not let_in, "\n".join(let_in)


def test_every_page_opens_for_somebody_of_its_own_unit(world: World, walkers: Callable[[str], Walker]) -> None:
    shut, careless = [], []
    for line, who in TABLE.items():
        if line.startswith("GET ") and who.kind == "officer":
            answers = (walkers(name).go(line, who, world.home) for name in HOME_CAST)
            # 409: it is there, and cannot be had yet (an archive of an open dossier). 303: on to another page.
            opened = next((answer for answer in answers if answer.status_code in (200, 303, 409)), None)
            shut += [line] if opened is None else []
            careless += [line] if opened is not None and not _is_careful(opened, line) else []
    assert not shut, "\n".join(shut)
    assert not careless, "\n".join(careless)


def _is_careful(answer: TestResponse, line: str) -> bool:
    """Whether no cache keeps it and no browser guesses what it is; a page says besides what it may load."""
    said = answer.headers
    is_kept = said.get("Cache-Control") != "no-store" or said.get("X-Content-Type-Options") != "nosniff"
    return not is_kept and (" /api/" in line or "default-src 'none'" in said.get("Content-Security-Policy", ""))


def test_no_form_does_anything_without_the_secret_of_its_log_in_or_from_another_site(
    world: World, walkers: Callable[[str], Walker]
) -> None:
    done = []
    for line, who in WEB.items():
        held = [name for name in HOME_CAST if set(CAST[name][2]) & set(who.roles or CAST[name][2])]
        if line.startswith("POST ") and who.kind == "officer" and held and not line.endswith(QUESTIONS):
            walker = walkers(held[0])
            address = fill(line.partition(" ")[2], {**world.home, **who.parts})
            for secret, site in (("another", None), (walker.csrf, "https://evil.example")):
                said = {"Origin": site} if site else {}
                answer = walker.client.post(address, data={**who.body, "csrf": secret}, headers=said)
                done += [] if answer.status_code >= 400 else [f"{line}: {answer.status_code}"]
    assert not done, "\n".join(done)


@pytest.mark.parametrize("role", ["bo_phan_mot_cua", "lanh_dao_don_vi", "giam_sat"])
def test_a_list_narrowed_to_another_unit_shows_nothing_of_it(world: World, role: str) -> None:
    walker, shown = Walker(world, stranger(role)), []
    for line, who in WEB.items():
        if line.startswith("GET ") and who.kind == "officer" and not who.is_owned:
            address = fill(line.partition(" ")[2], {**world.home, **who.parts})
            answer = walker.client.get(f"{address}?unit={HOME}&whose=all&holder=chi&officer=chi")
            shown += [line] if world.home["code"] in answer.get_data(as_text=True) else []
    assert not shown


@pytest.mark.parametrize("name", ["binh", "giang", "khoa"])
def test_no_page_one_comes_to_links_what_its_reader_may_not_open(
    world: World, walkers: Callable[[str], Walker], name: str
) -> None:
    """From the inbox on, one address of each kind: what is behind them is the same page."""
    walker, kinds = walkers(name), world.office.url_map.bind("localhost")
    waiting, seen, dead = ["/inbox"], {"inbox"}, []
    while waiting:
        answer = walker.client.get(waiting.pop(0))
        for to in LINK.findall(answer.get_data(as_text=True)) if answer.mimetype == "text/html" else ():
            kind = str(kinds.match(to)[0])
            if kind not in seen and not to.startswith(("/static/", "/help")):
                seen.add(kind)
                waiting.append(to)
                dead += [f"{answer.request.path} links {to}"] if walker.client.get(to).status_code in HIDDEN else []
    assert not dead, "\n".join(dead)
