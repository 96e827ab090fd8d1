"""DMN 1.1 to 1.5: decision models read, asked, explained and checked. All expressions are FEEL."""

from engine.decisions.model import Model, Outcome, load
from engine.decisions.pages import TablePage
from engine.decisions.remarks import Remark
from engine.decisions.trace import Trace

__all__ = ["Model", "Outcome", "Remark", "TablePage", "Trace", "load"]
