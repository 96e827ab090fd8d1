"""The files of a dossier: handed in one by one, fetched as they came, laid aside; a closed dossier as one package."""

from typing import Any

from flask import Response

from api.bearer import caller, token
from api.door import Act, Answer, Door, Paper, fingerprint
from api.parts import one_file
from api.schemas_files import FileIn, FileOut, FileRemovalIn, FilesOut
from api.schemas_in import RepeatHeader
from cases import filing, people
from cases.archive import archive
from ground.database import reading

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """Everything about files."""

    def view(code: str, component: str) -> Response:
        token()
        name, content = one_file()
        with reading(door.desk.database) as session:
            # Nobody's file is read, and nothing kept, before we know that he may hand it in here.
            people.dossier_for(session, caller(door.desk, session).officer, code, door.desk.clock)
        kept = filing.look_through(door.desk.vault, content, name, door.desk.trust())
        return door.carry_out(fingerprint(content), lambda act: file_paper(act, kept, code, component))

    address = "/dossiers/<code>/papers/<component>/files"
    door.raw(address, view, file_paper, FileOut, form=FileIn, state=201, **ONCE)
    door.read("/dossiers/<code>/files", list_files, FilesOut)
    door.file("/dossiers/<code>/archive", get_archive)
    door.file("/files/<file_id>", get_file)
    door.act("/files/<file_id>/removal", lay_file_aside, FileRemovalIn, FileOut, **ONCE)


def file_paper(act: Act, kept: filing.Kept, code: str, component: str) -> Answer:
    """Hand in a file for a component of a dossier: PDF, JPEG, PNG, DOCX, XLSX or ODT, read to its end first."""
    row = filing.file_paper(act.session, act.clock, act.officer, code, component, kept)
    return Answer(FileOut.of(row), 201, {"Location": f"/api/v1/files/{row.id}"})


def list_files(act: Act, code: str) -> Answer:
    """The files of a dossier that are in use, and what their signatures are worth."""
    dossier = people.dossier_for(act.session, act.officer, code, act.clock)
    return Answer(FilesOut(rows=[FileOut.of(row) for row in filing.files_of(act.session, dossier)]))


def get_file(act: Act, file_id: str) -> Paper:
    """A file as it came, checked against its digest."""
    row, dossier = filing.file_for(act.session, act.clock, act.officer, file_id)
    act.saw(dossier.code)
    return Paper(act.desk.vault.read(row.digest), row.name, row.media_type)


def lay_file_aside(act: Act, body: FileRemovalIn, file_id: str) -> Answer:
    """Take a file out of the lists, with a reason; the record keeps it."""
    return Answer(FileOut.of(filing.lay_aside(act.session, act.clock, act.officer, file_id, body.reason)))


def get_archive(act: Act, code: str) -> Paper:
    """Everything of a closed dossier as one ZIP that a page in it checks."""
    content = archive(act.session, act.clock, act.officer, code, act.desk.vault, act.desk.trust())
    act.saw(code)
    return Paper(content, f"{code}.zip", "application/zip")
