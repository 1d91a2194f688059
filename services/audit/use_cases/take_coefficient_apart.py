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
from services.audit.repository.results import KeptResult, results_at
from services.audit.rulebook import Rulebook
from services.audit.use_cases.assessed_standard import assessed_standard
from services.kernel.errors import Fault
from services.kernel.routes import Session

NOBODY = "no_school_in_stage"


@dataclass(frozen=True)
class CoefficientApart:
    """`apart` None: there is no coefficient that could be taken apart; the row of the comparison says why. `limit` is
    the coefficient's, not squared."""

    assessment: Kept
    standard: Standard
    criterion: Criterion
    limit: Fraction
    comparison: KeptResult
    apart: TakenApart | None
    rows: Mapping[str, KeptResult]


async def take_coefficient_apart(
    session: Session, guard: Guard, rulebook: Rulebook, assessment: str, criterion: str, stage: str | None
) -> CoefficientApart:
    """Refused as unknown where the caller may not see the whole assessment: all schools of the county are named."""
    kept, standard = await assessed_standard(session, guard, rulebook, assessment)
    await guard.require(kept.organisation)
    asked = next((each for each in standard.criteria if each.code == criterion), None)
    if asked is None:
        raise NotScored(f"{criterion} {stage or ''}")
    if standard.county_rule is None or standard.county_rule.of_mean or not asked.lines:
        raise NotScored("the standard draws no line for a school, or no limit for each coefficient")
    found = await results_at(session, kept.id, kind="comparison", criterion=criterion, stage=stage)
    if not found:
        raise NotScored(f"{criterion} {stage or ''}")
    compared = [row for row in found if row.reason != NOBODY]
    if len(compared) > 1:
        expected = ", ".join(str(row.stage) for row in compared)
        raise StageNeeded(faults=[Fault("stage_needed", "?stage", f"one of {expected}")])
    comparison = (compared or found)[0]
    limit = standard.county_rule.limits[Stage(comparison.stage or "")]
    rows = await results_at(session, kept.id, kind="criterion", criterion=criterion, stage=comparison.stage)
    names = {row.organisation: row for row in rows}
    return CoefficientApart(kept, standard, asked, limit, comparison, apart_from_rows(asked, rows), names)


def apart_from_rows(criterion: Criterion, rows: Sequence[KeptResult]) -> TakenApart | None:
    """From the rows of one criterion in one stage; None where an amount or a number of pupils is missing."""
    if not rows or any(row.exact is None or row.detail["pupils"]["value"] is None for row in rows):
        return None
    schools = [
        Compared(row.organisation, fraction_of(row.detail["pupils"]["value"]), exact_from(row.exact or "0/1"))
        for row in rows
    ]
    return take_apart(schools, criterion.lines[Stage(rows[0].stage or "")])
