"""An officer says himself that he is away and who stands in, sees it, and ends it."""

import re
from collections.abc import Callable

from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
AWAY = {
    "substitute": "dung", "from_at": "25/08/2026", "from_at.time": "08:00", "until_at": "28/08/2026",
    "until_at.time": "17:00", "reason": "Nghỉ phép",
}  # fmt: skip


def test_who_is_away_names_who_stands_in_and_ends_it_when_he_is_back(visit: Visit) -> None:
    chi, dung = visit("chi"), visit("dung")
    assert 'value="en"' not in chi.text("/sessions").partition('id="substitute"')[2]
    backwards = chi.post("/absence", AWAY | {"until_at": "24/08/2026"})
    # What was typed is not lost.
    assert (backwards.status_code, 'value="Nghỉ phép"' in backwards.get_data(as_text=True)) == (422, True)
    assert chi.post("/absence", AWAY).headers["Location"] == "/sessions#absence"
    end = re.search(r'action="(/absence/[0-9a-f]{32}/end)"', chi.text("/sessions"))
    assert end
    assert "Bạn thay" in dung.text("/sessions")
    # Nobody ends what is another's, not even who stands in.
    assert "/absence/" not in dung.text("/sessions")
    assert dung.post(end[1]).status_code == 404
    assert chi.post(end[1]).status_code == 303
    assert "Bạn thay" not in dung.text("/sessions")
    assert "Chưa có ai thay bạn" in chi.text("/sessions")
