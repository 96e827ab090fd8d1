"""A paper is taken while it is valid; what is reused or replaced by data says where it was found."""

from datetime import date

import pytest

from cases.papers import PaperBrought, PaperDateWrong, PaperExpired, PaperSourceWrong, check_papers
from cases.procedure import read_bundle
from tests.cases.desk import shipped


def test_a_paper_out_of_its_time_from_the_future_or_from_nowhere_is_refused() -> None:
    sheet = read_bundle(shipped("giay_phep_lao_dong").files).sheet
    record = next(each for each in sheet.component if each.valid == "6mo")
    plain = next(each for each in sheet.component if not each.replaced_by)
    on = date(2026, 8, 25)
    good = PaperBrought(record.code, 1, issued_on=date(2026, 2, 25))
    assert check_papers(sheet, (good,), on)
    replaced = PaperBrought(record.code, source="replaced", reference="LLTP 2026/15")
    assert check_papers(sheet, (replaced,), on)
    for bad, refusal in (
        (PaperBrought(record.code, 1, issued_on=date(2026, 2, 24)), PaperExpired),
        (PaperBrought(record.code, 1, issued_on=date(2026, 8, 26)), PaperDateWrong),
        (PaperBrought(record.code, source="reused"), PaperSourceWrong),
        (PaperBrought(plain.code, source="replaced", reference="x"), PaperSourceWrong),
    ):
        with pytest.raises(refusal):
            check_papers(sheet, (bad,), on)
