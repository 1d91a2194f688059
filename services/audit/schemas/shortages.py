"""What schools lack, and which schools carry a coefficient."""

from fractions import Fraction

from pydantic import Field

from services.audit.domain.case_carriers import Carrier
from services.audit.domain.case_numbers import MOST_PLACES, exact_text, plain
from services.audit.domain.facts import Stage
from services.audit.domain.school_lack import JudgedPart, Lack
from services.audit.domain.shown import cv_shown, decimal_shown
from services.audit.schemas.common import Figure, Named, Words, named
from services.audit.use_cases.list_shortages import Shortage
from services.audit.use_cases.take_coefficient_apart import CoefficientApart
from services.kernel.fields import Shown, shown_number
from services.kernel.paging import Page


class StageLack(Shown):
    """What one stage asks of the school; `share` is its part of whatever the school adds, as "n/d"."""

    stage: str
    verdict: str
    pupils: Figure | None
    share: str | None
    exact: str | None
    reason: str | None


class ShortageShown(Shown):
    """What a school must add to reach the line in every stage it holds, in the unit it reports.

    `exact` is "n/d", `to_add` the same rounded up: to whole teachers or rooms, 0.01 m², one yuan. For a `shared`
    criterion the largest demand of a stage serves all stages; otherwise they are added up, each rounded by itself.
    `at_least`: something is missing that may make it more. `exact` null: `reason` says what is missing, never zero.
    """

    organisation: Named
    criterion: str
    title: Words
    unit: Words
    shared: bool
    exact: str | None
    to_add: Figure | None
    at_least: bool
    reason: str | None
    stages: list[StageLack]


class CoefficientThen(Shown):
    """The coefficient as it then would be, rounded for display, and whether it would keep its limit (exactly); null
    where the standard limits no single coefficient."""

    coefficient: Figure
    keeps_limit: bool | None


class CarrierOfCoefficient(Shown):
    """One school: `contribution` is its exact summand of the square, `share` of the whole. `side`: below, at, above.

    `at_mean`, `at_line`: if this school alone were raised so far; null where it lies there already or there is no line.
    """

    organisation: Named
    pupils: Figure
    value: Figure
    side: str
    contribution: Figure
    contribution_exact: str
    share: Figure
    share_exact: str
    at_mean: CoefficientThen | None
    at_line: CoefficientThen | None


class Carriers(Page[CarrierOfCoefficient]):
    """A coefficient taken apart: the contributions of all schools add up to `squared`, to the last digit.

    `items` is empty where there is none to take apart; `reason` then says why. `all_at_line`: if every school below the
    line were raised to it. `limit` is null where the standard limits the mean of all coefficients, `line` where it
    draws none for a school. 各校贡献之和恰等于差异系数的平方。
    """

    criterion: str
    stage: str
    title: Words
    verdict: str | None
    reason: str | None
    limit: Figure | None
    line: Figure | None
    coefficient: Figure | None
    squared: str | None
    mean: Figure | None
    all_at_line: CoefficientThen | None
    schools: int = Field(description="schools compared · 参与比较的学校数")


def shown_shortage(found: Shortage) -> ShortageShown:
    kept, criterion, whole = found.kept, found.criterion, found.lack.whole
    return ShortageShown(
        organisation=named(kept.organisation, kept.name_zh, kept.name_en),
        criterion=criterion.code,
        title=Words.model_validate(criterion.title),
        unit=Words.model_validate(criterion.reported_unit),
        shared=criterion.shared,
        exact=None if whole.amount is None else exact_text(whole.amount),
        to_add=None if found.lack.to_add is None else plain(found.lack.to_add),
        at_least=whole.at_least,
        reason=whole.reason,
        stages=[_stage(part, lack) for part, lack in found.lack.by_stage],
    )


def _stage(part: JudgedPart, lack: Lack) -> StageLack:
    share = None if part.share is None else part.share.fraction
    return StageLack(
        stage=part.stage,
        verdict=part.verdict.value,
        pupils=None if part.pupils is None else plain(part.pupils),
        share=None if share is None else exact_text(share),
        exact=None if lack.amount is None else exact_text(lack.amount),
        reason=lack.reason,
    )


def shown_carriers(found: CoefficientApart, first: int, limit: int, following: str | None) -> Carriers:
    """The page of `limit` schools from the place `first`, who carries most first."""
    apart, kept = found.apart, found.comparison
    line = found.criterion.lines.get(Stage(kept.stage or ""))
    mean = Fraction(0) if apart is None else apart.mean
    page = [] if apart is None else apart.carriers[first : first + limit]
    return Carriers(
        items=[_carrier(found, each, mean, found.limit) for each in page],
        next=following,
        criterion=found.criterion.code,
        stage=kept.stage or "",
        title=Words.model_validate(found.criterion.title),
        verdict=kept.verdict,
        reason=kept.reason,
        limit=None if found.limit is None else plain(found.limit),
        line=None if line is None else plain(line),
        coefficient=None if kept.value is None else shown_number(kept.value),
        squared=None if apart is None else exact_text(apart.cv_squared),
        mean=None if apart is None else _rounded(apart.mean),
        all_at_line=None if apart is None or apart.all_at_line is None else _then(apart.all_at_line, found.limit),
        schools=len(found.rows),
    )


def _carrier(found: CoefficientApart, carrier: Carrier, mean: Fraction, limit: Fraction | None) -> CarrierOfCoefficient:
    school, row = carrier.compared, found.rows[carrier.compared.organisation]
    return CarrierOfCoefficient(
        organisation=named(school.organisation, row.name_zh, row.name_en),
        pupils=plain(school.pupils),
        value=_rounded(school.value),
        side="at" if school.value == mean else "below" if school.value < mean else "above",
        contribution=_rounded(carrier.contribution),
        contribution_exact=exact_text(carrier.contribution),
        share=_rounded(carrier.share),
        share_exact=exact_text(carrier.share),
        at_mean=None if carrier.at_mean is None else _then(carrier.at_mean, limit),
        at_line=None if carrier.at_line is None else _then(carrier.at_line, limit),
    )


def _then(square: Fraction, limit: Fraction | None) -> CoefficientThen:
    keeps = None if limit is None else square <= limit**2
    return CoefficientThen(coefficient=float(cv_shown(square, MOST_PLACES)), keeps_limit=keeps)


def _rounded(value: Fraction) -> float:
    return float(decimal_shown(value, MOST_PLACES))
