"""Item by item, Pingluo's plan file says of duties and targets what the hand-made reading of the document says."""

from typing import Any

from tests.demo_data.files import gold, gold_with_words, indicators, organisations, plan
from tests.demo_data.plan_checks import (
    bilingual,
    check_own_words,
    check_references,
    check_targets,
    check_yardsticks,
    exact,
)

LOST = {"staffing_office": "编办", "women": "妇联", "disabled": "残联"}
PLACES = {"目标": "二", "阶段(一)": "三(一)", "阶段(二)": "三(二)", "阶段(三)": "三(三)"}
UNITS = {"职责 财政局": "finance", "职责 残联": "disabled"}
RESTATING = {"T16": "T02", "T17": "T03", "T26": "T20"}


def name_in_gold(unit: dict[str, Any]) -> str:
    return f"{LOST[unit['key']]}(name lost)" if unit["name_lost_in_source"] else unit["name_in_source"]


def test_duties_agree_in_unit_order_role_mixture_and_partners() -> None:
    ours = [
        (name_in_gold(unit), number, d["own_role"], d["mixed"], d["partners"], d["unnamed_partners"])
        for unit in plan()["units"]
        for number, d in enumerate(unit["duties"], start=1)
    ]
    theirs = [
        (d["unit"], d["clause"], d["own_role"], d["mixed"], d["partners"], d["unnamed_partner"])
        for d in gold("duties_004.json")
    ]
    assert ours == theirs


def test_targets_agree_in_kind_value_comparison_unit_deadline_and_certainty() -> None:
    check_targets(plan(), gold("targets.json")["004"])


def test_every_target_hangs_on_the_phase_measure_or_unit_the_hand_made_list_names() -> None:
    phases = {"阶段(一)": "phase-1", "阶段(二)": "phase-2", "阶段(三)": "phase-3"}
    for target, expected in zip(plan()["targets"], gold("targets.json")["004"], strict=True):
        at = expected["measure"]
        assert target.get("phase") == phases.get(at), target["code"]
        assert target.get("responsible_unit") == UNITS.get(at), target["code"]
        number = at.removeprefix("任务")
        place = PLACES.get(at, f"四{number}" if at.startswith("任务") else target["place"])
        assert target["place"] == place, target["code"]
        assert (target.get("measure") is not None) == at.startswith("任务"), target["code"]
    measures = {each["code"]: each["place"] for one in plan()["programmes"] for each in one["measures"]}
    assert all(measures[each["measure"]] == each["place"] for each in plan()["targets"] if each.get("measure"))


def test_three_targets_say_again_what_others_say() -> None:
    assert {each["code"]: each["restates"] for each in plan()["targets"] if each["restates"]} == RESTATING


def test_it_is_in_force_from_the_day_it_is_dated_and_the_supervision_office_watches_over_it() -> None:
    assert (plan()["legal_status"], plan()["in_force_from"], plan()["document"]["dated"]) == (
        "in_force",
        "2019-01-24",
        "2019-01-24",
    )
    assert [each["organisation"] for each in plan()["supervising"]] == ["640221-supervision-office"]


def test_every_target_is_measured_by_those_who_report_its_items() -> None:
    check_yardsticks(plan(), indicators())


def test_the_plans_service_takes_it_and_may_publish_it() -> None:
    check_references(plan(), {each["code"] for each in organisations()})


def test_no_words_of_the_document_are_copied() -> None:
    check_own_words(plan(), gold_with_words("targets.json")["004"])
    words = {each["text"] for each in gold_with_words("duties_004.json")}
    assert words.isdisjoint({text["zh"] for text in bilingual(plan())})


def test_the_reading_here_is_the_one_beside_the_repository_without_its_words() -> None:
    for name in ("targets.json", "assignments_000_001_003.json", "duties_004.json"):
        assert exact({"all": gold(name)}) == exact({"all": _without_words(gold_with_words(name))}), name


def _without_words(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_words(each) for each in node]
    if isinstance(node, dict):
        return {name: _without_words(each) for name, each in node.items() if name not in {"phrase", "text"}}
    return node
