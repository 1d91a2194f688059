"""Judges the figures of an official table: which can be kept, what speaks against the others."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from services.kernel.numbers import is_whole, kept_exactly
from services.metrics.domain import causes
from services.metrics.domain.causes import Cause
from services.metrics.domain.conflicts import Conflicts
from services.metrics.domain.indicator import Indicator, Reporter, ValueType
from services.metrics.domain.judging import Objection
from services.metrics.domain.official import Drawn
from services.metrics.domain.reading import Given, Key
from services.metrics.domain.values import wanted


@dataclass(frozen=True)
class Named:
    """What a key of the file names: one organisation, or several that bear it."""

    reporters: Mapping[str, Reporter]
    shared: Collection[str] = ()


@dataclass
class OfficialSifted:
    """Figures to be kept with the organisation each is of; `not_reported` were left out, for the organisation does not
    report the indicator."""

    sound: list[tuple[Drawn, Reporter, Decimal]] = field(default_factory=list)
    conflicts: Conflicts = field(default_factory=Conflicts)
    not_reported: int = 0


def sift_official(
    drawn: Sequence[Drawn], named: Named, indicators: Mapping[str, Indicator], period: str
) -> OfficialSifted:
    found = OfficialSifted()
    meant = {key: reporter.code for key, reporter in named.reporters.items()}
    often = Counter((meant[each.key], each.indicator) for each in drawn if each.key in meant)
    for index, each in enumerate(drawn):
        indicator, reporter = indicators[each.indicator], named.reporters.get(each.key)
        given = Given(index, Key(each.key, each.indicator, period), each.value, None)
        objections = [Objection(cause, given, expected) for cause, expected in _of_value(each.value, indicator)]
        if reporter is None:
            objections.append(_nobody(given, named))
        elif often[reporter.code, each.indicator] > 1:
            objections.append(Objection(causes.TWICE_IN_BODY, given, "one figure of each indicator and organisation"))
        if objections:
            found.conflicts.reject(objections, 1, [index])
        elif reporter is not None and not indicator.owed_by(reporter):
            found.not_reported += 1
        elif reporter is not None:
            found.sound.append((each, reporter, Decimal(each.value)))
    return found


def _nobody(given: Given, named: Named) -> Objection:
    if given.key.organisation in named.shared:
        return Objection(causes.AMBIGUOUS_CODE, given, "a key that one organisation bears; name it in `organisations`")
    return Objection(causes.UNKNOWN_ORGANISATION, given, "the key of an organisation within reach, or one of `skip`")


def _of_value(value: object, indicator: Indicator) -> Iterator[tuple[Cause, str]]:
    if isinstance(value, bool) or not isinstance(value, Decimal):
        yield causes.WRONG_TYPE, f"a number, or what `absent` lists; {wanted(indicator)}"
        return
    if not kept_exactly(value):
        yield causes.DIGITS, "at most 15 significant digits, between 1e-15 and 1e16 in size"
    elif indicator.value_type is ValueType.INTEGER and not is_whole(value):
        yield causes.WRONG_TYPE, wanted(indicator)
    if indicator.not_negative and value < 0:
        yield causes.NEGATIVE, f"zero or more {indicator.unit}"
