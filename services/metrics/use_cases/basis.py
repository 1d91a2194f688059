"""What a body is judged against, and the numbers that stand for its codes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from services.access.caller import Allowing, Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.moves import moves
from services.kernel.routes import Session
from services.metrics.domain.asking import Ambiguous, Ground
from services.metrics.domain.batch import Mode, Sifted
from services.metrics.domain.columns import Coded, Columns, Places
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.indicator import Reporter
from services.metrics.domain.own_codes import OwnCodes, Translation, in_our_codes, meant_by
from services.metrics.domain.packing import codes_of
from services.metrics.domain.scope import Scope
from services.metrics.domain.taking import WITHDRAWN, Rows
from services.metrics.repository.code_mappings import own_codes_of
from services.metrics.repository.collections import asked_for
from services.metrics.repository.directory import Directory, directory_of
from services.metrics.repository.indicators import codes_of_indicators, keep_meanings
from services.metrics.repository.locks import keep_locks, remembered_locks
from services.metrics.repository.period_numbers import numbered_periods
from services.metrics.repository.standing import standing_in
from services.metrics.use_cases.definitions import definitions_of

Names = Mapping[str, Mapping[int, str]]
"""Codes by numbers, of `organisation`, `indicator` and `period`."""


@dataclass(frozen=True)
class Given:
    """What was sent: the readings, and what is said of all of them. `untyped`: cells of a table, to be read by their
    indicators. `own`: by our codes those that the sender used. `place` says to people where a reading stands."""

    columns: Columns
    place: Callable[[int], str]
    note: str | None
    mode: Mode
    correction_reason: str | None
    scope: Scope | None = None
    untyped: bool = False
    own: OwnCodes = field(default_factory=OwnCodes)


@dataclass(frozen=True)
class Basis:
    """`given` is what was sent, in our codes; `organisations` are those for which the sender may report."""

    given: Given
    ground: Ground
    organisations: Mapping[str, int]
    indicators: Mapping[str, int]
    definitions: Definitions
    periods: dict[str, int] = field(default_factory=dict)

    def names(self, more: Mapping[int, str]) -> Names:
        """`more`: of indicators that the body does not name."""
        return {
            "organisation": codes_of(self.organisations),
            "indicator": {**codes_of(self.indicators), **more},
            "period": codes_of(self.periods),
        }


async def basis_of(session: Session, guard: Guard, given: Given) -> Basis:
    """All references at once. An organisation that the sender may not report for is as good as none."""
    columns, scope = given.columns, given.scope
    scoped, narrowed = (scope.organisations, scope.indicators or ()) if scope else ((), ())
    await keep_meanings(session)
    await keep_locks(session)
    moved = await moves(session)
    own = await own_codes_of(session, guard.caller.id, moved)
    periods = [*columns.periods.codes, *((scope.period,) if scope else ())]
    asked, locks = await asked_for(session, periods, moved), await remembered_locks(session, moved)
    named = {*columns.organisations.codes, *scoped}, {*columns.indicators.codes, *narrowed}
    codes = meant_by(named[0], own.organisations)
    directory = await directory_of(session, {*codes, *guard.granted}, moved)
    allows = guard.allowing_at(directory.places(guard.granted))
    special = allows.special | asked.askers | locks.organisations
    numbers, reporters = _reporters(directory, codes, allows, special)
    definitions = await definitions_of(session, moved)
    indicators = definitions.named(meant_by(named[1], own.indicators))
    organisation = Translation.of(named[0], own.organisations, numbers)
    indicator = Translation.of(named[1], own.indicators, indicators)
    for usable, ambiguous in ((numbers, organisation.ambiguous), (indicators, indicator.ambiguous)):
        for code in ambiguous:
            del usable[code]
    ours = _in_our_codes(given, organisation, indicator)
    _check_scope(ours.scope, numbers, indicators)
    known = {code: definitions.numbers[code] for code in indicators}
    reporters = {code: each for code, each in reporters.items() if code in numbers}
    ground = Ground(reporters, indicators, asked, Ambiguous(organisation.ambiguous, indicator.ambiguous), locks)
    return Basis(ours, ground, numbers, known, definitions)


def _in_our_codes(given: Given, organisation: Translation, indicator: Translation) -> Given:
    if not organisation.codes and not indicator.codes:
        return given
    scope = given.scope
    if scope is not None:
        narrowed = None if scope.indicators is None else tuple(map(indicator.one, scope.indicators))
        scope = Scope(tuple(map(organisation.one, scope.organisations)), scope.period, narrowed)
    columns = in_our_codes(given.columns, organisation, indicator)
    return replace(given, columns=columns, scope=scope, own=OwnCodes(organisation.back, indicator.back))


def _reporters(
    directory: Directory, codes: Collection[str], allows: Allowing, special: Collection[str]
) -> tuple[dict[str, int], dict[str, Reporter]]:
    """Of those that the sender may report for: their numbers, and who is asked. Kin are asked alike and stand for each
    other, but for those `special` ones that a grant, a collection or a lock names."""
    members: dict[int, Reporter] = {}
    open_to = [allows(kin.place("")) for kin in directory.kin]
    numbers: dict[str, int] = {}
    reporters: dict[str, Reporter] = {}
    for code in codes:
        number, place = directory.desks.get(code, (0, 0))
        if not number:
            continue
        kin, alone = directory.kin[place], code in special
        if allows(kin.place(code)) if alone else open_to[place]:
            numbers[code] = number
            if not alone and place not in members:
                members[place] = kin.reporter(code)
            reporters[code] = kin.reporter(code) if alone else members[place]
    return numbers, reporters


def _check_scope(scope: Scope | None, organisations: Collection[str], indicators: Collection[str]) -> None:
    if scope is None:
        return
    faults = [
        Fault("unknown_organisation", f"/scope/organisations/{place}", "an organisation you report for", name)
        for place, name in enumerate(scope.organisations)
        if name not in organisations
    ]
    faults += [
        Fault("unknown_indicator", f"/scope/indicators/{place}", "the code of an indicator", name)
        for place, name in enumerate(scope.indicators or ())
        if name not in indicators
    ]
    if faults:
        raise BodyInvalid(faults=faults)


async def sound_rows(session: Session, columns: Columns, sifted: Sifted, basis: Basis) -> Rows:
    """The readings that nothing speaks against so far, in numbers; new periods are given theirs."""
    used = np.unique(columns.periods.at[sifted.places])
    basis.periods.update(await numbered_periods(session, [columns.periods.codes[place] for place in used]))
    return Rows(
        _numbers(columns.periods, sifted.places, basis.periods),
        _numbers(columns.organisations, sifted.places, basis.organisations),
        _numbers(columns.indicators, sifted.places, basis.indicators),
        sifted.values,
        np.zeros(len(sifted.places), np.int64),
        sifted.remarks,
    )


async def left_out(session: Session, given: Given, basis: Basis) -> tuple[Rows, Mapping[int, str]]:
    """What stands in the scope and is nowhere in the body, not even among what was refused; with names of indicators.

    The desks of the scope must be held.
    """
    scope = given.scope
    if scope is None:
        return _withdrawals(np.zeros(0, np.int64), np.zeros(0, np.int64), 0), {}
    basis.periods.update(await numbered_periods(session, [scope.period]))
    period = basis.periods[scope.period]
    narrowed = None if scope.indicators is None else [basis.indicators[code] for code in scope.indicators]
    meant = [basis.organisations[code] for code in scope.organisations]
    organisations, indicators = await standing_in(session, meant, period, narrowed)
    gone = ~np.isin(organisations * _WIDE + indicators, _sent(given.columns, scope.period, basis))
    names = await codes_of_indicators(session, np.unique(indicators[gone]).tolist())
    return _withdrawals(organisations[gone], indicators[gone], period), names


_WIDE = 2**31


def _sent(columns: Columns, period: str, basis: Basis) -> Places:
    """Every key of the body for the period, sound or not."""
    every = np.arange(len(columns))
    mine = np.array([code == period for code in columns.periods.codes], np.bool_)[columns.periods.at]
    places = every[mine]
    organisations = _numbers(columns.organisations, places, basis.organisations)
    return organisations * _WIDE + _numbers(columns.indicators, places, basis.indicators)


def _withdrawals(organisations: Places, indicators: Places, period: int) -> Rows:
    count = len(organisations)
    return Rows(
        np.full(count, period, np.int64),
        organisations,
        indicators,
        np.full(count, WITHDRAWN),
        np.zeros(count, np.int64),
    )


def _numbers(coded: Coded, places: Places, numbers: Mapping[str, int]) -> Places:
    of_code = np.array([numbers.get(code, 0) for code in coded.codes], np.int64)
    found: Places = of_code[coded.at[places]]
    return found
