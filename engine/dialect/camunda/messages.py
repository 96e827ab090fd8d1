"""Messages: Camunda 7 has no key on them, here a message finds its process by one."""

from typing import Final

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import has_expression
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.ledger import Setting
from engine.dialect.names import spoken, value_of

# The business key of Camunda 7 is the code of the dossier.
_KEY: Final = "=dossier.code"


def translate_message(setting: Setting) -> None:
    """Give a message that somebody waits for the key it is found by. Raises `NotFeel` for a name that is computed."""
    node = setting.source
    if has_expression(value_of(node, "name")):
        raise NotFeel("camunda_dynamic")
    if (
        spoken(node) == "message"
        and value_of(node, "id") in setting.ledger.survey.awaited
        and setting.extension("subscription").get("correlationKey") is None
    ):
        setting.put("subscription", "correlationKey", _KEY, remarks.KEY)
