"""What is said beside a change: why a setting is not needed here, or what is different. English gettext ids."""

from typing import Final

SAVED: Final = "Every step is saved when it is reached; nothing has to be set for it."
ORDER: Final = "Due work is done in the order it falls due."
RETRIES: Final = (
    "A failing operation is tried again after 1 minute, 10 minutes and 1 hour, then it becomes an incident."
)
KEPT: Final = "How long things are kept is said by the office's retention plan, not by the diagram."
STARTERS: Final = "Who may start is said by the roles of the office, not by the diagram."
START_FORM: Final = "The form of an application is named in the procedure's sheet."
EDITOR: Final = "Only the editor reads it."
UNREAD_INITIATOR: Final = "No expression reads this variable; who did what is in the journal."
ERROR_TEXT: Final = "The text of an error is written where it is raised."
SAME_KEY: Final = "A called process belongs to the same dossier as its caller."

EXECUTABLE: Final = "Camunda 7 runs a process that does not say whether it is executable."
CONFIRMED: Final = "Camunda 7 walks past it; here somebody confirms that it is done."
FOLLOW_UP: Final = "It is kept as a property of the task; nothing waits for it."
ONE_CANDIDATE: Final = "The only person who may do it gets it at once."
DUE_AFTER: Final = "Counted on the wall clock; a legal term is the property term, for example 10wd."
FORM_FILE: Final = "The form is looked for under this name."
OUTPUTS: Final = "Once a step has outputs, only they leave it; name each variable that is needed later."
ROUNDS: Final = "What one round writes stays its own; to keep it, name an output collection and an output element."
ONLY_NAMED: Final = "As in Camunda 7, only what is named goes in and comes back."
KEY: Final = "Camunda 7 lets the sender choose the process; here a message finds it by this key."
ONE_OUTPUT: Final = "A table with one output gives its value, not an object that holds it."
COLLECTS: Final = "The result is a list only where the table's hit policy collects."
