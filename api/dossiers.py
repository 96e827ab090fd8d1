"""Dossiers: hand one in, find, look, and ask why its date is its date and what happened to it."""

from dataclasses import replace

from api.door import Act, Answer, Door
from api.schemas import DeadlineOut, DossierOut, DossiersOut, EntryOut, JournalOut, ReceivedOut
from api.schemas_in import DossierIn, DossierSearch, RepeatHeader
from api.schemas_lists import JournalIn, JournalPageOut
from api.schemas_runs import HistoryOut
from cases import law, privacy, queries, reception
from cases.queries import runs


def routes(door: Door) -> None:
    """Everything under `/dossiers`."""
    door.act("/dossiers", receive_dossier, DossierIn, ReceivedOut, state=201, headers=RepeatHeader)
    door.search("/dossiers/search", search_dossiers, DossierSearch, DossiersOut)
    door.read("/dossiers/<code>", get_dossier, DossierOut)
    door.read("/dossiers/<code>/journal", get_journal, JournalOut)
    door.search("/dossiers/<code>/journal/search", search_journal, JournalIn, JournalPageOut)
    door.read("/dossiers/<code>/history", get_dossier_history, HistoryOut)
    door.read("/dossiers/<code>/deadline", get_deadline, DeadlineOut)


def receive_dossier(act: Act, body: DossierIn) -> Answer:
    """Receive a dossier: checked by its application form, given a code, its process started."""
    received = reception.receive(act.session, act.clock, act.officer, body.intake())
    out = ReceivedOut(
        code=received.code, state=received.state, portal_status=law.portal_status(received),
        instance_id=received.instance_id, submitted_at=received.submitted_at,
    )  # fmt: skip
    return Answer(out, 201, {"Location": f"/api/v1/dossiers/{received.code}"})


def search_dossiers(act: Act, body: DossierSearch) -> Answer:
    """Dossiers of the caller's units, newest first or as `sort` says."""
    act.listed(body.text)
    return Answer(DossiersOut.of(queries.search_dossiers(act.session, act.clock, act.officer, body.criteria())))


def get_dossier(act: Act, code: str) -> Answer:
    """A dossier with its papers, slips, results and steps; the numbers of its applicant are covered."""
    page = queries.dossier_page(act.session, act.clock, act.officer, code)
    act.saw(code, is_his=any(step.assignee == act.officer.name and not step.closed_at for step in page.steps))
    covered = privacy.covered(page.applicant), privacy.covered_answers(page.form, page.answers)
    return Answer(DossierOut.of(replace(page, applicant=covered[0], answers=covered[1])))


def get_journal(act: Act, code: str) -> Answer:
    """Every fact of a dossier in order, each with the digest that chains it to the one before."""
    told = queries.journal_of(act.session, act.clock, act.officer, code)
    lines = [replace(line, payload=privacy.covered_facts(line.payload)) for line in told]
    act.saw(code)
    return Answer(JournalOut(code=code, rows=[EntryOut.of(line) for line in lines]))


def search_journal(act: Act, body: JournalIn, code: str) -> Answer:
    """Some facts of a dossier, page by page."""
    told = queries.journal_of(act.session, act.clock, act.officer, code)
    sign = -1 if body.sort.startswith("-") else 1
    wanted = [
        line
        for line in told[::sign]
        if (not body.names or line.name in body.names)
        and body.actor in ("", line.actor)
        and (not body.cursor or sign * line.seq > sign * int(body.cursor))
    ]
    rows = [EntryOut.of(replace(line, payload=privacy.covered_facts(line.payload))) for line in wanted[: body.limit]]
    act.saw(code)
    return Answer(JournalPageOut(code=code, rows=rows, next=str(rows[-1].seq) if len(wanted) > body.limit else ""))


def get_dossier_history(act: Act, code: str) -> Answer:
    """Who did what when to which step, how long it stood where, and the way it took; all from the journal."""
    return Answer(HistoryOut.of(runs.dossier_history(act.session, act.clock, act.officer, code)))


def get_deadline(act: Act, code: str) -> Answer:
    """Why the date is the date: every day from acceptance on, counted or not, and the ground."""
    return Answer(DeadlineOut.of(queries.deadline_of(act.session, act.clock, act.officer, code)))
