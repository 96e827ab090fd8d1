"""Through the JSON door, too, a leader agrees to the very draft he looked at and to no other."""

from collections.abc import Callable

import pytest

from tests.api.conftest import Caller
from tests.cases.desk import GRANT

LogIn = Callable[[str], Caller]


@pytest.fixture
def draft(log_in: LogIn, machine_work: Callable[[], None]) -> dict[str, object]:
    """A dossier that waits for Giang's signature, as his task shows it."""
    code = str(log_in("binh").receive().get_json()["code"])
    for by, _, answers in GRANT[: [step for _, step, _ in GRANT].index("ky_duyet")]:
        machine_work()
        caller = log_in(by)
        assert caller.complete(caller.first_task(code), answers).status_code == 200
    machine_work()
    giang = log_in("giang")
    return dict(giang.get(f"/tasks/{giang.first_task(code)['task_id']}").get_json())


def test_only_the_draft_that_was_seen_is_approved(log_in: LogIn, draft: dict[str, object]) -> None:
    giang, path = log_in("giang"), f"/tasks/{draft['task_id']}/completion"
    version, agreed = f'"{draft["version"]}"', {"answers": {"outcome": "approved"}}

    for unseen in (agreed, agreed | {"seen": "0" * 64}):
        refused = giang.post(path, unseen, If_Match=version)
        assert (refused.status_code, refused.get_json()["code"]) == (409, "draft_changed")
    assert giang.post(path, agreed | {"seen": draft["draft"]}, If_Match=version).status_code == 200
