"""What people hand in as files: told apart by content, read through to the end, refused with its reason."""

from documents.uploads.accepting import (
    LIMIT_BYTES,
    FileTooLarge,
    KindNotAccepted,
    NameDoesNotMatch,
    Upload,
    accept,
)
from documents.uploads.office import OfficeForbidden, OfficeNotReadable
from documents.uploads.pdf import PdfForbidden, PdfNotReadable
from documents.uploads.picture import PictureNotReadable, PictureTooLarge

__all__ = [
    "LIMIT_BYTES",
    "FileTooLarge",
    "KindNotAccepted",
    "NameDoesNotMatch",
    "OfficeForbidden",
    "OfficeNotReadable",
    "PdfForbidden",
    "PdfNotReadable",
    "PictureNotReadable",
    "PictureTooLarge",
    "Upload",
    "accept",
]
