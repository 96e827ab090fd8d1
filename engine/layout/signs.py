"""The small signs of BPMN as SVG paths: what kind of task, which event, which gateway (ISO 19510, 10.2 to 10.6)."""

from collections.abc import Mapping

from engine.model import Kind

# Signs of tasks, in a square of 16 by 16.
TASKS: Mapping[Kind, str] = {
    Kind.USER_TASK: (
        "<circle cx='8' cy='4.6' r='3.1'/><path d='M2 15v-2.6c0-2.4 2.2-3.6 6-3.6s6 1.2 6 3.6V15z'/>"
    ),
    Kind.MANUAL_TASK: (
        "<path d='M2 8l4.5-4.5 1.2 1L6 6.5h8v2H8h6.6v2H8h5.6v1.8H8h4.4V14H5L2 11.5z'/>"
    ),
    Kind.SERVICE_TASK: (
        "<circle cx='8' cy='8' r='4.4'/><circle cx='8' cy='8' r='1.8'/>"
        "<path d='M8 1v2.6M8 12.4V15M1 8h2.6M12.4 8H15'/>"
        "<path d='M3.1 3.1l1.8 1.8M11.1 11.1l1.8 1.8M3.1 12.9l1.8-1.8M11.1 4.9l1.8-1.8'/>"
    ),
    Kind.SEND_TASK: "<path d='M1 3h14v10H1z' fill='#444'/><path d='M1 3l7 5.5L15 3' stroke='#fff'/>",
    Kind.RECEIVE_TASK: "<path d='M1 3h14v10H1zM1 3l7 5.5L15 3'/>",
    Kind.SCRIPT_TASK: (
        "<path d='M4.5 1.5h9c-3 3 2 5-1 7s1.5 4-1 6h-9c3-2-2-4 1-6s-2-4 1-7zM5.5 5h5M5 8h5.5M5 11h5'/>"
    ),
    Kind.RULE_TASK: "<path d='M1 2.5h14v11H1zM1 6h14M1 9.7h14M5.5 6v7.5'/><path d='M1 2.5h14V6H1z' fill='#bbb'/>",
}  # fmt: skip
# Signs of events, round the middle (0, 0); `{fill}` is dark where the event is thrown.
EVENTS: Mapping[str, str] = {
    "messageEventDefinition": "<path d='M-9-6H9V6H-9z' fill='{fill}'/><path d='M-9-6L0 1.5 9-6' stroke='{line}'/>",
    "timerEventDefinition": "<circle r='10' fill='#fff'/><path d='M0-10v3M0 10V7M-10 0h3M10 0H7M0-6.5V0l4.5 3'/>",
    "signalEventDefinition": "<path d='M0-9L9 6H-9z' fill='{fill}'/>",
    "errorEventDefinition": "<path d='M-8 7l4-12L1 1 7-8 3 6-2 0z' fill='{fill}'/>",
    "escalationEventDefinition": "<path d='M0-9L7 8 0 1-7 8z' fill='{fill}'/>",
    "conditionalEventDefinition": "<path d='M-7-9H7V9H-7zM-5-5H5M-5-1.5H5M-5 2H5M-5 5.5H5' fill='#fff'/>",
    "linkEventDefinition": "<path d='M-9-3.5H2V-8L10 0 2 8V3.5H-9z' fill='{fill}'/>",
    "compensateEventDefinition": "<path d='M0-6V6L-8 0zM8-6V6L0 0z' fill='{fill}'/>",
    "cancelEventDefinition": "<path d='M-7-7L7 7M7-7L-7 7' stroke-width='3.5'/>",
    "terminateEventDefinition": "<circle r='10.5' fill='#333'/>",
}  # fmt: skip
# Signs of gateways, round the middle.
GATEWAYS: Mapping[Kind, str] = {
    Kind.EXCLUSIVE: "<path d='M-7-8L7 8M7-8L-7 8' stroke-width='3'/>",
    Kind.PARALLEL: "<path d='M0-11V11M-11 0H11' stroke-width='3'/>",
    Kind.INCLUSIVE: "<circle r='10' stroke-width='2.5'/>",
    Kind.EVENT_GATEWAY: "<circle r='13'/><circle r='10.5'/><path d='M0-7.5L7-2 4.5 6.5h-9L-7-2z'/>",
}  # fmt: skip
LOOPS = {
    False: "<path d='M-5-5V5M0-5V5M5-5V5' stroke-width='2.5'/>",
    True: "<path d='M-6-4H6M-6 0H6M-6 4H6' stroke-width='2'/>",
}
CLOSED = "<path d='M-7-7H7V7H-7zM0-4.5V4.5M-4.5 0H4.5' fill='#fff'/>"


def task_sign(kind: Kind) -> str:
    """The sign in the corner of a task; empty for a plain one."""
    return TASKS.get(kind, "")


def event_sign(kind: Kind, name: str) -> str:
    """What an event waits for or does; dark where it throws."""
    is_thrown = kind in (Kind.THROW, Kind.END)
    sign = EVENTS.get(name, "")
    return sign.replace("{fill}", "#333" if is_thrown else "#fff").replace("{line}", "#fff" if is_thrown else "#333")
