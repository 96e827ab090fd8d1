"""What can be told of a decision table without running it: rows that overlap, inputs that no row catches."""

from engine.decisions.checking.report import check_table

__all__ = ["check_table"]
