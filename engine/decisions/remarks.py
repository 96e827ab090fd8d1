"""Why a model gave null in some place, beyond what the expression language itself says."""

from typing import NamedTuple

from ground.errors import Invalid, Problem


class Remark(NamedTuple):
    """A warning: the decision it arose in, the line of the file (0: the whole), and what was wrong."""

    where: str
    line: int
    problem: Problem

    def sentence(self, language: str = "vi") -> str:
        """The place and the problem in `vi` or `en`."""
        place = f"{self.where}, {'dòng' if language == 'vi' else 'line'} {self.line}" if self.line else self.where
        return f"{place}: {self.problem.sentence(language)}"


class NotOfType(Invalid):
    """{name} must be of the type {wanted}, but is {kind}; null is used in its place."""

    code = "dmn_not_of_type"


class NotAllowed(Invalid):
    """{name} must be one of {allowed}, but is {value}; null is used in its place."""

    code = "dmn_not_allowed"


class InputMissing(Invalid):
    """No value was given for {name}; null is used in its place."""

    code = "dmn_input_missing"


class NoLogic(Invalid):
    """{name} says nothing about how it is decided; the result is null."""

    code = "dmn_no_logic"


class NotRunHere(Invalid):
    """{name} is written in {written_in}, which is not run here; the result is null. Write it in FEEL."""

    code = "dmn_not_run_here"


class SeveralRows(Invalid):
    """Only one row of the table may match, but rows {rows} do; the result is null."""

    code = "dmn_several_rows"


class RowsDisagree(Invalid):
    """Rows {rows} of the table match and give different results, though any of them should do; the result is null."""

    code = "dmn_rows_disagree"


class EntryTwice(Invalid):
    """The entry {name} stands there twice; the context is null."""

    code = "dmn_entry_twice"
