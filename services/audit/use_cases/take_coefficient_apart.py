"""Takes a coefficient of a kept assessment apart into what each school adds to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.access.caller import Guard
from services.audit.domain.case_carriers import Compared, TakenApart, take_apart
from services.audit.domain.case_numbers import exact_from, fraction_of
from services.audit.domain.facts import Stage
from services.audit.domain.standard import Criterion, Standard
from services.audit.errors import NotScored, StageNeeded
from services.audit.repository.assessments import Kept
from services.audit.repository.results import KeptResult
from services.audit.rulebook import Rulebook
from services.audit.use_cases.assessed_standard import assessed_county
from services.kernel.errors import Fault
from services.kernel.routes import Session

NOBODY = "no_school_in_stage"


@dataclass(frozen=True)
class CoefficientApart:
    """`apart` None: there is no coefficient that could be taken apart; the row of the comparison says why. `limit` is
    the coefficient's, not squared, None where the standard limits the mean of all."""

    assessment: Kept
    standard: Standard
    criterion: Criterion
    limit: Fraction | None
    comparison: KeptResult
    apart: TakenApart | None
    rows: Mapping[str, KeptResult]


@dataclass(frozen=True)
class AskedApart:
    """`organisation` names the county within an assessment of many, `stage` one of several."""

    assessment: str
    criterion: str
    stage: str | None
    organisation: str | None


async def take_coefficient_apart(
    session: Session, guard: Guard, rulebook: Rulebook, wanted: AskedApart
) -> CoefficientApart:
    """Refused as unknown where the caller may not see the whole county: all its schools are named."""
    kept, standard, source = await assessed_county(
        session, guard, rulebook, wanted.assessment, organisation=wanted.organisation
    )
    criterion, stage = wanted.criterion, wanted.stage
    asked = next((each for each in standard.criteria if each.code == criterion), None)
    if asked is None:
        raise NotScored(f"{criterion} {stage or ''}")
    found = await source.at(kind="comparison", criterion=criterion, stage=stage)
    if not found:
        raise NotScored(f"{criterion} {stage or ''}")
    compared = [row for row in found if row.reason != NOBODY]
    if len(compared) > 1:
        expected = ", ".join(str(row.stage) for row in compared)
        raise StageNeeded(faults=[Fault("stage_needed", "?stage", f"one of {expected}")])
    comparison = (compared or found)[0]
    rows = await source.at(kind="criterion", criterion=criterion, stage=comparison.stage)
    names = {row.organisation: row for row in rows}
    apart = apart_from_rows(asked, rows)
    return CoefficientApart(kept, standard, asked, _limit(standard, comparison), comparison, apart, names)


def _limit(standard: Standard, comparison: KeptResult) -> Fraction | None:
    rule = standard.county_rule
    return None if rule is None or rule.of_mean else rule.limits[Stage(comparison.stage or "")]


def apart_from_rows(criterion: Criterion, rows: Sequence[KeptResult]) -> TakenApart | None:
    """From the rows of one criterion in one stage; None where an amount or a number of pupils is missing."""
    if not rows or any(row.exact is None or row.detail["pupils"]["value"] is None for row in rows):
        return None
    schools = [
        Compared(row.organisation, fraction_of(row.detail["pupils"]["value"]), exact_from(row.exact or "0/1"))
        for row in rows
    ]
    return take_apart(schools, criterion.lines.get(Stage(rows[0].stage or "")))
