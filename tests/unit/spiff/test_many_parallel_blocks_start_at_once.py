"""Ten parallel blocks in a row are ten blocks.

SpiffWorkflow alone foresees every way through them when the instance starts: 8,189 tasks for ten, millions for fifteen.
"""

from engine.spiff import Run
from tests.drawings import both, drawing, end, start, user
from tests.stopwatch import seconds
from tests.unit.spiff.player import Player, graph_of


def test_ten_blocks_start_within_50_milliseconds() -> None:
    elements, flows, last = [start()], [], "start"
    for number in range(10):
        fork, join = f"f{number}", f"j{number}"
        elements += [both(fork), both(join), *(user(f"{side}{number}") for side in "abc")]
        flows += [f"{last} > {fork}", *(f"{fork} > {side}{number} > {join}" for side in "abc")]
        last = join
    graph = graph_of(drawing("p", *elements, end(), flows=[*flows, f"{last} > end"]))
    an = Player(graph=graph)
    assert seconds(lambda: Run.new(graph, {}, an.clock), 0.05) <= 0.05
    for number in range(10):
        for side in "cab":
            an.do(f"{side}{number}")
    assert an.run.ended_in == "end"
