"""The OpenAPI document is valid and names every address; the health answers are plain."""

import pytest
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATHS = {
    "/api/v1/coverage": {"get"},
    "/api/v1/dossiers/{code}/papers/{component}/scans": {"post"},
    "/api/v1/dossiers/{code}/scans": {"get"},
    "/api/v1/scans": {"get"},
    "/api/v1/scans/{scan_id}": {"get"},
    "/api/v1/scans/{scan_id}/copy": {"get"},
    "/api/v1/scans/{scan_id}/approval": {"post"},
    "/api/v1/scans/{scan_id}/refusal": {"post"},
    "/api/v1/scans/{scan_id}/repetition": {"post"},
    "/api/v1/sessions": {"post"},
    "/api/v1/definitions": {"get", "post"},
    "/api/v1/definitions/{definition_id}/approval": {"post"},
    "/api/v1/definitions/{definition_id}/proposals": {"post"},
    "/api/v1/definitions/{definition_id}/whereabouts": {"get"},
    "/api/v1/definitions/proposals/{proposal_id}/decline": {"post"},
    "/api/v1/definitions/proposals/{proposal_id}/grant": {"post"},
    "/api/v1/instances": {"post"},
    "/api/v1/instances/search": {"post"},
    "/api/v1/instances/{instance_id}": {"get"},
    "/api/v1/instances/{instance_id}/history": {"get"},
    "/api/v1/instances/{instance_id}/suspension": {"post"},
    "/api/v1/instances/{instance_id}/resumption": {"post"},
    "/api/v1/instances/{instance_id}/cancellation": {"post"},
    "/api/v1/instances/{instance_id}/correction": {"post"},
    "/api/v1/instances/{instance_id}/move": {"post"},
    "/api/v1/instances/{instance_id}/return": {"post"},
    "/api/v1/instances/{instance_id}/migration": {"post"},
    "/api/v1/instances/{instance_id}/forecast": {"post"},
    "/api/v1/instances/{instance_id}/move/forecast": {"post"},
    "/api/v1/causes": {"get"},
    "/api/v1/causes/{cause_id}": {"get"},
    "/api/v1/causes/{cause_id}/retry": {"post"},
    "/api/v1/incidents/{incident_id}/retry": {"post"},
    "/api/v1/batches": {"get", "post"},
    "/api/v1/batches/{batch_id}": {"get"},
    "/api/v1/batches/{batch_id}/rows": {"post"},
    "/api/v1/batches/{batch_id}/stop": {"post"},
    "/api/v1/migrations": {"post"},
    "/api/v1/migrations/forecast": {"post"},
    "/api/v1/procedures/search": {"post"},
    "/api/v1/procedures/{slug}": {"get"},
    "/api/v1/incidents/search": {"post"},
    "/api/v1/dossiers/{code}/journal/search": {"post"},
    "/api/v1/dossiers": {"post"},
    "/api/v1/dossiers/search": {"post"},
    "/api/v1/dossiers/{code}": {"get"},
    "/api/v1/dossiers/{code}/journal": {"get"},
    "/api/v1/dossiers/{code}/applicant": {"post"},
    "/api/v1/dossiers/{code}/accesses": {"get"},
    "/api/v1/dossiers/{code}/history": {"get"},
    "/api/v1/calendar": {"get"},
    "/api/v1/calendar/{unit}": {"get"},
    "/api/v1/calendar/preview": {"post"},
    "/api/v1/calendar/decisions": {"post"},
    "/api/v1/dossiers/{code}/deadline": {"get"},
    "/api/v1/dossiers/{code}/pause": {"post"},
    "/api/v1/dossiers/{code}/resumption": {"post"},
    "/api/v1/dossiers/{code}/apology": {"post"},
    "/api/v1/dossiers/{code}/supplement-leave": {"post"},
    "/api/v1/dossiers/{code}/stop": {"post"},
    "/api/v1/dossiers/{code}/withdrawal": {"post"},
    "/api/v1/dossiers/{code}/payment-request": {"post"},
    "/api/v1/dossiers/{code}/payments": {"post"},
    "/api/v1/dossiers/{code}/refund": {"post"},
    "/api/v1/dossiers/{code}/rating": {"post"},
    "/api/v1/dossiers/{code}/consultations": {"post"},
    "/api/v1/dossiers/{code}/slips": {"post"},
    "/api/v1/consultations": {"get"},
    "/api/v1/consultations/{consultation_id}/answer": {"post"},
    "/api/v1/consultations/{consultation_id}/extension": {"post"},
    "/api/v1/registers": {"post"},
    "/api/v1/handovers": {"post"},
    "/api/v1/slips/{slip_id}": {"get"},
    "/api/v1/idle-dossiers": {"get"},
    "/api/v1/apologies": {"get"},
    "/api/v1/dossiers/{code}/papers/{component}/files": {"post"},
    "/api/v1/dossiers/{code}/files": {"get"},
    "/api/v1/dossiers/{code}/archive": {"get"},
    "/api/v1/reuse-searches": {"post"},
    "/api/v1/reuse-figures": {"get"},
    "/api/v1/archive-lists": {"post"},
    "/api/v1/archive-lists/{archive_list_id}": {"get"},
    "/api/v1/archive-lists/{archive_list_id}/decision": {"post"},
    "/api/v1/dossiers/{code}/hold": {"post"},
    "/api/v1/dossiers/{code}/hold/lifting": {"post"},
    "/api/v1/files/{file_id}": {"get"},
    "/api/v1/files/{file_id}/removal": {"post"},
    "/api/v1/number-books/{book}": {"post"},
    "/api/v1/number-books/{book}/{year}": {"get"},
    "/api/v1/number-books/{book}/{year}/{serial}/cancellation": {"post"},
    "/api/v1/substitutions": {"get", "post"},
    "/api/v1/substitutions/{substitution_id}/end": {"post"},
    "/api/v1/officers": {"post"},
    "/api/v1/officers/search": {"post"},
    "/api/v1/officers/{name}": {"get"},
    "/api/v1/officers/{name}/change": {"post"},
    "/api/v1/officers/{name}/roles": {"post"},
    "/api/v1/officers/{name}/roles/removal": {"post"},
    "/api/v1/officers/{name}/dismissal": {"post"},
    "/api/v1/officers/{name}/restoration": {"post"},
    "/api/v1/officers/{name}/password": {"post"},
    "/api/v1/officers/{name}/sessions/end": {"post"},
    "/api/v1/units": {"get", "post"},
    "/api/v1/units/{code}": {"get"},
    "/api/v1/units/{code}/change": {"post"},
    "/api/v1/units/{code}/revival": {"post"},
    "/api/v1/signing-authorities": {"post"},
    "/api/v1/units/{code}/end": {"post"},
    "/api/v1/tickets": {"post"},
    "/api/v1/tickets/{number}/call": {"post"},
    "/api/v1/tickets/{number}/service": {"post"},
    "/api/v1/tasks/{task_id}/assignment": {"post"},
    "/api/v1/tasks/search": {"post"},
    "/api/v1/tasks/{task_id}": {"get"},
    "/api/v1/tasks/{task_id}/claim": {"post"},
    "/api/v1/tasks/{task_id}/release": {"post"},
    "/api/v1/tasks/{task_id}/completion": {"post"},
    "/api/v1/messages": {"post"},
    "/api/v1/signals": {"post"},
}


@pytest.fixture
def document(office: Flask) -> dict[str, object]:
    """The document as served."""
    answer = office.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return dict(answer.get_json())


def test_the_document_is_valid_openapi_3_1(document: dict[str, object]) -> None:
    assert document["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_the_document_names_every_address(document: dict[str, object]) -> None:
    paths = document["paths"]
    assert isinstance(paths, dict)
    assert {path: set(methods) for path, methods in paths.items()} == PATHS


def test_health_and_readiness(office: Flask) -> None:
    client = office.test_client()
    assert client.get("/healthz").get_json() == {"state": "alive"}
    assert client.get("/readyz").get_json() == {"state": "ready"}


def test_a_file_is_described_as_bytes_with_its_name(document: dict[str, object]) -> None:
    paths = document["paths"]
    assert isinstance(paths, dict)
    for address in ("/slips/{slip_id}", "/files/{file_id}", "/dossiers/{code}/archive"):
        operation = paths[f"/api/v1{address}"]["get"]
        answer = operation["responses"]["200"]
        assert answer["content"]["application/pdf"]["schema"] == {"type": "string", "format": "binary"}
        assert "application/json" not in answer["content"]
        assert "Content-Disposition" in answer["headers"]
        assert [part["name"] for part in operation["parameters"]] == [address.partition("{")[2].partition("}")[0]]


def test_every_act_is_done_once_under_a_key(document: dict[str, object]) -> None:
    paths = document["paths"]
    assert isinstance(paths, dict)
    without = {
        path
        for path, methods in paths.items()
        for operation in methods.values()
        if operation["security"]
        and operation["security"][0]["token"][0].endswith(".write")
        and "Idempotency-Key" not in {part["name"] for part in operation["parameters"]}
    }
    # To look behind the cover changes nothing: each look is written down.
    assert without == {"/api/v1/dossiers/{code}/applicant"}
