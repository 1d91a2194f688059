"""What is a target in a sentence of an invented place, and what is none: `policy_texts/targets.yaml`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, DOUBTFUL, INHERITED, PRINTED, DraftTarget
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.targets import TargetContext, TargetsFound, read_targets
from services.plans.domain.target_rules import target_faults
from services.plans.domain.words import Certainty, DeadlineCertainty

SENTENCES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "policy_texts" / "targets.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
STEPS = {PRINTED, BY_RULE, INHERITED, ASSUMED, DOUBTFUL}
PIECES: str = (
    "新建|小学|5所|达到|95%|以上|一|两名|第三|2025年|底|“|”|(|)|到年|学校|%|A、B|均|分别|的|每年|每个|乡镇|12,345|三年内|、|,|;|。|:|和|各|《|》|全覆盖|所有|至少"
    "|45人|班额|十四五|期间|全部|消除|56人以上|大班额|97%96%|百分之九十|三个100%|九成以上|30万人口|3-5|至|1.2万|〇|点|-|--|3亿万|每5年|2025-13-40|2025年13月|2月30日"
    "|从|起|截至|较|在|100家|十百千|31项|指标|全部达标|按|比例|下降|年均|增幅|0|00|1.5.2|１２３|％|𠀀|\x00|\u200b|1:7|三分之二|計劃名、"
)


def read(text: str, **context: Any) -> TargetsFound:
    source = Source(text, ())
    return read_targets(source, Passage.of(source, [Span(0, len(text))]), TargetContext(**context))


def said(target: DraftTarget) -> str:
    """Kind, comparison, value, unit and deadline in one line, as the examples write them."""
    parts = [target.kind.value, target.comparison.value if target.comparison else "-"]
    if target.certainty is Certainty.LOST:
        parts.append("?")
    elif target.value is not None:
        upper = "" if target.upper is None else f"..{target.upper.normalize():f}"
        parts.append(f"{target.value.normalize():f}{upper}")
    parts += [target.unit] if target.unit else []
    unknown = {DeadlineCertainty.LOST: "by ?", DeadlineCertainty.AMBIGUOUS: "by ~"}
    parts.append(f"by {target.deadline}" if target.deadline else unknown.get(target.deadline_certainty, ""))
    return " ".join(filter(None, parts))


def all_said(found: TargetsFound) -> list[str]:
    return [said(target) for target in found.targets]


@pytest.mark.parametrize("example", SENTENCES, ids=lambda example: example["text"][:24])
def test_each_sentence_sets_the_targets_that_its_reader_would_count(example: dict[str, Any]) -> None:
    context = {name: example[name] for name in ("issued_on", "phase_ends_on") if name in example}
    assert all_said(read(example["text"], **context)) == example["targets"]


def test_a_lost_number_is_a_defect_at_its_place_and_never_a_value() -> None:
    text = "学校%配备校医。"
    found = read(text)
    assert [(target.value, target.certainty) for target in found.targets] == [(None, Certainty.LOST)]
    assert [(defect.code, text[slice(*defect.span)]) for defect in found.defects] == [("number_lost", "%")]


def test_a_lost_year_is_a_defect_and_its_words_are_kept() -> None:
    found = read("到年,公办园占比超过60%。")
    assert [target.deadline_text for target in found.targets] == ["到年"]
    assert [defect.code for defect in found.defects] == ["year_lost"]


def test_numbers_that_ran_together_are_both_read_doubtfully_and_flagged() -> None:
    text = "小学、初中巩固率分别达到97%96%以上。"
    found = read(text)
    assert [target.read["value"].confidence for target in found.targets] == [DOUBTFUL, DOUBTFUL]
    assert [(defect.code, text[slice(*defect.span)]) for defect in found.defects] == [
        ("numbers_run_together", "97%96%")
    ]


def test_each_of_a_list_is_told_apart_by_its_population() -> None:
    found = read("市、县、乡三级骨干教师比例分别达到5%、10%、15%。")
    assert [f"{target.population} {target.value}" for target in found.targets] == ["市 5", "县 10", "乡 15"]


def test_whom_a_condition_names_is_kept_as_printed() -> None:
    (target,) = read("原则上4000人以上规模的城镇小区应配建1所幼儿园。").targets
    assert (target.condition, target.unit) == ("4000人以上规模的城镇小区", "所/小区")


def test_statement_population_and_deadline_are_as_the_document_writes_them() -> None:
    (target,) = read("力爭到2025年底,殘疾兒童入學率達到97%以上。").targets
    assert target.statement == "殘疾兒童入學率達到97%以上"
    assert (target.population, target.deadline_text) == ("殘疾兒童", "力爭到2025年底")


def test_every_field_says_where_and_by_which_rule_it_was_read() -> None:
    text = "到2025年,全市小学巩固率达到98%以上,初中巩固率达到96%以上。"
    for target in read(text).targets:
        assert {"statement", "kind", "comparison", "value", "unit", "deadline"} <= set(target.read)
        assert {read.confidence for read in target.read.values()} <= STEPS
        assert text[slice(*target.read["value"].span)].endswith("%")
    assert [target.read["deadline"].rule for target in read(text).targets] == ["inherited", "inherited"]


def test_what_the_caller_knows_is_handed_on() -> None:
    context = {"phase": "p1", "phase_ends_on": date(2022, 6, 30), "measure": "m1", "responsible_unit": "u1"}
    (target,) = read("适龄儿童入学率达到99%。", **context).targets
    assert (target.code, target.phase, target.measure, target.responsible_unit) == ("T01", "p1", "m1", "u1")
    assert (target.deadline, target.read["deadline"].rule) == (date(2022, 6, 30), "end_of_phase")


def test_a_target_of_every_year_does_not_end_with_the_phase() -> None:
    (target,) = read("每年培训教师300名。", phase_ends_on=date(2022, 6, 30)).targets
    assert (target.deadline, target.deadline_certainty) == (None, DeadlineCertainty.NONE)


def test_a_year_before_the_day_of_issue_tells_what_was() -> None:
    text = "2020年,新建小学5所,毛入园率达到91%。"
    assert all_said(read(text, issued_on=date(2022, 3, 1))) == []


def test_line_breaks_within_a_passage_do_not_part_a_number_from_its_unit() -> None:
    text = "新建小学1\n2所,配备教\n师30名。"
    assert all_said(read(text)) == ["count >= 12 所", "count >= 30 名"]


def test_a_sentence_with_thousands_of_numbers_is_read_to_its_end() -> None:
    found = read("新建小学12所又改造若干" * 5_000)
    assert len(found.targets) == 5_000
    assert max(len(target.statement) for target in found.targets) < 200


def _sound(text: str, found: TargetsFound) -> None:
    for target in found.targets:
        spans: Sequence[Span] = [target.span, *(read.span for read in target.read.values())]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert target.statement
        faults = [fault.code for fault in target_faults(target, "/t")]
        assert set(faults) <= {"percent_out_of_range"}


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.lists(st.sampled_from(PIECES.split("|")), max_size=25).map("".join), st.text(max_size=60)),
    st.booleans(),
)
def test_whatever_stands_in_it_a_text_is_read_without_a_fault_and_twice_alike(text: str, dated: bool) -> None:
    issued_on = date(2021, 3, 1) if dated else None
    found = read(text, issued_on=issued_on)
    _sound(text, found)
    assert found == read(text, issued_on=issued_on)
