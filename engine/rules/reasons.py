"""Why elements of BPMN that many know are refused for now, and what to draw in their place."""

from collections.abc import Mapping

from engine.rules.words import Sentence

COMPENSATION = Sentence(
    "{place} undoes earlier steps (compensation): what was signed or sent cannot be undone by running back.",
    "Draw what puts it right as steps of their own, after an error or escalation event.",
)
CONDITIONAL = Sentence(
    "{place} waits until a condition is true: variables change in steps only, so nothing would tell when to look.",
    "Wait for a message, a signal or a timer, and ask the condition at an exclusive gateway after it.",
)
STANDARD_LOOP = Sentence(
    "{place} repeats itself by a standard loop: how often it was done and why would stand nowhere.",
    "Draw the loop with an exclusive gateway that leads back, or do the step for each member of a collection.",
)
COMPLEX_GATEWAY = Sentence(
    "{place} is a complex gateway: when it joins cannot be read from the drawing.",
    "Use an exclusive, inclusive or parallel gateway, or several of them one after the other.",
)
AD_HOC = Sentence(
    "{place} is an ad-hoc sub-process: which of its steps come, and when it is over, is left open.",
    "Make it a plain sub-process that says the order, or an inclusive gateway that chooses among its steps.",
)
TRANSACTION = Sentence(
    "{place} is a transaction, or cancels one: what other systems did cannot be taken back together.",
    "Make it a plain sub-process, and catch what goes wrong with an error event.",
)
SEVERAL_EVENTS = Sentence(
    "{place} waits for or throws several events at once: {events}.",
    "Draw one event for each: behind an event-based gateway, or beside one another.",
)

TAGS: Mapping[str, Sentence] = {
    "transaction": TRANSACTION,
    "adHocSubProcess": AD_HOC,
    "complexGateway": COMPLEX_GATEWAY,
}
EVENTS: Mapping[str, Sentence] = {
    "compensateEventDefinition": COMPENSATION,
    "conditionalEventDefinition": CONDITIONAL,
    "cancelEventDefinition": TRANSACTION,
}
DETAILS: Mapping[str, Sentence] = {
    "standardLoopCharacteristics": STANDARD_LOOP,
    'isForCompensation="true"': COMPENSATION,
}
