"""Signals of units, with the rules they follow."""

from collections.abc import Mapping
from datetime import date

from services.audit.domain.signals import Because, Colour, Signal
from services.audit.repository.organisations import Place
from services.audit.schemas.common import Named, Words, named
from services.kernel.fields import Shown


class BecauseShown(Shown):
    """A rule that holds: how many cases it counts, and some of them."""

    rule: str
    colour: Colour
    title: Words
    count: int
    cases: list[str]


class SignalShown(Shown):
    unit: Named
    colour: Colour
    because: list[BecauseShown]


class Signals(Shown):
    """The gravest first; a unit of which no rule holds shows none."""

    as_of: date
    items: list[SignalShown]


def shown_signal(signal: Signal, places: Mapping[str, Place]) -> SignalShown:
    place = places[signal.unit]
    return SignalShown(
        unit=named(place.code, place.zh, place.en),
        colour=signal.colour,
        because=[_because(each) for each in signal.because],
    )


def _because(each: Because) -> BecauseShown:
    return BecauseShown(
        rule=each.rule.code,
        colour=each.rule.colour,
        title=Words.model_validate(each.rule.title),
        count=each.count,
        cases=list(each.some),
    )
