"""A neighbour system comes with a token: as an account, within its scopes, until it is revoked."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from cases import systems
from cases.people import RoleMissing
from cases.systems import ScopeNotReadable, TokenTermWrong
from cases.tables import Officer, SystemToken
from engine.queries import facts
from ground.clock import FixedClock
from ground.database import reading, transaction
from tests.api.conftest import Caller

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class System(Caller):
    """Somebody with a token at the JSON door."""

    def __init__(self, office: Flask, token: str) -> None:
        self.client = office.test_client()
        self.headers = {"Authorization": f"Bearer {token}"}


def issue(database: Engine, clock: FixedClock, *scopes: str, by: str = "quy", days: int = 30) -> tuple[str, str]:
    """A token of Bình's account: it and its id."""
    with transaction(database) as session:
        officers = {each.name: each for each in session.scalars(select(Officer))}
        token, row = systems.issue(session, clock, officers[by], officers["binh"], "Cổng DVC", scopes, days)
        return token, row.id


def test_a_token_acts_as_its_account_within_its_scopes(
    office: Flask, database: Engine, clock: FixedClock, binh: Caller
) -> None:
    code = binh.receive().get_json()["code"]
    portal = System(office, issue(database, clock, "dossiers.read")[0])
    assert portal.get(f"/dossiers/{code}").status_code == 200
    assert portal.post("/dossiers/search", {}).status_code == 200
    refused = portal.post(f"/dossiers/{code}/withdrawal", {"reason": "x"})
    assert (refused.status_code, refused.get_json()["code"]) == (403, "scope_missing")
    assert portal.post("/tasks/search", {}).get_json()["params"] == {"scope": "tasks.read"}


def test_a_token_reaches_no_further_than_its_account(office: Flask, database: Engine, clock: FixedClock) -> None:
    code = Caller(office.test_client(), "en").receive().get_json()["code"]
    portal = System(office, issue(database, clock, "*.*")[0])
    assert portal.get(f"/dossiers/{code}").status_code == 404


def test_a_revoked_and_an_ended_token_open_nothing(office: Flask, database: Engine, clock: FixedClock) -> None:
    token, token_id = issue(database, clock, "dossiers.read")
    short = issue(database, clock, "dossiers.read", days=1)[0]
    with transaction(database) as session:
        quy = session.scalars(select(Officer).where(Officer.name == "quy")).one()
        systems.revoke(session, clock, quy, token_id)
    assert System(office, token).post("/dossiers/search", {}).status_code == 401
    assert System(office, short).post("/dossiers/search", {}).status_code == 200
    clock.advance(timedelta(days=1))
    assert System(office, short).post("/dossiers/search", {}).status_code == 401


def test_a_token_is_kept_as_a_digest_and_its_issue_journaled(database: Engine, clock: FixedClock) -> None:
    token, token_id = issue(database, clock, "dossiers.read", "dossiers.read", "tasks.*")
    with reading(database) as session:
        row = session.get_one(SystemToken, token_id)
        (fact,) = facts(session, systems.CHAIN)
        assert token not in str(vars(row))
        assert row.scopes == ["dossiers.read", "tasks.*"]
        assert (fact.name, fact.actor, fact.subject) == ("token_issued", "quy", token_id)
        assert token not in str(fact.payload)


def test_only_an_administrator_issues_and_only_what_can_be_read(database: Engine, clock: FixedClock) -> None:
    with pytest.raises(RoleMissing):
        issue(database, clock, "dossiers.read", by="binh")
    for scope in ("dossiers", "dossiers.delete", "Dossiers.read", ""):
        with pytest.raises(ScopeNotReadable):
            issue(database, clock, scope)
    with pytest.raises(TokenTermWrong):
        issue(database, clock, "*.read", days=4000)


def test_every_address_names_its_scope_in_the_document(office: Flask, database: Engine) -> None:
    paths = office.test_client().get("/api/v1/openapi.json").get_json()["paths"]
    assert paths["/api/v1/dossiers/search"]["post"]["security"] == [{"token": ["dossiers.read"]}]
    assert paths["/api/v1/tasks/{task_id}/claim"]["post"]["security"] == [{"token": ["tasks.write"]}]
