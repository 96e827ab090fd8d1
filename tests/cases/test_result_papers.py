"""Every result any shipped procedure can end in is drawn: tagged, carrying its data, with no letter missing.

That each is archivable two judges say in `tests/documents/test_second_opinions.py`.
"""

import io

import pikepdf
import pytest

from documents.reading import words_of
from tests.every_paper import procedures, result


@pytest.mark.parametrize("slug", sorted(procedures()))
def test_every_result_of_a_procedure_is_a_whole_paper(slug: str) -> None:
    for kind in procedures()[slug].sheet.result:
        paper = result(slug, kind.key)
        with pikepdf.open(io.BytesIO(paper)) as pdf:
            assert "/StructTreeRoot" in pdf.Root
            assert {"record.json"} == set(pdf.attachments)
        assert "\ufffd" not in words_of(paper)
