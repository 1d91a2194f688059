"""Results of a county within an assessment of many: scored again by the exact engine from what the assessment pinned.

Only a row a subject is stored of a run. Whoever asks for more gets it from the same snapshot, by the same engine, in
the form in which a county's own assessment keeps it; nothing of that is stored.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from services.access.caller import Guard
from services.audit.domain.case_results import ResultRow
from services.audit.errors import CountyNeeded, FactsNotScorable, NotScored, SchoolKindUnknown
from services.audit.repository.assessments import Kept
from services.audit.repository.county_results import county_in
from services.audit.repository.organisations import places_of
from services.audit.repository.results import KeptResult, results_at
from services.audit.repository.runs import run_of
from services.audit.rulebook import Rulebook
from services.audit.use_cases.create_assessment import score_snapshot
from services.audit.use_cases.given import given_again
from services.kernel.errors import Fault
from services.kernel.routes import Session

OF_MANY = "places"
ROWS_OF_COUNTY = 2**20
"""More than one county has."""


def is_of_many(kept: Kept) -> bool:
    return bool(kept.summary["subject"] == OF_MANY)


async def county_of(session: Session, kept: Kept, organisation: str) -> str | None:
    """The county of an assessment of many that an organisation is, or is a school of."""
    run = await run_of(session, kept.id)
    return None if run is None else await county_in(session, run.number, organisation)


async def derived_results(
    session: Session, rulebook: Rulebook, kept: Kept, county: str, number: int = 0
) -> Sequence[KeptResult]:
    """In the order of a county's own assessment; ids rise from the number of the county. A county that could not be
    scored has none."""
    if kept.standard is None or kept.standard_version is None or kept.period is None:
        raise NotScored("the targets of a plan were assessed")
    given = given_again(rulebook, kept)
    try:
        scored = await score_snapshot(
            session, given, county, kept.snapshot_version, kept.organisations_version, binding=False
        )
    except (SchoolKindUnknown, FactsNotScorable):
        return []
    names = await places_of(session, {row.organisation for row in scored.rows})
    rows = [row for row in scored.rows if row.organisation in names]
    first = number * ROWS_OF_COUNTY
    return [
        _kept(row, first + place, names[row.organisation].zh, names[row.organisation].en)
        for place, row in enumerate(rows, 1)
    ]


class Source:
    """The rows of an assessment wherever they come from: stored, or those derived of one county."""

    def __init__(self, session: Session, kept: Kept, derived: Sequence[KeptResult] | None) -> None:
        self._session, self._kept, self._derived = session, kept, derived

    async def at(self, **place: str | None) -> Sequence[KeptResult]:
        """By their exact kind, organisation, stage and criterion; a place not given is not asked for."""
        if self._derived is None:
            return await results_at(self._session, self._kept.id, **place)
        asked = {name: value for name, value in place.items() if value is not None}
        return [row for row in self._derived if all(getattr(row, name) == value for name, value in asked.items())]


async def alone(
    session: Session, guard: Guard, rulebook: Rulebook, kept: Kept, organisation: str | None
) -> tuple[Kept, Source]:
    """The assessment of one county as it is; of many, that of the county which the organisation is or lies in, with
    its results derived. Refused as unknown where the caller may not see the organisation."""
    if not is_of_many(kept):
        return kept, Source(session, kept, None)
    await guard.require(organisation or kept.organisation)
    if organisation is None:
        raise CountyNeeded(faults=[Fault("county_needed", "?organisation", "a county that was assessed")])
    county = await county_of(session, kept, organisation)
    if county is None:
        raise guard.refusal()
    own = replace(kept, organisation=county)
    return own, Source(session, own, await derived_results(session, rulebook, kept, county))


def _kept(row: ResultRow, id_: int, zh: str, en: str) -> KeptResult:
    return KeptResult(
        id=id_,
        kind=row.kind,
        organisation=row.organisation,
        name_zh=zh,
        name_en=en,
        stage=row.stage,
        criterion=row.criterion,
        verdict=row.verdict,
        borderline=row.borderline,
        value=None if row.value is None else Decimal(row.value),
        exact=row.exact,
        line=None if row.line is None else Decimal(row.line),
        reason=row.reason,
        detail=dict(row.detail),
    )
