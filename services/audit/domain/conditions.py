"""Conditions of a standard: a figure of one school year, what it must keep, and who is held to another line."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.grounds import Ground, Text
from services.audit.domain.measured import Demand
from services.yardsticks.language import Requirement, Yardstick


@dataclass(frozen=True)
class Exemption:
    """Another line for members of these kinds and places that keep every requirement; an empty tuple leaves open.

    Of several the first that applies counts.
    """

    school_kinds: tuple[str, ...]
    places: tuple[str, ...]
    where: tuple[Requirement, ...]
    value: Fraction

    def concerns(self, attributes: Mapping[str, object]) -> bool:
        """Whether an organisation of these attributes can be exempt at all."""
        return (not self.school_kinds or attributes.get("school_kind") in self.school_kinds) and (
            not self.places or attributes.get("place") in self.places
        )

    @property
    def items(self) -> set[str]:
        return {item for each in self.where for item in each.quantity.items}


@dataclass(frozen=True)
class Condition:
    """A figure of one school year and what it must keep. `exemptions` stand where every member is judged by itself."""

    code: str
    title: Text
    yardstick: Yardstick
    demand: Demand
    exemptions: tuple[Exemption, ...] = ()

    @property
    def items(self) -> set[str]:
        """Every data item it counts with."""
        return self.yardstick.items.union(*(each.items for each in self.exemptions))


@dataclass(frozen=True)
class Item:
    """An indicator beside the criteria, met where each of its conditions is. `number` is its place among all.

    `group` is the heading it stands under, where the document has such.
    """

    code: str
    number: int
    ground: Ground
    title: Text
    conditions: tuple[Condition, ...]
    group: Text | None = None


@dataclass(frozen=True)
class Proviso:
    """What recognition hangs on beside the indicators; the condition is met where nothing stands in the way."""

    condition: Condition
    ground: Ground


@dataclass(frozen=True)
class SocialRecognition(Proviso):
    """The survey; `sample_ground` is what the least number of answers stands on."""

    sample_ground: Ground
