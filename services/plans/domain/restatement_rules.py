"""A target that restates another asks exactly what that one asks, so that both always have one verdict."""

from collections.abc import Iterator, Sequence

from services.kernel.errors import Fault
from services.plans.domain.asked_target import NamedTarget

_SAME = ("comparison", "value", "upper", "unit", "deadline", "yardstick")


def restatement_faults(targets: Sequence[NamedTarget]) -> Iterator[Fault]:
    """Targets that restate themselves, one that restates another, or one that asks for something else."""
    by_code = {target.code: target for target in targets}
    for number, target in enumerate(targets):
        at = f"/targets/{number}"
        first = by_code.get(target.restates) if target.restates is not None else None
        if first is None:
            continue
        if target.restates == target.code:
            yield Fault("target_restates_itself", f"{at}/restates", "another target", target.code)
        elif first.restates is not None:
            expected = f"a target that restates none; {first.code} restates {first.restates}"
            yield Fault("restatement_restated", f"{at}/restates", expected, first.code)
        else:
            for name in _SAME:
                if getattr(target, name) != getattr(first, name):
                    yield Fault("restatement_differs", f"{at}/{name}", f"as in {first.code}, which it restates")
