"""Why a decision model is refused when it is loaded or asked."""

from ground.errors import Invalid, NotFound


class NotAModel(Invalid):
    """The file {file} is not a decision model: it begins with {found}. Export it as DMN 1.1 to 1.5 from the modeler."""

    code = "dmn_not_a_model"


class ImportMissing(Invalid):
    """The file {file}, line {line}, imports the model {namespace}, which was not given. Add that file."""

    code = "dmn_import_missing"


class DecisionsInCircle(Invalid):
    """The file {file}, line {line}: these decisions need each other in a circle: {circle}. Remove a requirement."""

    code = "dmn_decisions_in_circle"


class TypesInCircle(Invalid):
    """The file {file}, line {line}: the type {name} is defined by itself. Give it a type of the language."""

    code = "dmn_types_in_circle"


class TableTooLarge(Invalid):
    """The file {file}, line {line}: the table has {size} {what}; at most {limit} can be worked with. Divide it."""

    code = "dmn_table_too_large"


class DecisionUnknown(NotFound):
    """The model {model} has no decision called {decision}. It has: {known}."""

    code = "dmn_decision_unknown"
