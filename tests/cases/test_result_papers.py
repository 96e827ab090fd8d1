"""Every result any shipped procedure can end in is drawn: archivable, tagged, and saying what its facts say."""

import io

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from cases.procedure import read_bundle, shipped_bundles
from cases.samples import sample_facts
from documents.reading import words_of
from documents.render import render
from tests.cases.desk import ROOT

PROCEDURES = {
    bundle.slug: read_bundle(bundle.files) for bundle in shipped_bundles([ROOT / "processes", ROOT / "forms"])
}


@pytest.mark.parametrize("slug", sorted(PROCEDURES))
def test_every_result_of_a_procedure_is_an_archivable_paper(slug: str) -> None:
    procedure = PROCEDURES[slug]
    for kind in procedure.sheet.result:
        name = f"{slug}.{kind.template}.html"
        facts = sample_facts(procedure, kind)
        # What branches of a drawing put together is known to the drawing alone.
        trade = {"ten": "Hàn", "ma": "6520123", "trinh_do": "cao_dang", "quy_mo": 30, "ket_luan": "co"}
        facts["variables"]["ket_qua_nghe"] = [trade]
        paper = render(name, facts, kind="result", sources={name: procedure.files[name].decode()})

        report = validate_written(io.BytesIO(paper), "3b")
        assert report.passed, (name, report.findings)
        with pikepdf.open(io.BytesIO(paper)) as pdf:
            assert "/StructTreeRoot" in pdf.Root
            assert {"record.json"} == set(pdf.attachments)
        assert "\ufffd" not in words_of(paper)
