"""Messages: Camunda 7 has no key on them, here a message finds its process by one."""

from typing import Final

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import has_expression
from engine.dialect.camunda.ledger import Setting, setting_of
from engine.dialect.names import spoken, value_of

# The business key of Camunda 7 is the code of the dossier.
_KEY: Final = "=dossier.code"


def translate_message(setting: Setting) -> None:
    """Give a message that somebody waits for the key it is found by; a name that is worked out becomes FEEL.

    Raises `NotFeel`.
    """
    node = setting.source
    name = value_of(node, "name")
    if has_expression(name):
        node.set("name", setting_of(name))
        setting.changed(f'name="{value_of(node, "name")}"')
    if (
        spoken(node) == "message"
        and value_of(node, "id") in setting.ledger.survey.awaited
        and setting.extension("subscription").get("correlationKey") is None
    ):
        setting.put("subscription", "correlationKey", _KEY, remarks.KEY)
