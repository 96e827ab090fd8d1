"""What a system's token has to name before an address answers it: the resource and read or write, as `tasks.read`.

The resource is the first word of the address, so that a new address has its scope without anybody writing it down.
"""


def scope_of(rule: str, is_question: bool) -> str:
    """`dossiers.read` for a question about `/dossiers/<code>`, `dossiers.write` for an act."""
    resource = rule.strip("/").partition("/")[0]
    return f"{resource}.{'read' if is_question else 'write'}"
