"""`motcua check`: would this procedure be accepted?"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

from app.desk import open_desk
from app.folders import bundles
from app.settings import Settings
from cases.budget import Budget
from cases.bundle import Procedure, read_bundle, sheet_name
from cases.deskacts import desk_acts
from cases.procedure import budgets, check_bundle
from engine.model import Finding
from ground.database import reading

HELP = """Say what the rules have against a procedure's drawing, sheet and forms, and how to mend it. Nothing is stored.

    motcua check                                all procedures of the house and of MOTCUA_PROCESSES
    motcua check my-procedures/                 all procedures of a folder
    motcua check x.bpmn x.toml x.to_khai.json   one procedure, or one bare drawing
    motcua check --way                          the longest way through each as well, with what its steps take, and
                                                the acts of the desk that belong to the procedure but are not drawn
    motcua check --here x.bpmn                  the verdict of deploy: called processes are looked up in the database

Of the terms of the steps along the longest way it says what is left of the term of the law.

Exit code 1 when there is an error; warnings alone are accepted.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to look at."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="folders, or the files of one procedure")
    parser.add_argument("--here", action="store_true", help="look up in the database what is in force here")
    parser.add_argument("--way", action="store_true", help="print the steps of the longest way")


def run(settings: Settings, given: Namespace) -> int:
    """Print every finding."""
    worst = 0
    for bundle in bundles(settings, given.paths):
        findings = _found(settings, bundle.files, given.here)
        for finding in findings:
            print(told(finding))
        errors = sum(finding.severity == "error" for finding in findings)
        print(f"{bundle.slug}: {errors} lỗi, {len(findings) - errors} cảnh báo (errors, warnings)")
        for budget in budgets(bundle.files):
            print("\n".join(_spent(budget, given.way)))
        if given.way and sheet_name(bundle.files):
            print("\n".join(_acts(read_bundle(bundle.files))))
        worst = max(worst, errors)
    return 1 if worst else 0


def _found(settings: Settings, files: Mapping[str, bytes], here: bool) -> list[Finding]:
    if not here:
        return check_bundle(files)
    with reading(open_desk(settings).database) as session:
        return check_bundle(files, session)


def _spent(budget: Budget, with_way: bool) -> Iterator[str]:
    phase = f" ({budget.phase})" if budget.phase else ""
    yield f"    thời hạn{phase}: {budget.allowed}, các bước {budget.used}, còn {budget.slack} (law, steps, left)"
    yield from (f"        {term:>8}  {name}" for name, term in budget.way if with_way)


def _acts(procedure: Procedure) -> Iterator[str]:
    for act in desk_acts(procedure):
        yield f"        {'–':>8}  {act.name} ({'; '.join(filter(None, (act.term, act.basis)))})"


def told(finding: Finding) -> str:
    """A finding on four lines: where and which rule, what in two languages, how to mend it."""
    place = f"{finding.file}:{finding.line}"
    return "\n".join(
        (
            f"{place}: {finding.severity}: {finding.rule}: {finding.element}",
            f"    {finding.message['vi']}",
            f"    {finding.message['en']}",
            f"    → {finding.mend['vi']}",
            f"    → {finding.mend['en']}",
        )
    )
