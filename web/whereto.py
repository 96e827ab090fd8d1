"""Every page of the house one can go to, with what it is for; and which of them are whose, in the order of a day."""

from collections.abc import Mapping

# By address: what the page is called, and what it is for.
PLACES: Mapping[str, tuple[str, str]] = {
    "/inbox": (
        "Inbox",
        "Your steps by working time left, in queues with counts; filters and columns of your own.",
    ),
    "/inbox/errands": (
        "What was done to many",
        "Each bulk action with its progress and an answer for every row; most can be undone.",
    ),
    "/signing": (
        "To be signed",
        "Drafts that wait for your signature, one after another or many at once.",
    ),
    "/opinions": (
        "Opinions asked of us",
        "What other units have asked yours, and until when.",
    ),
    "/dossiers": (
        "Dossiers",
        "Every dossier you may see; found by code, name or procedure, without marks.",
    ),
    "/counter": (
        "Reception",
        "Choose the procedure and receive a dossier on one screen.",
    ),
    "/counter/tickets": (
        "Queue tickets",
        "Take, call and serve numbers; they feed the waiting times.",
    ),
    "/counter/kiosk": (
        "The screen at the door",
        "Where who comes in takes a number by himself.",
    ),
    "/counter/hall": (
        "The screen of the hall",
        "Which number is called to which window.",
    ),
    "/counter/handover": (
        "Papers handed on",
        "The list that goes with the paper to another unit.",
    ),
    "/counter/register": (
        "Register",
        "The register of reception and return, printed for any days.",
    ),
    "/scans": (
        "Scan desk",
        "Scanned papers, read by the machine, waiting for your eye and approval.",
    ),
    "/scans/lists": (
        "Results still in force",
        "Old results brought in from a list and their scans.",
    ),
    "/scans/coverage": (
        "How much is digitised",
        "The share of papers and results digitised, against the targets.",
    ),
    "/numbers": (
        "Number books",
        "Numbers given to documents, with gaps explained; reserve or cancel one.",
    ),
    "/archive": (
        "Archive",
        "Closed dossiers to be handed over, by year and time of keeping.",
    ),
    "/board": (
        "Board",
        "Open, due soon, late and paused, by unit, procedure and officer; every number opens its list.",
    ),
    "/board/heat": (
        "In the drawing",
        "The process as a heat map: how many stand where, how late, what will be late.",
    ),
    "/board/period": (
        "Report of a period",
        "What was received, solved and left over, in time and late, to be copied into the report.",
    ),
    "/board/times": (
        "How long it takes",
        "Middle and slow times of each step, with and without pauses.",
    ),
    "/board/waiting": (
        "Waiting at the counter",
        "How long people wait for a window and how long they are served, by hour.",
    ),
    "/board/reuse": (
        "Not asked again",
        "How many papers were reused instead of being asked for.",
    ),
    "/board/signs": (
        "Signs",
        "Missing apologies, second supplements, late steps inside dossiers in time, suspiciously fast clicks.",
    ),
    "/justifications": (
        "Justifications",
        "Questions about lateness, their answers and your judgement.",
    ),
    "/accesses": (
        "Who has looked",
        "Who opened whose dossier and why, and how often lists were gone through.",
    ),
    "/studio": (
        "Studio",
        "Drawings, drafts, versions in force and what waits for approval.",
    ),
    "/templates": (
        "Templates of papers",
        "Each printed paper looked at with example values.",
    ),
    "/laws": (
        "Legal bases",
        "Which procedure rests on which article; what a new text touches.",
    ),
    "/instances": (
        "Running processes",
        "Where each process stands; suspend, mend or move it, with a reason.",
    ),
    "/migrations": (
        "Moving to another version",
        "Open dossiers moved to a newer drawing, tried out first.",
    ),
    "/incidents": (
        "Incidents",
        "Machine work that failed, grouped by cause; try all again.",
    ),
    "/admin": (
        "Administration",
        "Where administration begins, with the newest changes.",
    ),
    "/admin/officers": (
        "Officers",
        "Engage, give roles, new passwords, log out, dismiss, restore.",
    ),
    "/admin/units": (
        "Units",
        "The tree of units, each for as long as it exists.",
    ),
    "/admin/substitutes": (
        "Substitution",
        "Who stands in for whom, from when to when.",
    ),
    "/admin/calendar": (
        "Working time",
        "Holidays, swapped days and hours; seen first with every date they move.",
    ),
    "/admin/rules": (
        "Rules of the office",
        "What the law leaves to the office; one proposes, another approves.",
    ),
    "/admin/changes": (
        "Changes",
        "Who changed what about the house, before and after.",
    ),
    "/sessions": (
        "My log-ins",
        "Where you are logged in; end one, change your password, or say who stands in while you are away.",
    ),
    "/procedures": (
        "List of procedures",
        "Papers, fee, term and place of each procedure, and its online form.",
    ),
    "/track": (
        "Look up a dossier",
        "By its code and the telephone or identity number that was given.",
    ),
    "/my": (
        "My dossier",
        "What you have to do now; supplement, withdraw, fetch, rate.",
    ),
    "/my/store": (
        "My own store of papers",
        "Papers kept for the next time, shown only with your consent.",
    ),
    "/verify": (
        "Check a document",
        "Whether a signed document is whole and whose signature it bears.",
    ),
    "/on-time": (
        "On time, in public",
        "How many dossiers each unit returns in time.",
    ),
}
# By role, as the pages of help are called.
YOURS: Mapping[str, tuple[str, ...]] = {
    "counter": (
        "/inbox",
        "/counter",
        "/counter/tickets",
        "/counter/kiosk",
        "/counter/hall",
        "/counter/handover",
        "/counter/register",
        "/dossiers",
        "/scans",
        "/scans/lists",
        "/scans/coverage",
        "/inbox/errands",
        "/opinions",
        "/sessions",
    ),
    "officer": (
        "/inbox",
        "/inbox/errands",
        "/dossiers",
        "/opinions",
        "/justifications",
        "/sessions",
    ),
    "leader": (
        "/signing",
        "/inbox",
        "/inbox/errands",
        "/board",
        "/board/heat",
        "/board/period",
        "/board/times",
        "/board/waiting",
        "/board/reuse",
        "/board/signs",
        "/justifications",
        "/opinions",
        "/dossiers",
        "/sessions",
    ),
    "clerk": (
        "/inbox",
        "/numbers",
        "/scans",
        "/scans/lists",
        "/scans/coverage",
        "/archive",
        "/dossiers",
        "/verify",
        "/opinions",
        "/sessions",
    ),
    "supervisor": (
        "/board",
        "/board/heat",
        "/board/period",
        "/board/times",
        "/board/waiting",
        "/board/reuse",
        "/board/signs",
        "/justifications",
        "/accesses",
        "/incidents",
        "/instances",
        "/laws",
        "/scans/coverage",
        "/on-time",
        "/inbox/errands",
        "/sessions",
    ),
    "designer": (
        "/studio",
        "/templates",
        "/laws",
        "/instances",
        "/sessions",
    ),
    "administrator": (
        "/admin",
        "/admin/officers",
        "/admin/units",
        "/admin/substitutes",
        "/admin/calendar",
        "/admin/rules",
        "/admin/changes",
        "/accesses",
        "/incidents",
        "/instances",
        "/migrations",
        "/studio",
        "/templates",
        "/laws",
        "/sessions",
    ),
    "citizen": (
        "/procedures",
        "/track",
        "/my",
        "/my/store",
        "/verify",
        "/on-time",
    ),
}
