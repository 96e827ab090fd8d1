"""What has to be there before anyone is served: current tables, procedures, and in a demonstration an office."""

from app.folders import folders
from app.migrations import upgrade
from app.settings import Settings
from cases.desk import Desk
from cases.procedure import deploy_shipped, shipped_bundles
from cases.seed import CAST, PASSWORD, is_empty, seed
from ground.database import reading, transaction


def prepare(desk: Desk, settings: Settings) -> None:
    """Bring tables and procedures up to date; fill an empty demonstration. Done again it changes nothing."""
    upgrade(desk.database)
    put_into_force(desk, settings)
    if not settings.is_production:
        fill(desk, settings.dossiers)


def put_into_force(desk: Desk, settings: Settings) -> None:
    """Deploy the procedures that come with the house; what is stored already, or is the office's own, is left alone."""
    for bundle in shipped_bundles(folders(settings)):
        with transaction(desk.database) as session:
            deploy_shipped(session, desk.clock, bundle)


def fill(desk: Desk, dossiers: int) -> bool:
    """Make the demonstration's units, officers and dossiers; False when somebody is there already."""
    with reading(desk.database) as session:
        if not is_empty(session):
            return False
    seed(desk.database, desk.clock, dossiers)
    return True


def welcome(settings: Settings) -> str:
    """The address, and in a demonstration who may log in."""
    lines = ["", f"Một Cửa: {settings.url}"]
    if not settings.is_production:
        lines += ["", f"Đăng nhập, mật khẩu {PASSWORD} (log in, password {PASSWORD}):"]
        lines += [f"    {name:8} {words}" for name, words in CAST]
    return "\n".join([*lines, "", "Ctrl-C để dừng (to stop)."])
