"""The names a service task may call. What each does stands in `operations`."""

OPERATION_NAMES = frozenset(
    {
        "count_term",
        "draft_result",
        "fix_due_date",
        "issue_result",
        "number_result",
        "pause_term",
        "print_apology",
        "print_receipt",
        "print_refusal",
        "print_slip",
        "print_stop",
        "print_supplement",
        "resume_term",
        "send_notice",
        "sign_result",
    }
)
