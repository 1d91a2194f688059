"""Everything a unit owes on a day, and where plans ask it for the same figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.kernel.errors import NotFound
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.organisation import Organisation
from services.plans.domain.overlap_words import overlap_words
from services.plans.domain.overlaps import Asked, Kind, Overlap, overlaps
from services.plans.domain.target_words import Words, line_words
from services.plans.domain.words import AssignmentRole
from services.plans.repository import organisations
from services.plans.repository.dated_revisions import plans_naming
from services.plans.schemas.owed import OverlapShown, OverlapSide, OwedShown, OwedUnder, Told, UnitMeant
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_head import PlanHead
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.use_cases.owed_parts import OwedParts, Unit, owed_parts
from services.plans.use_cases.responsibilities import named_by

_ORDER = (Kind.CONFLICT, Kind.DIFFERENT_LEADS, Kind.NESTED, Kind.DUPLICATE)


@dataclass(frozen=True)
class Dated:
    """A plan in its revision of the day, and what it lays on the unit, which may be nothing."""

    plan: PlanDocument
    head: PlanHead
    parts: OwedParts


@dataclass(frozen=True)
class UnitOn:
    """A unit on a day with the plans that name it or are for a place it lies in."""

    unit: Unit
    name: Bilingual
    plans: Sequence[Dated]

    @property
    def owing(self) -> list[Dated]:
        return [each for each in self.plans if not each.parts.nothing]


async def unit_on(session: Session, code: str, day: date) -> UnitOn:
    """One that does not exist is not found: an empty answer would say that it owes nothing."""
    above = await organisations.with_ancestors(session, [code])
    if code not in above:
        raise NotFound()
    unit = Unit(code, frozenset(await named_by(session, code, day) or ()))
    plans = []
    for revision in (await plans_naming(session, unit.names, above, day)).values():
        plan = PlanDocument.model_validate(revision.document)
        head = PlanHead.of(plan, revision.number, revision.published_on, day)
        plans.append(Dated(plan, head, owed_parts(plan, unit)))
    return UnitOn(unit, _name(above[code]), plans)


def _name(one: Organisation) -> Bilingual:
    return Bilingual(zh=one.name_zh, en=one.name_en)


async def owed_on(session: Session, code: str, day: date) -> OwedShown:
    """Grouped by plan; what is compared are its targets with those of every other plan for its place."""
    found = await unit_on(session, code, day)
    means = await organisations.with_ancestors(session, found.unit.names)
    through = sorted(name for name in found.unit.names if name != code)
    return OwedShown(
        organisation=code,
        name=found.name,
        on=day,
        through=[UnitMeant(organisation=one, name=_name(means[one])) for one in through],
        plans=[OwedUnder(**dict(each.head), **vars(each.parts)) for each in found.owing],
        overlaps=await _overlaps(session, found.plans),
    )


async def _overlaps(session: Session, plans: Sequence[Dated]) -> list[OverlapShown]:
    places = await organisations.with_ancestors(session, {each.plan.jurisdiction for each in plans})
    known = {each.plan.code: each for each in plans}
    asked = [one for each in plans for one in _asked(each, places[each.plan.jurisdiction].path)]
    targets = {(each.plan.code, target.code): target for each in plans for target in each.plan.targets}
    shown = [
        _shown(found, known, (targets[_key(found.first)], targets[_key(found.second)])) for found in overlaps(asked)
    ]
    return sorted(shown, key=lambda each: (not each.binding, _ORDER.index(each.kind)))


def _key(asked: Asked) -> tuple[str, str]:
    return asked.plan, asked.target.code


def _asked(each: Dated, path: str) -> list[Asked]:
    owed = {target.code for target in each.parts.targets}
    leads = {
        measure.code: frozenset(one.organisation for one in measure.of_role(AssignmentRole.LEAD))
        for _, measure in each.plan.measures_with_pointers()
    }
    return [
        Asked(each.plan.code, path, target, leads.get(target.measure or "", frozenset()), target.code in owed)
        for target in each.plan.targets
    ]


def _shown(found: Overlap, plans: dict[str, Dated], targets: tuple[PlanTarget, PlanTarget]) -> OverlapShown:
    heads = [plans[asked.plan].head for asked in (found.first, found.second)]
    titles = (Words(heads[0].title.zh, heads[0].title.en), Words(heads[1].title.zh, heads[1].title.en))
    words = overlap_words(found, targets, titles)
    return OverlapShown(
        kind=found.kind,
        binding=all(head.binding for head in heads),
        first=_side(heads[0], found.first, targets[0]),
        second=_side(heads[1], found.second, targets[1]),
        value=found.value,
        deadline=found.time,
        stricter=None if found.stricter is None else "first" if found.stricter is found.first else "second",
        explanation=Told(zh=words.zh, en=words.en),
    )


def _side(head: PlanHead, asked: Asked, target: PlanTarget) -> OverlapSide:
    line = line_words(target)
    return OverlapSide(
        plan=head.plan,
        title=head.title,
        revision=head.revision,
        bearing=head.bearing,
        target=target.code,
        place=target.place,
        statement=target.statement,
        line_text=Bilingual(zh=line.zh, en=line.en),
        deadline=target.deadline,
        leads=sorted(asked.leads),
    )
