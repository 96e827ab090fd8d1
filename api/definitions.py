"""Drawings with their bundles: hand in, approve, list."""

from datetime import date

from flask import Response, request
from werkzeug.datastructures import FileStorage

from api.bearer import token
from api.door import Act, Answer, Door, fingerprint
from api.refusals import BodyNotJson, BundlePartRefused
from api.schemas import DefinitionOut, DefinitionsOut
from api.schemas_in import BundleIn, Empty, RepeatHeader
from api.schemas_versions import PlaceCountOut, ProposalIn, ProposalOut, WhereaboutsOut
from cases import drawings, people, queries
from cases.studio import turning
from cases.studio.turning import Wish
from cases.studio.whereabouts import whereabouts

LIMIT_BYTES = 24 * 1024 * 1024
LIMIT_FILES = 100
NAME_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.")


def routes(door: Door) -> None:
    """Everything under `/definitions`."""

    def view() -> Response:
        token()
        files = bundle_files()
        content = b"".join(name.encode() + b"\0" + files[name] for name in sorted(files))
        return door.carry_out(fingerprint(content), lambda act: deploy_definition(act, files))

    door.raw("/definitions", view, deploy_definition, DefinitionOut, form=BundleIn, headers=RepeatHeader, state=201)
    door.read("/definitions", list_definitions, DefinitionsOut)
    door.act("/definitions/<definition_id>/approval", approve_definition, Empty, DefinitionOut, headers=RepeatHeader)
    door.read("/definitions/<definition_id>/whereabouts", get_whereabouts, WhereaboutsOut)
    door.act(
        "/definitions/<definition_id>/proposals", propose_turning, ProposalIn, ProposalOut, state=201,
        headers=RepeatHeader,
    )  # fmt: skip
    door.act("/definitions/proposals/<proposal_id>/grant", grant_proposal, Empty, ProposalOut, headers=RepeatHeader)
    door.act("/definitions/proposals/<proposal_id>/decline", decline_proposal, Empty, ProposalOut, headers=RepeatHeader)


def deploy_definition(act: Act, files: dict[str, bytes]) -> Answer:
    """Hand in a bundle: a draft, or in force at once where no second person is asked for; 422 names every finding."""
    stored = drawings.hand_in(act.session, act.clock, act.officer, files, act.desk.four_eyes)
    return Answer(DefinitionOut.of(stored), 201, {"Location": "/api/v1/definitions"})


def approve_definition(act: Act, body: Empty, definition_id: str) -> Answer:
    """Bring a draft into force; where four eyes are asked for, by another person than the one who handed it in."""
    approved = drawings.approve(act.session, act.clock, act.officer, definition_id, act.desk.four_eyes)
    return Answer(DefinitionOut.of(approved))


def get_whereabouts(act: Act, definition_id: str) -> Answer:
    """How many runs stand at each element of a version's drawings."""
    there = whereabouts(act.session, act.clock, act.officer, definition_id)
    return Answer(
        WhereaboutsOut(
            rows=[
                PlaceCountOut(process=each.process, element=each.element, name=each.name, kind=each.kind, runs=runs)
                for each, runs in there.places
            ]
        )
    )


def propose_turning(act: Act, body: ProposalIn, definition_id: str) -> Answer:
    """Ask for a version to come back into force, or to go out of it; a second person does it."""
    wish = Wish(body.act, date.fromisoformat(body.day), body.reason, body.reference, body.confirmed)
    proposal = turning.ask(act.session, act.clock, act.officer, definition_id, wish, act.desk.four_eyes)
    return Answer(ProposalOut.of(proposal), 201, {"Location": "/api/v1/definitions"})


def grant_proposal(act: Act, body: Empty, proposal_id: str) -> Answer:
    """Carry out what somebody else asked for."""
    return Answer(
        ProposalOut.of(turning.grant(act.session, act.clock, act.officer, proposal_id, act.desk.four_eyes))
    )  # fmt: skip


def decline_proposal(act: Act, body: Empty, proposal_id: str) -> Answer:
    """Do not do it."""
    return Answer(ProposalOut.of(turning.decline(act.session, act.clock, act.officer, proposal_id)))


def list_definitions(act: Act) -> Answer:
    """All stored versions, newest first."""
    people.require_role(act.session, act.clock, act.officer, people.DESIGNER, people.ADMINISTRATOR)
    return Answer(DefinitionsOut(rows=[DefinitionOut.of(line) for line in queries.definitions(act.session)]))


def bundle_files() -> dict[str, bytes]:
    """The parts named `file` by their file names. Raises `BodyNotJson`, `BundlePartRefused`."""
    request.max_content_length = LIMIT_BYTES
    request.max_form_parts = LIMIT_FILES
    if request.mimetype != "multipart/form-data":
        raise BodyNotJson(wanted="multipart/form-data")
    if set(request.files) - {"file"} or request.form:
        raise BundlePartRefused(part=next(iter({*request.files, *request.form} - {"file"}), "?"))
    files: dict[str, bytes] = {}
    for part in request.files.getlist("file"):
        files[_name(part, files)] = part.read()
    return files


def _name(part: FileStorage, files: dict[str, bytes]) -> str:
    name = part.filename or ""
    if not 5 <= len(name) <= 200 or not NAME_LETTERS.issuperset(name) or name.startswith(".") or name in files:
        raise BundlePartRefused(part=name or "?")
    return name
