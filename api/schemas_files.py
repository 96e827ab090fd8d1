"""The shapes of files."""

from datetime import datetime

from pydantic import BaseModel

from api.schemas import Out
from api.schemas_desk import Text
from api.schemas_in import Strict


class FileIn(BaseModel):
    """One part named `file`, with its own file name."""

    file: bytes


class FileRemovalIn(Strict):
    """Why a file is laid aside."""

    reason: Text


class FileOut(Out):
    """A file of a dossier. `verdict`: unsigned, good, or the gravest fault found of its signatures."""

    id: str
    component: str
    name: str
    kind: str
    size: int
    pages: int
    digest: str
    verdict: str
    filed_at: datetime
    filed_by: str

    @classmethod
    def of(cls, row: object) -> "FileOut":
        """From what the desk keeps of it."""
        return cls.model_validate(row)


class FilesOut(Out):
    """The files in use, by component."""

    rows: list[FileOut]
