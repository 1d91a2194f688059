"""A figure that misses its line, in one sentence of each language."""

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
