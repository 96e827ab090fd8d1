"""Whatever calls, reaches into Java, or cannot be said in FEEL is refused by name: never evaluated, never a crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dialect.camunda.feel import feel_of
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.feel import parse


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("${''.getClass().forName('java.lang.Runtime')}", "camunda_call"),
        ("${T(java.lang.Runtime).getRuntime().exec('id')}", "camunda_call"),
        ("${a ? b.run() : c}", "camunda_call"),
        ("${a + (b > (c.run('x') + 1) ? 1 : 2)}", "camunda_call"),
        ("${now()}", "camunda_call"),
        ("${dateTime().plusDays(5).toDate()}", "camunda_call"),
        ("${mailer.send(execution)}", "camunda_call"),
        ("${''.bytes}", "camunda_call"),
        ("${x.class.name}", "camunda_bean"),
        ("${execution.processInstanceId}", "camunda_bean"),
        ("${task.assignee == 'x'}", "camunda_bean"),
        ("${authenticatedUserId}", "camunda_bean"),
        ("${a[0]}", "camunda_expression"),
        ("${a['class']['forName']}", "camunda_expression"),
        ("${fn:length(list)}", "camunda_expression"),
        ("${a = 5}", "camunda_expression"),
        ("${a; b}", "camunda_expression"),
        ("${x -> x}", "camunda_expression"),
        ("${[1, 2]}", "camunda_expression"),
        ("${{'a': 1}}", "camunda_expression"),
        ("${}", "camunda_expression"),
        ("${a", "camunda_expression"),
        ("${'a}", "camunda_expression"),
        ("${'a\\n'}", "camunda_expression"),
        ("${a b}", "camunda_expression"),
        ("${a.}", "camunda_expression"),
        ("${a ? b}", "camunda_expression"),
        ("${1a}", "camunda_expression"),
        ("${1e999}", "camunda_expression"),
        ("${a instanceof b}", "camunda_expression"),
        ("${for}", "camunda_expression"),
        ("${a$b}", "camunda_expression"),
        ("${${a}}", "camunda_expression"),
        ("${(a > 1) == (b > 1)}", "camunda_nested"),
        ("${empty (a + b)}", "camunda_nested"),
        ("${" + "(" * 500 + "a" + ")" * 500 + "}", "camunda_expression"),
        ("${" + "!" * 1500 + "a}", "camunda_expression"),
        ("${" + "a+" * 900 + "a}", "camunda_expression"),
        ("${" + "a." * 90_000 + "a}", "camunda_expression"),
    ],
)
def test_it_is_refused_with_its_kind(text: str, kind: str) -> None:
    with pytest.raises(NotFeel) as caught:
        feel_of(text)
    assert caught.value.kind == kind


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["${", "#{", "}", "a", ".b", "(", ")", "'x'", '"', "5", " == ", "?", ":", "!", "empty ", "\\", "="]
        )
    )
)
def test_any_text_becomes_feel_or_is_refused(parts: list[str]) -> None:
    try:
        said = feel_of("".join(parts))
    except NotFeel:
        return
    parse(said)
