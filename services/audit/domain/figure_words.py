"""A figure that misses its line, in one sentence of each language."""

from collections.abc import Mapping
from fractions import Fraction

from services.audit.domain.case_numbers import readable
from services.audit.domain.grounds import Text
from services.audit.domain.measured import Demand, Measurement
from services.yardsticks.words import Comparison

_ASKED = {
    Comparison.AT_LEAST: ("应不低于", "at least"),
    Comparison.MORE_THAN: ("应高于", "more than"),
    Comparison.AT_MOST: ("应不高于", "at most"),
    Comparison.LESS_THAN: ("应低于", "less than"),
    Comparison.EQUAL: ("应等于", "exactly"),
    Comparison.RANGE: ("应不低于", "at least"),
    Comparison.INCREASING: ("应高于上期", "more than the period before,"),
    Comparison.NON_DECREASING: ("应不低于上期", "not less than the period before,"),
}


REASONS: Mapping[str, Text] = {
    "missing_data": Text("缺少数据", "data are missing"),
    "no_reporter": Text("没有应报机构", "there is nobody to report it"),
    "none_concerned": Text("无适用机构", "nobody is concerned"),
    "sample_too_small": Text("样本量低于下限", "the sample is below the least"),
    "before_counting": Text("尚未到起算期间", "it counts from a later period"),
    "whole_is_zero": Text("分母为零", "the whole is zero"),
    "baseline_missing": Text("缺少基期数据", "the baseline is missing"),
    "baseline_not_rising": Text("基期没有增长", "the baseline does not rise"),
    "no_readings": Text("尚无已审核数据", "nothing is approved"),
    "earlier_period_failed": Text("此前期间未达到", "an earlier period missed it"),
    "earlier_period_open": Text("此前期间无法判定", "an earlier period cannot be decided"),
    "later_period_open": Text("最近期间无人报送", "nobody has reported for the newest period"),
    "met_in_time_lost_since": Text("曾按期达到，此后回落", "met in time, lost since"),
    "no_yardstick": Text("未定测算口径", "nobody has said how it is measured"),
    "value_lost": Text("原文数值缺失", "the source lost the number"),
    "baseline_unstated": Text("原文未写明基期", "the source names no baseline"),
    "subject_unstated": Text("原文未写明对象", "the source does not say whose"),
    "points_not_supplied": Text("赋分表未提供", "the table of points is not supplied"),
}
"""Why there is no plain comparison, by the words that measurements and targets use."""


def missed_words(title: Text, demand: Demand, measured: Measurement) -> tuple[str, str]:
    """For example "骨干教师交流占比：19.9，应不低于 20" with the number of organisations that miss it."""
    zh, en = title.zh, title.en
    asked = _ASKED.get(demand.comparison)
    if asked and measured.value is not None and measured.line is not None:
        figure, line = readable(measured.value, measured.line), readable(measured.line, Fraction(0))
        zh, en = f"{zh}：{figure}，{asked[0]} {line}", f"{en}: {figure}, {asked[1]} {line} is asked"
    else:
        zh, en = f"{zh}：未达到", f"{en}: not the case"
    if measured.concerned > 1 and measured.failing:
        zh += f"（{len(measured.failing)} 家未达到）"
        en += f" ({len(measured.failing)} of {measured.concerned} miss it)"
    return zh, en
