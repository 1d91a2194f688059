"""The forbidden targets of a plan or of a draft, wherever it sets them."""

from collections.abc import Iterable, Iterator, Sequence

from services.kernel.errors import Fault
from services.kernel.fields import Bilingual
from services.plans.domain.forbidden_targets import Finding, Stated, forbidden_findings
from services.plans.rules import forbidden_languages
from services.plans.schemas.draft_parts import DraftDuty, DraftTarget, DraftUnit, Words
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.schemas.plan_units import Duty, Unit
from services.yardsticks.language import Yardstick

Plan = PlanDocument | DraftPlan


def plan_forbidden_faults(plan: PlanDocument) -> list[Fault]:
    return [finding.fault for finding in forbidden_in_plan(plan)]


def forbidden_in_texts(texts: Iterable[tuple[str, Bilingual]], *, of_target: bool = False) -> list[Fault]:
    """Of other texts than a plan's, each with its pointer."""
    stated = [each for at, text in texts for each in _both(at, text, of_target=of_target)]
    return [finding.fault for finding in forbidden_findings(stated, [], forbidden_languages())]


def forbidden_in_plan(plan: Plan) -> list[Finding]:
    """Every text of the plan that sets a forbidden target, and every data item that counts one."""
    targets: Sequence[PlanTarget | DraftTarget] = plan.targets
    items = [
        (f"/targets/{number}/yardstick", item)
        for number, target in enumerate(targets)
        if isinstance(target.yardstick, Yardstick)
        for item in sorted(target.yardstick.items)
    ]
    rules = forbidden_languages()
    found = list(forbidden_findings([*_targets(targets), *_measures(plan), *_others(plan)], items, rules))
    named = {one.pointer.split("/")[2] for one in found if one.pointer.startswith("/targets/")}
    scattered = [_scattered(target, n) for n, target in enumerate(targets) if str(n) not in named]
    return found + list(forbidden_findings(scattered, [], rules))


def _both(at: str, text: Bilingual | Words | None, *, of_target: bool = False) -> Iterator[Stated]:
    if text is not None:
        yield Stated(f"{at}/zh", text.zh, "zh", of_target)
        if text.en is not None:
            yield Stated(f"{at}/en", text.en, "en", of_target)


def _targets(targets: Sequence[PlanTarget | DraftTarget]) -> Iterator[Stated]:
    for number, target in enumerate(targets):
        at = f"/targets/{number}"
        yield from _both(f"{at}/statement", target.statement, of_target=True)
        yield from _both(f"{at}/population", target.population, of_target=True)
        for name in ("unit", "deadline_text"):
            text = getattr(target, name)
            if text is not None:
                yield Stated(f"{at}/{name}", text, "zh", of_target=True)


def _scattered(target: PlanTarget | DraftTarget, number: int) -> Stated:
    """What no field says alone: 期末考试 as population, 平均 as statement, 分 as unit."""
    said = (target.population.zh if target.population else "", target.statement.zh, target.unit or "")
    return Stated(f"/targets/{number}/statement", "".join(said), "zh", of_target=True)


def _measures(plan: Plan) -> Iterator[Stated]:
    for at, measure in plan.measures_with_pointers():
        yield from _both(f"{at}/title", measure.title)
        yield from _both(f"{at}/summary", measure.summary)


def _others(plan: Plan) -> Iterator[Stated]:
    yield from _both("/title", plan.title)
    for name in ("programmes", "guarantees", "accountability", "systems"):
        for number, one in enumerate(getattr(plan, name)):
            yield from _both(f"/{name}/{number}/title", one.title)
    units: Sequence[Unit | DraftUnit] = plan.units
    for number, unit in enumerate(units):
        duties: Sequence[Duty | DraftDuty] = unit.duties
        for place, duty in enumerate(duties):
            yield from _both(f"/units/{number}/duties/{place}/summary", duty.summary)
