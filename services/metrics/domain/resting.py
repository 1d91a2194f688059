"""What rests on an indicator that is reported: a change of its meaning would make something else of it."""

from collections.abc import Iterator, Mapping, Sequence

from services.kernel.errors import Fault
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.formulas.vocabulary import meaning_of
from services.metrics.domain.indicator import Indicator

_NAMED = 10


def resting_faults(known: Definitions, indicators: Sequence[Indicator]) -> list[Fault]:
    """Of every indicator whose unit, form, period or kind of reporter would change: who rests on it. Of a new one whose
    code is that of a derived indicator: that."""
    faults: list[Fault] = []
    derived = {each.code for each in known.derivations.versions}
    for place, given in enumerate(indicators):
        if given.code in derived:
            wanted = "another code: a derived indicator has this one · 该代码已用于派生指标"
            faults.append(Fault("derived_exists", f"/indicators/{place}/code", wanted, given.code))
        elif given.code in known.indicators:
            faults += _rested_on(f"/indicators/{place}", known, known.indicators[given.code], given)
    return faults


def _rested_on(pointer: str, known: Definitions, before: Indicator, after: Indicator) -> Iterator[Fault]:
    moved = {field for field, (was, now) in _parts(before, after).items() if was != now}
    if not moved:
        return
    derived = sorted(known.derivations.dependents(before.code))
    asked = {
        each.rule.code
        for each, needs in zip(known.asked, known.needs, strict=True)
        if any(code == before.code for code, _ in needs.columns)
    }
    # That an amount is never below zero matters to rules only: a factor means nothing where it may be.
    for code, who, fields in (
        ("derived_rests_on_it", derived, moved - {"not_negative"}),
        ("rule_rests_on_it", sorted(asked), moved),
    ):
        named = ", ".join(who[:_NAMED])
        for field in sorted(fields) if who else ():
            wanted = f"{_words(before, field)}, on which rests: {named} · 被引用于：{named}"
            yield Fault(code, f"{pointer}/{field}", wanted, _words(after, field))


def _parts(before: Indicator, after: Indicator) -> Mapping[str, tuple[object, object]]:
    """By the fields of a body that say it, what formulas read an indicator by."""
    was, now = meaning_of(before), meaning_of(after)
    return {
        "unit": (was.kind.unit, now.kind.unit),
        "value_type": (was.kind.shape, now.kind.shape),
        "grades": (was.kind.words, now.kind.words),
        "period": (was.period, now.period),
        "reported_by": (was.reporter, now.reporter),
        "not_negative": (was.not_negative, now.not_negative),
    }


def _words(indicator: Indicator, field: str) -> str:
    return {
        "unit": indicator.unit,
        "value_type": indicator.value_type.value,
        "grades": " ".join(indicator.grade_codes) or "none",
        "period": indicator.period.value,
        "reported_by": indicator.reported_by.kind,
        "not_negative": str(indicator.not_negative).lower(),
    }[field]
