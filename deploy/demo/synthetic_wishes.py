"""What plans and standards ask of a figure, as plain wishes that synthetic readings can be drawn for."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.yardsticks.language import TEXT_NUMBERS, Quantity, Yardstick
from services.yardsticks.words import Comparison, Reach


@dataclass(frozen=True)
class Wish:
    """A yardstick and the demand its figure is held against; `value` is None where the comparison needs none."""

    code: str
    yardstick: Yardstick
    comparison: Comparison
    value: Decimal | None

    @property
    def quantities(self) -> list[Quantity]:
        """What is counted: of each organisation where a share of organisations is asked."""
        member = self.yardstick.member
        return [member.quantity] if member else self.yardstick.quantities

    @property
    def asks_each(self) -> bool:
        return self.yardstick.reach is Reach.EACH

    @property
    def asks_share(self) -> bool:
        return self.yardstick.reach is Reach.SHARE

    @property
    def rises(self) -> bool:
        """Whether the figure of each period is held against the one before."""
        return self.comparison in (Comparison.INCREASING, Comparison.NON_DECREASING)


def wishes_of_plan(plan: Mapping[str, Any]) -> list[Wish]:
    """Of every target that has a yardstick of its own, in the order of the plan."""
    return [
        Wish(target["code"], _yardstick(target["yardstick"]), Comparison(target["comparison"]), _exact(target["value"]))
        for target in plan["targets"]
        if target.get("yardstick") and "standard" not in target["yardstick"]
    ]


def wishes_of_standard(document: Mapping[str, Any]) -> list[Wish]:
    """Of every condition of the items and of recognition; the document has its numbers as text, as the API gives it."""
    conditions = [each for part in ("guarantee", "quality") for item in document[part] for each in item["conditions"]]
    social = {**document["social_recognition"], "code": "social_recognition"}
    return [_asked(each) for each in (*conditions, *document["preconditions"], *document["vetoes"], social)]


def items_of(wishes: Iterable[Wish]) -> Iterator[str]:
    """Every data item they count with, once."""
    yield from dict.fromkeys(item for wish in wishes for item in sorted(wish.yardstick.items))


def _asked(condition: Mapping[str, Any]) -> Wish:
    yardstick = Yardstick.model_validate(condition["yardstick"], context=TEXT_NUMBERS)
    value = condition.get("value")
    return Wish(
        condition["code"], yardstick, Comparison(condition["comparison"]), None if value is None else Decimal(value)
    )


def _yardstick(raw: Mapping[str, Any]) -> Yardstick:
    return Yardstick.model_validate(json.loads(json.dumps(raw), parse_float=Decimal))


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
