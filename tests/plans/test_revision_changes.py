"""What differs between two revisions, as a pure function."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.plans.domain.revision_changes.comparing import revision_changes
from services.plans.domain.revision_changes.order import out_of_order
from services.plans.domain.revision_changes.sentences import sentence
from tests.plans.documents import document, pingluo, read

Plan = dict[str, Any]


def words(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"EN {zh}"}


def whole(plan: Plan) -> Plan:
    return read(plan).model_dump(mode="json")


def measure(code: str, text: str, *units: tuple[str, str]) -> Plan:
    assignments = [{"organisation": unit, "name_in_source": unit, "role": role} for unit, role in units]
    return {
        "code": code,
        "title": words(text),
        "summary": words(text),
        "place": f"二{code}",
        "assignments": assignments,
    }


@pytest.fixture
def plan() -> Plan:
    """Two programmes with three measures each, two units that take part, the rest as in the documentation."""
    found = document("plan", "000000")
    found["programmes"] = [
        {
            "code": f"p{n}",
            "title": words(f"工程{n}"),
            "place": f"二({n})",
            "measures": [measure(f"m{n}.{k}", f"措施{n}{k}", ("a", "lead"), ("b", "cooperating")) for k in (1, 2, 3)],
        }
        for n in (1, 2)
    ]
    return whole(found)


def changed(plan: Plan, change: Callable[[Plan], Any]) -> list[tuple[str, str, str | None, str]]:
    """Part, kind, field and code of every change that `change` makes."""
    after = copy.deepcopy(plan)
    change(after)
    return [(each.part, each.kind, each.field, each.code) for each in revision_changes(plan, whole(after))]


def test_equal_documents_have_no_changes(plan: Plan) -> None:
    assert revision_changes(plan, copy.deepcopy(plan)) == []


def test_a_measure_that_moves_to_another_programme_takes_its_units_along(plan: Plan) -> None:
    def move(after: Plan) -> None:
        after["programmes"][1]["measures"].insert(0, after["programmes"][0]["measures"].pop(1))

    assert changed(plan, move) == [("measure", "moved", "position", "m1.2")]


def test_of_three_measures_in_a_new_order_only_the_one_that_moved_is_named(plan: Plan) -> None:
    def move(after: Plan) -> None:
        after["programmes"][0]["measures"].append(after["programmes"][0]["measures"].pop(0))

    assert changed(plan, move) == [("measure", "moved", "position", "m1.1")]


def test_a_measure_put_in_between_does_not_reword_those_numbered_anew_after_it(plan: Plan) -> None:
    def put_in(after: Plan) -> None:
        first = after["programmes"][0]["measures"]
        first.insert(1, measure("m1.2", "新措施", ("b", "lead")))
        first[2]["code"], first[3]["code"] = "m1.3", "m1.4"
        after["targets"][0]["measure"] = "m1.3"

    plan["targets"][0]["measure"] = "m1.2"
    assert changed(plan, put_in) == [
        ("measure", "renumbered", "code", "m1.3"),
        ("measure", "renumbered", "code", "m1.4"),
        ("measure", "added", None, "m1.2"),
        ("assignment", "added", None, "b"),
    ]


def test_a_reworded_measure_is_still_the_same(plan: Plan) -> None:
    def reword(after: Plan) -> None:
        after["programmes"][0]["measures"][0]["summary"] = words("另一种说法")

    assert changed(plan, reword) == [("measure", "reworded", "summary", "m1.1")]


def test_assignments_come_go_and_change_their_role(plan: Plan) -> None:
    def reassign(after: Plan) -> None:
        first, second, third = (each["assignments"] for each in after["programmes"][0]["measures"])
        first[1]["role"] = "responsible"
        second.pop(0)
        third.append({"organisation": "c", "role": "cooperating"})

    assert changed(plan, reassign) == [
        ("assignment", "role_changed", "role", "b"),
        ("assignment", "dropped", None, "a"),
        ("assignment", "added", None, "c"),
    ]


def test_of_two_roles_of_a_unit_the_one_that_goes_is_named(plan: Plan) -> None:
    units = plan["programmes"][0]["measures"][0]["assignments"]
    units[1]["organisation"] = "a"

    after = copy.deepcopy(plan)
    after["programmes"][0]["measures"][0]["assignments"].pop(0)
    (found,) = revision_changes(plan, after)
    assert (found.kind, found.before["role"]) == ("dropped", "lead")


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("value", 16, "value_changed"),
        ("upper", 20, "value_changed"),
        ("comparison", ">", "comparison_changed"),
        ("deadline", "2022-12-31", "deadline_changed"),
        ("deadline_text", "2022年底", "deadline_changed"),
        ("population", words("全县"), "population_changed"),
        ("statement", words("另一种说法"), "reworded"),
        ("unit", "本/生", "changed"),
        ("place", "三", "changed"),
        ("yardstick", None, "changed"),
    ],
)
def test_what_changes_of_a_target_has_a_name(plan: Plan, field: str, value: Any, kind: str) -> None:
    assert changed(plan, lambda after: after["targets"][0].update({field: value})) == [("target", kind, field, "T01")]


def test_facts_of_the_document_phases_duties_and_groups_are_compared_too(plan: Plan) -> None:
    def change(after: Plan) -> None:
        after["document"]["number"] = "虚构〔2022〕2号"
        after["legal_status"] = "withdrawn"
        after["phases"][0]["ends_on"] = "2022-12-31"
        after["guarantees"] = [{"code": "g1", "title": words("经费保障"), "place": "四"}]
        after["units"][0]["duties"][0]["own_role"] = "cooperating"
        after["units"][0]["name_in_source"] = "教体局"
        after["leading_group"] = {"place": "五", "members": ["education"]}
        after["supervising"] = [{"organisation": "000000", "place": "六"}]
        after["accountability"] = []
        after["systems"][0]["title"] = words("台账")
        after["source_defects"] = [{"place": "二", "what": words("缺字")}]

    assert changed(plan, change) == [
        ("document", "changed", "legal_status", "plan"),
        ("document", "changed", "document.number", "plan"),
        ("phase", "deadline_changed", "ends_on", "phase-1"),
        ("guarantee", "added", None, "g1"),
        ("unit", "reworded", "name_in_source", "education"),
        ("duty", "role_changed", "own_role", "education/1"),
        ("leading_group", "added", None, "leading_group"),
        ("supervising", "added", None, "000000"),
        ("accountability", "dropped", None, "a1"),
        ("system", "reworded", "title", "s1"),
        ("source_defect", "added", None, ""),
    ]


def leaves(node: Any) -> list[tuple[Any, Any]]:
    """Every place of a document that holds a plain value, as its container and key."""
    pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    inner = [place for _, value in pairs for place in leaves(value)]
    return inner + [(node, key) for key, value in pairs if not isinstance(value, dict | list)]


def lists(node: Any) -> list[list[Any]]:
    values = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    return [*([node] if isinstance(node, list) and node else []), *(each for value in values for each in lists(value))]


def one_of(data: st.DataObject, found: list[Any]) -> Any:
    """By its number: what is drawn would be written out."""
    return found[data.draw(st.integers(0, len(found) - 1))]


@settings(max_examples=25)
@given(st.data())
def test_documents_that_differ_anywhere_have_a_change_and_each_is_said_in_both_languages(data: st.DataObject) -> None:
    before = whole(pingluo())
    after = copy.deepcopy(before)
    for _ in range(data.draw(st.integers(1, 3))):
        act = data.draw(st.sampled_from(("alter", "drop", "swap")))
        if act == "alter":
            node, key = one_of(data, leaves(after))
            node[key] = f"{node[key]}x"
        else:
            found = one_of(data, lists(after))
            first, last = (data.draw(st.integers(0, len(found) - 1)) for _ in range(2))
            if act == "drop":
                found.pop(first)
            else:
                found[first], found[last] = found[last], found[first]
    changes = revision_changes(before, after)
    assert bool(changes) == (before != after)
    for each in changes:
        zh, en = sentence(each, {})
        assert zh.endswith("。")
        assert en.endswith(".")
        assert "{" not in zh + en


@pytest.mark.parametrize(
    ("places", "moved"),
    [([], set()), ([1, 2, 3], set()), ([2, 3, 1], {2}), ([3, 1, 2], {0}), ([4, 1, 2, 3, 0], {0, 4}), ([2, 1], {0})],
)
def test_as_few_as_possible_have_moved(places: list[int], moved: set[int]) -> None:
    assert out_of_order(places) == moved


def test_a_change_is_said_with_names_places_and_both_values(plan: Plan) -> None:
    after = copy.deepcopy(plan)
    after["targets"][0]["value"] = 16
    after["programmes"][0]["measures"][0]["assignments"][1]["role"] = "responsible"
    said = [sentence(each, {"b": {"zh": "财政局", "en": "Finance Bureau"}}) for each in revision_changes(plan, after)]
    assert said == [
        (
            "措施 m1.1 的责任分工 财政局（二m1.1）：分工由“配合”改为“责任”。",
            "Assignment Finance Bureau in measure m1.1 (二m1.1): role from “cooperating” to “responsible”.",
        ),
        (
            "目标 T01“小学每名学生至少有15册书”（二(一)1）：数值由“15”改为“16”。",
            "Target T01 “At least 15 books per primary pupil” (二(一)1): value from “15” to “16”.",
        ),
    ]
