"""Who answers for a measure."""

from typing import Any

import pytest

from services.plans.domain.policy_text.responsibilities import read_responsibilities, stated_rules
from services.plans.domain.words import AssignmentRole
from tests.plans.policy_texts.texts import cases, passages, source_of, whole

CASES = cases("responsibilities.yaml")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_units_of_a_measure_are_read_with_their_roles(case: dict[str, Any]) -> None:
    source = source_of(case["text"])
    rules = stated_rules(source, [whole(source)])
    found = read_responsibilities(source, whole(source), rules)
    read = {role.value: [each.name for each in found.assignments if each.role is role] for role in AssignmentRole}
    assert read == {role.value: case.get(role.value, []) for role in AssignmentRole}
    assert [role.value for role in found.open_ended_roles] == case.get("open", [])
    assert [defect.code for defect in found.defects] == case.get("defects", [])
    assert [rule.rule for rule in rules] == case.get("rules", [])
    assert (len(found.spans) > 0) == ("spans" not in case)


def test_what_stands_between_the_clauses_of_units_stays_part_of_the_measure() -> None:
    source = source_of("目标：建校10所。\n责任单位：市教育局、市财政局\n完成时限：2024年底\n督办单位：市政府督查室")
    found = read_responsibilities(source, whole(source), ())
    assert [source.at(span) for span in found.spans] == ["责任单位：市教育局、市财政局", "督办单位：市政府督查室"]


def test_a_rule_that_begins_here_does_not_hold_for_what_stands_before() -> None:
    source = source_of(
        "一、甲（责任单位：市教育局、市财政局）\n二、乙（责任单位：市公安局、市民政局。列首位的为牵头单位，下同）"
    )
    rules = stated_rules(source, passages(source))
    first, second = (read_responsibilities(source, passage, rules) for passage in passages(source))
    assert [each.role.value for each in first.assignments] == ["responsible", "responsible"]
    assert [each.role.value for each in second.assignments] == ["lead", "responsible"]


def test_a_rule_without_a_beginning_holds_for_the_whole_document() -> None:
    source = source_of("一、甲（牵头单位：省教育厅）\n注：各项任务均由各县区负责落实。")
    found = read_responsibilities(source, passages(source)[0], stated_rules(source, passages(source)))
    assert [(each.name, each.role.value) for each in found.assignments] == [
        ("省教育厅", "lead"),
        ("各县区", "responsible"),
    ]


def test_a_role_says_where_and_by_which_rule_it_was_read() -> None:
    source = source_of("推进。（责任单位：市教育局，有关部门，排在首位的为牵头单位）")
    found = read_responsibilities(source, whole(source), stated_rules(source, passages(source)))
    first, second = found.assignments
    assert (first.read["role"].rule, first.read["role"].confidence) == ("first_is_lead", 0.9)
    assert (source.at(second.read["role"].span), second.read["role"].rule) == ("责任单位：", "role_label")
    assert second.read["name"].confidence < first.read["name"].confidence
