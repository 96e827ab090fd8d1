"""BPMN's own words for whose task it is, as Camunda 7 and its cousins read them."""

import re
from dataclasses import replace
from typing import Final

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import has_expression
from engine.dialect.camunda.juel_tokens import MOST_LETTERS, NotFeel
from engine.dialect.camunda.ledger import Setting, setting_of
from engine.dialect.names import spoken

_ASSIGNED: Final = "assignmentDefinition"
_USER: Final = re.compile(r"user\(([^()]*)\)")
_GROUP: Final = re.compile(r"group\(([^()]*)\)")


def translate_owner(setting: Setting) -> None:
    """`humanPerformer` is the assignee; `potentialOwner` lists groups, `group(x)` and `user(x)`. Raises `NotFeel`."""
    node = setting.source
    holder = node.getparent()
    if holder is None:
        return
    owned = replace(setting, node=holder)
    texts = [str(part.text or "").strip() for part in node.iter("{*}formalExpression")]
    text = texts[0] if len(texts) == 1 else ""
    if not text or len(text) > MOST_LETTERS:
        raise NotFeel("camunda_people")
    if spoken(node) == "humanPerformer":
        owned.put(_ASSIGNED, "assignee", setting_of(text))
    else:
        _candidates(owned, text)


def _candidates(setting: Setting, text: str) -> None:
    if has_expression(text):
        setting.put(_ASSIGNED, "candidateGroups", setting_of(text))
        return
    parts = [part.strip() for part in text.split(",") if part.strip()]
    people = [match[1].strip() for part in parts if (match := _USER.fullmatch(part))]
    groups = [match[1].strip() if (match := _GROUP.fullmatch(part)) else part for part in parts if not _is_user(part)]
    if groups and not people:
        setting.put(_ASSIGNED, "candidateGroups", ", ".join(groups))
    elif len(people) == 1 and not groups and not setting.extension(_ASSIGNED).attrib:
        setting.put(_ASSIGNED, "assignee", people[0], remarks.ONE_CANDIDATE)
    else:
        raise NotFeel("camunda_people")


def _is_user(part: str) -> bool:
    return bool(_USER.fullmatch(part))
