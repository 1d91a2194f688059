"""Criterion rows of an assessment as they were kept, back as what they were judged from."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from services.audit.domain.case_numbers import fraction_of
from services.audit.domain.facts import Stage
from services.audit.domain.interval import Term
from services.audit.domain.parts import Share, WeightedPupils
from services.audit.domain.school_lack import JudgedPart
from services.audit.domain.standard import Criterion
from services.audit.domain.verdict import Verdict


def judged_part(criterion: Criterion, stage: str, verdict: str, detail: Mapping[str, Any]) -> JudgedPart:
    """One row of kind `criterion`; the line is that of the standard the assessment used."""
    terms = tuple(
        Term(term["item"], fraction_of(term["coefficient"]), _known(term["value"])) for term in detail["terms"]
    )
    return JudgedPart(
        stage=stage,
        verdict=Verdict(verdict),
        line=criterion.lines[Stage(stage)],
        pupils=_known(detail["pupils"]["value"]),
        terms=terms,
        share=_share(Stage(stage), detail["share"]),
    )


def _share(stage: Stage, kept: Mapping[str, Any] | None) -> Share | None:
    if kept is None:
        return None
    weighed = (
        WeightedPupils(Stage(each["stage"]), fraction_of(each["weight"]), _known(each["value"]))
        for each in kept["stages"]
    )
    return Share(stage, tuple(weighed))


def _known(value: float | None) -> Fraction | None:
    return None if value is None else fraction_of(value)
