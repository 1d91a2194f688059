"""How far schools have moved beyond what their own past and their peers let expect, in one criterion of a standard."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.access.caller import Guard
from services.audit.domain.criterion import judge
from services.audit.domain.facts import FactsRefused, SchoolFacts, SchoolKind, Stage
from services.audit.domain.measured import Datum, Organisation
from services.audit.domain.parts import Part, exclusion_of, parts_of
from services.audit.domain.standard import Criterion, Standard
from services.audit.domain.value_added import History, PeerGroup, ValueAdded, size_band, value_added
from services.audit.errors import CriterionUnknown, FactsNotScorable, OrganisationUnknown
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.register import Register, register_at
from services.audit.repository.series import series_of
from services.audit.repository.snapshots import followed_version
from services.audit.use_cases.lawful_items import refuse_marks
from services.kernel.errors import Fault
from services.kernel.routes import Session
from services.yardsticks.periods import preceding

Values = Mapping[Datum, Fraction | None]


@dataclass(frozen=True)
class WantedChange:
    """`baseline` counts the earlier periods; `snapshot` None is the newest."""

    organisation: str
    peers_within: str
    criterion: str
    period: str
    baseline: int
    snapshot: int | None


@dataclass(frozen=True)
class Evaluated:
    """The schools of the organisation, by code; never by what they came to."""

    criterion: Criterion
    periods: Sequence[str]
    snapshot: int
    organisations: int
    found: Sequence[ValueAdded]
    places: Mapping[str, Place]


async def evaluate_change(session: Session, guard: Guard, standard: Standard, wanted: WantedChange) -> Evaluated:
    """Peers are looked for in `peers_within`, which the caller must be allowed to see as well."""
    for code in (wanted.organisation, wanted.peers_within):
        await guard.require(code)
    criterion = next((each for each in standard.criteria if each.code == wanted.criterion), None)
    if criterion is None:
        expected = ", ".join(each.code for each in standard.criteria)
        raise CriterionUnknown(faults=[Fault("criterion_unknown", "?criterion", expected, wanted.criterion)])
    await _require_within(session, wanted)
    snapshot = wanted.snapshot or await followed_version(session, "readings")
    organisations = await followed_version(session, "organisations")
    await refuse_marks(session, [("?criterion", item) for item in sorted(criterion.items)], snapshot)
    items = criterion.items | {f"pupils.{stage}" for stage in Stage}
    periods = _periods(wanted)
    register = await register_at(session, wanted.peers_within, organisations)
    own = set((await register_at(session, wanted.organisation, organisations)).organisations)
    values: dict[Datum, Fraction | None] = {}
    for period in periods:
        series = await series_of(session, register, items=items, snapshot=snapshot, period=period)
        values |= series.facts.values
    found = await asyncio.to_thread(_evaluate, standard, criterion, register, values, periods)
    shown = [each for each in found if each.history.organisation in own]
    places = await places_of(session, [each.history.organisation for each in shown])
    return Evaluated(criterion, periods, snapshot, organisations, shown, places)


def _periods(wanted: WantedChange) -> Sequence[str]:
    """Oldest first, the period evaluated last."""
    periods = [wanted.period]
    for _ in range(wanted.baseline):
        periods.insert(0, preceding(periods[0]))
    return periods


async def _require_within(session: Session, wanted: WantedChange) -> None:
    places = await places_of(session, [wanted.organisation, wanted.peers_within])
    inner, outer = places[wanted.organisation].path, places[wanted.peers_within].path
    if not f"{inner}/".startswith(f"{outer}/"):
        expected = "the organisation itself or one above it"
        raise OrganisationUnknown(
            faults=[Fault("organisation_elsewhere", "?peers_within", expected, wanted.peers_within)]
        )


def _evaluate(
    standard: Standard, criterion: Criterion, register: Register, values: Values, periods: Sequence[str]
) -> tuple[ValueAdded, ...]:
    reported: dict[tuple[str, str], dict[str, Fraction | None]] = {}
    for datum, value in values.items():
        reported.setdefault((datum.organisation, datum.period), {})[datum.item] = value
    kinds = {kind.value: kind for kind in SchoolKind}
    histories = [
        history
        for code, one in register.organisations.items()
        if one.kind == "school" and one.attributes.get("school_kind") in kinds
        for history in _histories(
            standard, criterion, one, _facts(one, kinds[one.attributes["school_kind"]], reported, periods)
        )
    ]
    return value_added(histories)


def _facts(
    one: Organisation,
    kind: SchoolKind,
    reported: Mapping[tuple[str, str], Mapping[str, Fraction | None]],
    periods: Sequence[str],
) -> Sequence[SchoolFacts]:
    try:
        return [SchoolFacts(one.code, one.code, kind, reported.get((one.code, period), {})) for period in periods]
    except FactsRefused as error:
        raise FactsNotScorable(str(error)) from error


def _histories(
    standard: Standard, criterion: Criterion, one: Organisation, facts: Sequence[SchoolFacts]
) -> Sequence[History]:
    """One for each stage that counts in the period evaluated."""
    if exclusion_of(standard, facts[-1]) is not None:
        return []
    return [_history(standard, criterion, one, part.stage, facts) for part in parts_of(standard, facts[-1])]


def _history(
    standard: Standard, criterion: Criterion, one: Organisation, stage: Stage, facts: Sequence[SchoolFacts]
) -> History:
    def part_of(each: SchoolFacts) -> Part | None:
        return next((part for part in parts_of(standard, each) if part.stage is stage), None)

    def value_of(part: Part | None) -> float | None:
        value = None if part is None else judge(standard, criterion, part).value
        return None if value is None else float(value)

    pupils, place = facts[-2].pupils(stage), one.attributes.get("place")
    known = pupils is not None and place is not None
    group = PeerGroup(stage.value, str(place), size_band(float(pupils or 0))) if known else None
    return History(one.code, stage.value, group, tuple(value_of(part_of(each)) for each in facts))
