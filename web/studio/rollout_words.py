"""The words of the pages about roll-outs."""

KINDS = {
    "userTask": "step", "manualTask": "step", "task": "step", "serviceTask": "machine work", "sendTask": "machine work",
    "scriptTask": "machine work", "businessRuleTask": "decision table", "receiveTask": "wait for a message",
    "subProcess": "part", "callActivity": "shared part", "boundaryEvent": "event on a step",
    "intermediateCatchEvent": "wait", "intermediateThrowEvent": "machine work", "startEvent": "beginning",
    "endEvent": "end", "parallelGateway": "meeting of branches", "inclusiveGateway": "meeting of branches",
    "eventBasedGateway": "whichever comes first", "exclusiveGateway": "parting of ways",
}  # fmt: skip
WHY = {
    "same": "the same id", "name_and_lane": "the same name and role", "name": "the same name",
    "place": "the same neighbours", "let_go": "not drawn any more: let go", "unknown": "no place yet",
    "by_hand": "chosen by hand",
}  # fmt: skip
