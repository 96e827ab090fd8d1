"""All the rules. The first ones look at single places; the others at the whole graph, once it can be trusted."""

from collections.abc import Callable, Iterator, Mapping

from engine.rules.call_cycle import call_cycle
from engine.rules.camunda_not_translated import camunda_not_translated
from engine.rules.code_not_usable import code_not_usable
from engine.rules.dangling_reference import dangling_reference
from engine.rules.dead_end import dead_end
from engine.rules.drawing import Drawing
from engine.rules.duplicate_id import duplicate_id
from engine.rules.element_not_supported import element_not_supported
from engine.rules.event_gateway import event_gateway
from engine.rules.exclusive_without_default import exclusive_without_default
from engine.rules.feel_not_readable import feel_not_readable
from engine.rules.flow_out_of_place import flow_out_of_place
from engine.rules.foreign_setting import foreign_setting
from engine.rules.implicit_split import implicit_split
from engine.rules.join_never_completes import join_never_completes
from engine.rules.link_without_pair import link_without_pair
from engine.rules.loop_without_wait import loop_without_wait
from engine.rules.multi_instance import multi_instance
from engine.rules.nobody_assigned import nobody_assigned
from engine.rules.process_not_executable import process_not_executable
from engine.rules.setting_not_readable import setting_not_readable
from engine.rules.start_event import start_event
from engine.rules.term_not_readable import term_not_readable
from engine.rules.timer_not_sensible import timer_not_sensible
from engine.rules.too_large import too_large
from engine.rules.unknown_name import unknown_name
from engine.rules.unreachable_element import unreachable_element
from engine.rules.variable_not_usable import variable_not_usable
from engine.rules.version_tag_unknown import version_tag_unknown
from engine.rules.words import Remark

Rule = Callable[[Drawing], Iterator[Remark]]

_PLACES: tuple[Rule, ...] = (
    element_not_supported, duplicate_id, dangling_reference, process_not_executable, start_event, flow_out_of_place,
    exclusive_without_default, implicit_split, event_gateway, feel_not_readable, unknown_name, timer_not_sensible,
    term_not_readable, call_cycle, too_large, multi_instance, nobody_assigned, setting_not_readable,
    variable_not_usable, code_not_usable, version_tag_unknown, link_without_pair, camunda_not_translated,
    foreign_setting,
)  # fmt: skip
_WHOLE: tuple[Rule, ...] = (unreachable_element, dead_end, join_never_completes, loop_without_wait)

RULES: Mapping[str, Rule] = {rule.__name__: rule for rule in (*_PLACES, *_WHOLE)}


def rules_for(drawing: Drawing) -> Iterator[tuple[str, Rule]]:
    """The rules that can say something sensible about this drawing, by name."""
    for name, rule in RULES.items():
        if rule is too_large or (not drawing.is_huge and (rule in _PLACES or drawing.is_whole)):
            yield name, rule
