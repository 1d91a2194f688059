"""Says how a table of official statistics is read."""

from collections import Counter
from collections.abc import Iterator, Mapping

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.metrics.domain.indicator import Indicator
from services.metrics.repository.indicators import indicators_by_code, keep_meanings
from services.metrics.repository.official import add_version, hold_official, official_table
from services.metrics.schemas.official import OfficialTableGiven, OfficialTableShown
from services.yardsticks.periods import kind_of


async def put_official_table(
    session: Session, guard: Guard, code: str, given: OfficialTableGiven
) -> tuple[OfficialTableShown, bool]:
    """And whether it is new. What differs becomes a new version; a table that exists is also that of its present
    organisation."""
    await guard.require(given.organisation)
    await hold_official(session)
    present = await official_table(session, code)
    plain = given.model_dump(mode="json")
    if present is not None:
        await guard.require(present[1]["organisation"])
        if OfficialTableGiven.model_validate(present[1]) == given:
            return OfficialTableShown(code=code, version=present[0], reading=given), False
    await keep_meanings(session)
    known = await indicators_by_code(session, {each.indicator for each in given.values})
    if faults := list(_faults(given, known)):
        raise BodyInvalid(faults=faults)
    version = present[0] + 1 if present else 1
    title = given.title.zh, given.title.en
    await add_version(session, code, version, title=title, organisation=given.organisation, reading=plain)
    return OfficialTableShown(code=code, version=version, reading=given), present is None


def _faults(given: OfficialTableGiven, known: Mapping[str, Indicator]) -> Iterator[Fault]:
    """Indicators that do not exist, are no numbers, stand twice, or are for periods of another kind."""
    often = Counter(each.indicator for each in given.values)
    for place, each in enumerate(given.values):
        at, indicator = f"/values/{place}/indicator", known.get(each.indicator)
        if indicator is None:
            yield Fault("unknown_indicator", at, "the code of an indicator", each.indicator)
        elif not indicator.value_type.is_number:
            yield Fault("no_number", at, "an indicator whose values are numbers", indicator.value_type.value)
        elif given.period is not None and indicator.period is not kind_of(given.period):
            yield Fault("period_kind_differs", at, f"an indicator of a {kind_of(given.period).value}", each.indicator)
        if often[each.indicator] > 1:
            yield Fault("column_twice", at, "each indicator once", each.indicator)
