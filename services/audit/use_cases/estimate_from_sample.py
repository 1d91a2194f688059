"""What a monitoring sample says of its frame in a period, once that is due."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from services.access.caller import Guard
from services.audit.domain.estimates import Answer, Asked, Estimate, estimate
from services.audit.domain.measured import Datum
from services.audit.errors import NotScheduled, NotYetPublished
from services.audit.repository.register import register_at
from services.audit.repository.samples import Drawn, KeptSample, members_of, sample_of
from services.audit.repository.series import series_of
from services.audit.repository.snapshots import followed_version
from services.audit.use_cases.dated_acts import refuse_future
from services.audit.use_cases.lawful_items import refuse_marks
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class AskedOfSample:
    """`over` is the item a ratio is taken to. `snapshot` None is the newest: the answer says which it was."""

    asked: Asked
    item: str
    over: str | None
    period: str
    as_of: date
    snapshot: int | None


@dataclass(frozen=True)
class Estimated:
    sample: KeptSample
    asked: AskedOfSample
    snapshot: int
    drawn: int
    estimate: Estimate


async def estimate_from_sample(session: Session, guard: Guard, id_: str, asked: AskedOfSample) -> Estimated:
    """Refused before the day on which the sample's schedule publishes the period."""
    kept = await sample_of(session, id_)
    if kept is None:
        guard.asked = True
        raise guard.refusal()
    await guard.require(kept.organisation)
    refuse_future("?as_of", asked.as_of)
    _require_due(kept, asked)
    snapshot = asked.snapshot or await followed_version(session, "readings")
    items = [("?item", asked.item), *([("?over", asked.over)] if asked.over else [])]
    await refuse_marks(session, items, snapshot)
    drawn = await members_of(session, id_)
    answers = await _answers(session, kept, drawn, asked, snapshot)
    sizes = {each["name"]: int(each["size"]) for each in kept.strata}
    return Estimated(kept, asked, snapshot, len(drawn), estimate(sizes, answers, asked.asked))


def _require_due(kept: KeptSample, asked: AskedOfSample) -> None:
    schedule = {each["period"]: date.fromisoformat(each["publish_on"]) for each in kept.asked["schedule"]}
    if not schedule:
        return
    if asked.period not in schedule:
        expected = "one of " + ", ".join(schedule)
        raise NotScheduled(faults=[Fault("not_scheduled", "?period", expected, asked.period)])
    if asked.as_of < schedule[asked.period]:
        raise NotYetPublished(f"{asked.period} is published on {schedule[asked.period]}")


async def _answers(
    session: Session, kept: KeptSample, drawn: list[Drawn], asked: AskedOfSample, snapshot: int
) -> list[Answer]:
    items = {asked.item, *([asked.over] if asked.over else [])}
    register = await register_at(session, kept.organisation, kept.frame_version)
    found = await series_of(session, register, items=items, snapshot=snapshot, period=asked.period)

    def value(code: str, item: str | None) -> Fraction | None:
        return found.facts.values.get(Datum(code, item or "", asked.period))

    return [
        Answer(
            each.organisation, each.stratum, value(each.organisation, asked.item), value(each.organisation, asked.over)
        )
        for each in drawn
    ]
