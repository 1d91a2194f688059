"""The forbidden targets of a plan, wherever it sets them."""

from collections.abc import Iterator

from services.kernel.errors import Fault
from services.kernel.fields import Bilingual
from services.plans.domain.forbidden_targets import Stated, forbidden_faults
from services.plans.rules import forbidden_languages
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_targets import PlanTarget
from services.yardsticks.language import Yardstick


def plan_forbidden_faults(plan: PlanDocument) -> list[Fault]:
    """A fault for every text of the plan that sets a forbidden target, and every data item that counts one."""
    items = [
        (f"/targets/{number}/yardstick", item)
        for number, target in enumerate(plan.targets)
        if isinstance(target.yardstick, Yardstick)
        for item in sorted(target.yardstick.items)
    ]
    rules = forbidden_languages()
    faults = list(forbidden_faults([*_targets(plan), *_measures(plan), *_others(plan)], items, rules))
    named = {fault.pointer.split("/")[2] for fault in faults if fault.pointer.startswith("/targets/")}
    scattered = [_scattered(target, n) for n, target in enumerate(plan.targets) if str(n) not in named]
    return faults + list(forbidden_faults(scattered, [], rules))


def _both(at: str, text: Bilingual, *, of_target: bool = False) -> Iterator[Stated]:
    yield Stated(f"{at}/zh", text.zh, "zh", of_target)
    yield Stated(f"{at}/en", text.en, "en", of_target)


def _targets(plan: PlanDocument) -> Iterator[Stated]:
    for number, target in enumerate(plan.targets):
        at = f"/targets/{number}"
        yield from _both(f"{at}/statement", target.statement, of_target=True)
        if target.population is not None:
            yield from _both(f"{at}/population", target.population, of_target=True)
        for name in ("unit", "deadline_text"):
            text = getattr(target, name)
            if text is not None:
                yield Stated(f"{at}/{name}", text, "zh", of_target=True)


def _scattered(target: PlanTarget, number: int) -> Stated:
    """What no field says alone: 期末考试 as population, 平均 as statement, 分 as unit."""
    said = (target.population.zh if target.population else "", target.statement.zh, target.unit or "")
    return Stated(f"/targets/{number}/statement", "".join(said), "zh", of_target=True)


def _measures(plan: PlanDocument) -> Iterator[Stated]:
    for at, measure in plan.measures_with_pointers():
        yield from _both(f"{at}/title", measure.title)
        yield from _both(f"{at}/summary", measure.summary)


def _others(plan: PlanDocument) -> Iterator[Stated]:
    yield from _both("/title", plan.title)
    for name in ("programmes", "guarantees", "accountability", "systems"):
        for number, one in enumerate(getattr(plan, name)):
            yield from _both(f"/{name}/{number}/title", one.title)
    for number, unit in enumerate(plan.units):
        for place, duty in enumerate(unit.duties):
            yield from _both(f"/units/{number}/duties/{place}/summary", duty.summary)
