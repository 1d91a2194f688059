"""Judges one reading: every cause against it at once, or the reading that can be taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.kernel.numbers import as_number, is_whole, kept_exactly
from services.metrics.domain import causes
from services.metrics.domain.asking import Ground
from services.metrics.domain.causes import Cause
from services.metrics.domain.indicator import Indicator, ValueType
from services.metrics.domain.reading import Amount, Given, Key, Sound
from services.metrics.domain.texts import hint_of
from services.metrics.domain.values import same_unit, stored_number, wanted

_LONGEST_UNIT = 40


@dataclass(frozen=True)
class Objection:
    """One cause against one reading, and what was expected instead."""

    cause: Cause
    given: Given
    expected: str


def judge_form(given: Given, ground: Ground, first_of_twins: int | None) -> list[Objection]:
    """What speaks against a reading before anything stored is looked at.

    `first_of_twins` is the index of the first reading of the same key where the body has several, else None.
    An organisation the sender may not report for is treated as one that does not exist: its answer says no more.
    """
    indicator = ground.indicators.get(given.key.indicator)
    found = [Objection(cause, given, expected) for cause, expected in _value_causes(given, indicator)]
    found += [Objection(cause, given, expected) for cause, expected in _key_causes(given.key, ground)]
    if first_of_twins is not None:
        found.append(Objection(causes.TWICE_IN_BODY, given, f"one reading of this key; the first is {first_of_twins}"))
    return found


def _key_causes(key: Key, ground: Ground) -> Iterator[tuple[Cause, str]]:
    reporter, indicator = ground.reporters.get(key.organisation), ground.indicators.get(key.indicator)
    if key.organisation in ground.ambiguous.organisations or key.indicator in ground.ambiguous.indicators:
        yield causes.AMBIGUOUS_CODE, "a code that means one thing only"
    if reporter is None and key.organisation not in ground.ambiguous.organisations:
        yield causes.UNKNOWN_ORGANISATION, "the code of an organisation you report for"
    if indicator is None and key.indicator not in ground.ambiguous.indicators:
        yield causes.UNKNOWN_INDICATOR, "the code of an indicator"
    if reporter and indicator:
        yield from ground.asked.against(reporter, indicator, key.period)
    if reporter and (lock := ground.locks.on(reporter.chain, key.period)):
        yield causes.PERIOD_LOCKED, lock.words


def _value_causes(given: Given, indicator: Indicator | None) -> Iterator[tuple[Cause, str]]:
    reason_given = bool(given.unknown_reason and given.unknown_reason.strip())
    if indicator is not None and given.unit is not None and not same_unit(given.unit, indicator.unit):
        yield causes.WRONG_UNIT, f"the unit {indicator.unit}; given: {given.unit[:_LONGEST_UNIT]}"
    if given.value is None:
        if not reason_given:
            yield causes.VALUE_AND_REASON, "unknown_reason beside a value of null"
        return
    if given.unknown_reason is not None:
        yield causes.VALUE_AND_REASON, "no unknown_reason beside a value"
    if indicator is None:
        yield from _causes_of_any_form(given.value)
    elif indicator.value_type.is_number:
        yield from _number_causes(given.value, indicator)
    elif (number := stored_number(indicator, given.value)) is None:
        yield causes.WRONG_TYPE, _expected(indicator, given.value)
    elif number and indicator.evidence_needed and given.evidence is None:
        yield causes.EVIDENCE_MISSING, "evidence: the title, number and date of the document"


def _causes_of_any_form(value: object) -> Iterator[tuple[Cause, str]]:
    """Of a reading whose indicator nobody knows: it may be a number, true or false, or a grade."""
    if not isinstance(value, bool | str) and as_number(value) is None:
        yield causes.WRONG_TYPE, "a number, true, false, the code of a grade, or null"


def _number_causes(value: object, indicator: Indicator) -> Iterator[tuple[Cause, str]]:
    number = as_number(value)
    if number is None:
        yield causes.WRONG_TYPE, _expected(indicator, value)
        return
    if not kept_exactly(number):
        yield causes.DIGITS, "at most 15 significant digits, between 1e-15 and 1e16 in size"
    elif indicator.value_type is ValueType.INTEGER and not is_whole(number):
        yield causes.WRONG_TYPE, wanted(indicator)
    if indicator.not_negative and number < 0:
        yield causes.NEGATIVE, f"zero or more {indicator.unit}"


def _expected(indicator: Indicator, value: object) -> str:
    """The form that the value must have, and what to write instead where the cell of a table shows what was meant."""
    hint = hint_of(value)
    return wanted(indicator) if hint is None else f"{wanted(indicator)}; write {hint}"


def stated(given: Given, indicator: Indicator) -> Sound:
    """An unobjectionable reading with the amount it states."""
    value = None if given.value is None else stored_number(indicator, given.value)
    reason = (given.unknown_reason or "").strip() if value is None else None
    return Sound(given, Amount(value, reason, given.evidence))
