"""Data items and those who report them, as far as drawing synthetic readings needs to know them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.yardsticks.language import Population
from services.yardsticks.membership import belongs, level_of
from services.yardsticks.periods import PeriodKind
from services.yardsticks.words import Level

_WHOLE, _HUNDREDTH = Decimal(1), Decimal("0.01")


@dataclass(frozen=True)
class Item:
    """A data item. `grades` are worst first, and empty for anything but a grade."""

    code: str
    value_type: str
    period: PeriodKind
    population: Population
    evidence_needed: bool
    grades: tuple[str, ...]

    @property
    def step(self) -> Decimal:
        """What its values are whole numbers of."""
        return _HUNDREDTH if self.value_type == "decimal" else _WHOLE

    @property
    def greatest(self) -> Decimal | None:
        """The greatest value it can take, where there is one."""
        if self.value_type == "yes_no":
            return Decimal(1)
        return Decimal(len(self.grades)) if self.grades else None

    def own_form(self, value: Decimal) -> bool | int | float | str:
        """The value as JSON has it: a number, true or false, the code of a grade."""
        if self.value_type == "yes_no":
            return value == 1
        if self.grades:
            return self.grades[int(value) - 1]
        whole = value == value.to_integral_value()
        return int(value) if whole else float(value)


@dataclass(frozen=True)
class Reporter:
    """An organisation as populations see it."""

    code: str
    kind: str
    attributes: Mapping[str, Any]

    def belongs(self, population: Population) -> bool:
        return belongs(population, self.kind, self.attributes)


def items_by_code(indicators: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    """From indicators in the shape of the API."""
    return {
        each["code"]: Item(
            each["code"],
            each["value_type"],
            PeriodKind(each["period"]),
            Population.model_validate(each["reported_by"]),
            each["evidence_needed"],
            tuple(grade["code"] for grade in each.get("grades", ())),
        )
        for each in indicators
    }


def inside(organisation: Mapping[str, Any], jurisdiction: str) -> bool:
    """Whether its division lies in that of the jurisdiction; one without a division lies in none."""
    digits = {Level.PROVINCE: 2, Level.PREFECTURE: 4, Level.COUNTY: 6}[level_of(jurisdiction)]
    return (organisation.get("division_code") or "").startswith(jurisdiction[:digits])


def reporters_of(organisations: Iterable[Mapping[str, Any]], jurisdiction: str) -> list[Reporter]:
    """The organisations of a jurisdiction, from the shape of the API, in the order of their codes."""
    found = [
        Reporter(
            each["code"],
            each["kind"],
            {
                "division_code": each["division_code"],
                "function": each.get("function"),
                **(each.get("attributes") or {}),
            },
        )
        for each in organisations
        if inside(each, jurisdiction)
    ]
    return sorted(found, key=lambda reporter: reporter.code)
