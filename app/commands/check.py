"""`motcua check`: would this procedure be accepted?"""

from argparse import ArgumentParser, Namespace

from app.folders import bundles
from app.settings import Settings
from cases.procedure import check_bundle
from engine.model import Finding

HELP = """Say what the rules have against a procedure's drawing, sheet and forms, and how to mend it. Nothing is stored.

    motcua check                                all procedures of the house and of MOTCUA_PROCESSES
    motcua check my-procedures/                 all procedures of a folder
    motcua check x.bpmn x.toml x.to_khai.json   one procedure, or one bare drawing

Exit code 1 when there is an error; warnings alone are accepted.
"""


def arguments(parser: ArgumentParser) -> None:
    """What to look at."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="folders, or the files of one procedure")


def run(settings: Settings, given: Namespace) -> int:
    """Print every finding."""
    worst = 0
    for bundle in bundles(settings, given.paths):
        findings = check_bundle(bundle.files)
        for finding in findings:
            print(told(finding))
        errors = sum(finding.severity == "error" for finding in findings)
        print(f"{bundle.slug}: {errors} lỗi, {len(findings) - errors} cảnh báo (errors, warnings)")
        worst = max(worst, errors)
    return 1 if worst else 0


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
