"""An applicant's numbers are covered here as on the pages, shown whole for a purpose; who looked is kept."""

from api.door import Act, Answer, Door
from api.schemas import ApplicantOut
from api.schemas_personal import AccessesOut, AccessOut, RevealedOut, RevealIn
from cases import privacy
from cases.queries.accesses import accesses_of


def routes(door: Door) -> None:
    """`/dossiers/<code>/applicant`, `/dossiers/<code>/accesses`."""
    door.act("/dossiers/<code>/applicant", reveal_applicant, RevealIn, RevealedOut)
    door.read("/dossiers/<code>/accesses", list_accesses, AccessesOut)


def reveal_applicant(act: Act, body: RevealIn, code: str) -> Answer:
    """The applicant with his numbers whole, for a purpose that the journal keeps."""
    found = privacy.reveal(act.session, act.clock, act.officer, code, body.purpose)
    whole, covered = (
        RevealedOut(code=code, applicant=ApplicantOut.of(each), purpose=found.purpose)
        for each in (found.applicant, privacy.covered(found.applicant))
    )
    # Asking again is another look, and wants another line in the journal.
    return Answer(whole, kept=covered)


def list_accesses(act: Act, code: str) -> Answer:
    """Who has seen the dossier, when and on what ground; for who supervises its unit or looks after the house."""
    found = accesses_of(act.session, act.clock, act.officer, code)
    return Answer(AccessesOut(code=code, rows=[AccessOut.of(line) for line in found]))
