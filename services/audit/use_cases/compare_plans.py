"""Holds two assessments of the targets of one plan side by side."""

from collections.abc import Mapping, Sequence

from services.audit.domain.differences import CausedBy, Change, Key, causes_of, changes_between
from services.audit.domain.plan_targets import PlanTarget, targets_of
from services.audit.errors import NotComparable
from services.audit.repository.assessments import Kept
from services.audit.repository.plans import plan_revision
from services.audit.repository.register import register_at
from services.audit.repository.results import results_at
from services.audit.repository.series import series_of
from services.audit.use_cases.compared import Compared, organisations_between, values_between
from services.kernel.routes import Session

Targets = Mapping[str, PlanTarget]


async def compare_plans(session: Session, before: Kept, after: Kept) -> Compared:
    """Refused where they are not of one plan at one place. Readings of every period count, for targets look back."""
    if (before.plan, before.organisation) != (after.plan, after.organisation):
        raise NotComparable("both must be of the same plan at the same place")
    sides = (before, after)
    targets = [await _targets(session, each) for each in sides]
    items = {item for side in targets for each in side.values() for item in _items(each)}
    registers = [await register_at(session, each.organisation, each.organisations_version) for each in sides]
    values: list[Mapping[Key, object]] = []
    for each, register in zip(sides, registers, strict=True):
        series = await series_of(session, register, items=items, snapshot=each.snapshot_version)
        values.append({(datum.organisation, datum.item, datum.period): n for datum, n in series.facts.values.items()})
    readings, organisations = values_between(*values), organisations_between(*registers)
    rows = [await results_at(session, each.id) for each in sides]
    rules = _rules(*targets)
    changes = [
        (each, _with_standard(each, causes_of(each, readings, rules, organisations, _counted(targets, each))))
        for each in changes_between(*rows)
    ]
    return Compared(before, after, before.organisation, (), changes)


async def _targets(session: Session, kept: Kept) -> Targets:
    document = await plan_revision(session, kept.plan or "", kept.plan_revision or 0)
    return {each.rule.code: each for each in targets_of(document)}


def _items(target: PlanTarget) -> set[str]:
    return target.rule.yardstick.items if target.rule.yardstick else set()


def _counted(targets: Sequence[Targets], change: Change) -> set[str]:
    code = change.subject[3] or ""
    return {item for side in targets for item in (_items(side[code]) if code in side else ())}


def _rules(before: Targets, after: Targets) -> Mapping[str, Sequence[str]]:
    """Targets that another revision of the plan words, measures or dates otherwise."""
    return {code: [f"targets.{code}"] for code in {**before, **after} if before.get(code) != after.get(code)}


def _with_standard(change: Change, causes: CausedBy) -> CausedBy:
    """A target that asks for a whole standard has the verdict of an assessment of it: another one is its cause."""
    sides = (change.before, change.after)
    rested = [None if row is None else row.detail.get("rests_on") for row in sides]
    if rested[0] == rested[1] or rested[1] is None:
        return causes
    return CausedBy(causes.readings, causes.rules, causes.organisations, str(rested[1]["assessment"]))
