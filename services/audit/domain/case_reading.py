"""Reads a kept result row back into exact numbers."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from services.audit.domain.case_formula import Amount, Formula, Split
from services.audit.domain.case_numbers import exact_from, fraction_of, readable_root, terminating
from services.audit.domain.verdict import Verdict


def formula_from(detail: Mapping[str, Any], exact: str | None, line: Fraction, verdict: Verdict) -> Formula:
    """The formula of a criterion row."""
    share = detail["share"]
    pupils = detail["pupils"]["value"]
    return Formula(
        terms=tuple(Amount(fraction_of(term["coefficient"]), _known(term["value"])) for term in detail["terms"]),
        split=None if share is None else _split(share, detail["pupils"]["stage"]),
        per=fraction_of(detail["per"]),
        pupils=_known(pupils),
        value=None if exact is None else exact_from(exact),
        low=exact_from(detail["low"]),
        high=None if detail["high"] is None else exact_from(detail["high"]),
        line=line,
        verdict=verdict,
    )


def _split(share: Mapping[str, Any], stage: str) -> Split:
    stages = {each["stage"]: Amount(fraction_of(each["weight"]), _known(each["value"])) for each in share["stages"]}
    return Split(stages[stage], tuple(stages.values()))


def _known(number: float | None) -> Fraction | None:
    return None if number is None else fraction_of(number)


def coefficient_text(detail: Mapping[str, Any], exact: str | None, limit: Fraction, verdict: Verdict | None) -> str:
    """For example "0.5153 > 0.5"; with amounts missing, between which bounds the coefficient lies."""
    shown = terminating(limit) or str(float(limit))
    if exact is not None:
        relation = ">" if verdict is Verdict.NOT_MET else "≤"
        return f"{readable_root(exact_from(exact), limit)} {relation} {shown}"
    low, high = (
        detail[key] and readable_root(exact_from(detail[key]), limit) for key in ("low_squared", "high_squared")
    )
    if low and high:
        return f"{low} … {high}, {shown}"
    return f"? , {shown}"
