"""Camunda 7 diagrams, said in this dialect: settings as `zeebe:` elements, expressions as FEEL."""

from engine.dialect.camunda.ledger import Change, Ledger, open_ledger
from engine.dialect.camunda.translate import translate, translate_sheet

__all__ = ["Change", "Ledger", "open_ledger", "translate", "translate_sheet"]
