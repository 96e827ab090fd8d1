"""The names a service task may call. What each does stands in `operations`."""

OPERATION_NAMES = frozenset(
    {
        "draft_result",
        "fix_due_date",
        "issue_result",
        "number_result",
        "print_receipt",
        "print_refusal",
        "print_stop",
        "print_supplement",
        "send_notice",
        "sign_result",
    }
)
