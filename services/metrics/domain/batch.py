"""A whole body judged: what can be taken, what changes nothing, what is objected to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from services.metrics.domain import causes
from services.metrics.domain.alike import alike
from services.metrics.domain.asking import Ground
from services.metrics.domain.causes import Cause
from services.metrics.domain.columns import Columns, Places, Truths
from services.metrics.domain.conflicts import SHOWN, Conflicts
from services.metrics.domain.judging import Objection, judge_form, stated
from services.metrics.domain.locks import Lock
from services.metrics.domain.reading import Amount, Given, Key
from services.metrics.domain.screening import clean
from services.metrics.domain.taking import WITHDRAWN, Known, Remark, Rows, same

_REASON = "correction_reason in the submission"


class Mode(StrEnum):
    ALL_OR_NOTHING = "all_or_nothing"
    VALID_ONLY = "valid_only"


@dataclass(frozen=True)
class Sifted:
    """The readings that nothing speaks against so far: their places in the body, what an array holds of each, and what
    it does not. The conflicts are those of the others."""

    places: Places
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]"
    remarks: Mapping[int, Remark]
    conflicts: Conflicts


def sift(columns: Columns, ground: Ground) -> Sifted:
    """Screened by arrays; what the screen does not pass is judged reading by reading, equal ones once."""
    good = clean(columns, ground)
    values, remarks, conflicts = columns.numbers.copy(), {}, Conflicts()
    first = _first_of_twins(columns, ~good)
    for rows in alike(columns, ~good):
        row = int(rows[0])
        given = columns.given(row)
        objections = judge_form(given, ground, int(first[row]) if first[row] >= 0 else None)
        if objections:
            conflicts.reject(objections, len(rows), rows[:SHOWN].tolist())
            continue
        good[row] = True
        amount = stated(given, ground.indicators[given.key.indicator]).amount
        values[row] = np.nan if amount.value is None else float(amount.value)
        if amount.unknown_reason is not None or amount.evidence is not None:
            remarks[row] = Remark(amount.unknown_reason, amount.evidence)
    places = np.flatnonzero(good)
    new = {int(place): number for number, place in enumerate(places)} if remarks else {}
    return Sifted(places, values[places], {new[row]: remark for row, remark in remarks.items()}, conflicts)


def _first_of_twins(columns: Columns, doubtful: Truths) -> Places:
    """Of each row whose key stands more than once, the first row of that key; of others -1. The screen lets none of
    them pass."""
    found = np.full(len(columns), -1, np.int64)
    rows = np.flatnonzero(doubtful)
    keys = columns.keys()[rows]
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys[order], prepend=-1) != 0)
    counts = np.diff(begins, append=len(rows))
    found[rows[order]] = np.repeat(np.where(counts > 1, rows[order[begins]], -1), counts)
    return found


@dataclass(frozen=True)
class Judged:
    """Places among the rows: `created` have no earlier one that counts, `updated` replace it, `withdrawn` end it.
    Of all of these, `corrected` change an approved value."""

    created: Places
    updated: Places
    withdrawn: Places
    corrected: Places
    unchanged: int

    @property
    def taken(self) -> Places:
        return np.sort(np.concatenate([self.created, self.updated, self.withdrawn]))

    def without(self, places: Places) -> "Judged":
        """Those places were found to be wrong after all."""
        if not len(places):
            return self
        return Judged(
            np.setdiff1d(self.created, places),
            np.setdiff1d(self.updated, places),
            np.setdiff1d(self.withdrawn, places),
            np.setdiff1d(self.corrected, places),
            self.unchanged,
        )


def judge(
    rows: Rows,
    known: Known,
    standing: Mapping[int, Remark],
    approved: Mapping[int, Remark],
    *,
    reasoned: bool,
) -> tuple[Judged, Places]:
    """The rows against what is known of their keys, and the places of those that change an approved value without a
    reason. `standing` and `approved`: the remarks of those readings, by place, where rows have remarks themselves.
    """
    repeats = known.stands & same(rows.values, known.values)
    agrees = known.approved & same(rows.values, known.approved_values)
    for place in rows.remarks:
        repeats[place] &= _repeats(rows, place, standing)
        agrees[place] &= _repeats(rows, place, approved)
    late = ~repeats & known.approved & ~agrees
    if reasoned:
        late = np.zeros(len(rows), np.bool_)
    ends = rows.values == WITHDRAWN
    taken = ~repeats & ~late
    judged = Judged(
        np.flatnonzero(taken & ~known.stands & ~ends),
        np.flatnonzero(taken & known.stands & ~ends),
        np.flatnonzero(taken & known.stands & ends),
        np.flatnonzero(taken & known.approved & ~agrees & ~(ends & ~known.stands)),
        int(np.count_nonzero(repeats)),
    )
    return judged, np.flatnonzero(late)


def _repeats(rows: Rows, place: int, known: Mapping[int, Remark]) -> bool:
    mine, its = rows.remarks[place], known.get(place, Remark(None, None))
    return Amount(None, *mine).repeats(Amount(None, *its))


def reject_late(conflicts: Conflicts, columns: Columns, places: Places) -> None:
    """Readings, by their places in the body, that change an approved value without a reason."""
    some = [Objection(causes.REASON_NEEDED, columns.given(row), _REASON) for row in telling(columns, places)]
    conflicts.reject_alike(causes.REASON_NEEDED, len(places), some)


def telling(columns: Columns, places: Places) -> list[int]:
    """Enough of the places to name the first few of them, of the organisations in them, and of the indicators."""
    shown = set(places[:SHOWN].tolist())
    for coded in (columns.organisations, columns.indicators):
        _, first = np.unique(coded.at[places], return_index=True)
        shown.update(places[np.sort(first)[:SHOWN]].tolist())
    return sorted(shown)


def reject_withdrawals(
    conflicts: Conflicts, rows: Rows, places: Places, names: Mapping[str, Mapping[int, str]]
) -> None:
    """Approved readings that a declared scope would withdraw without a reason."""
    _reject_unsaid(conflicts, (causes.WITHDRAWAL_UNREASONED, _REASON), rows, places, names)


def reject_locked(
    conflicts: Conflicts, lock: Lock, rows: Rows, places: Places, names: Mapping[str, Mapping[int, str]]
) -> None:
    """Readings that a declared scope would withdraw from a locked period."""
    _reject_unsaid(conflicts, (causes.PERIOD_LOCKED, lock.words), rows, places, names)


def reject_closed(
    conflicts: Conflicts, collection: str, rows: Rows, places: Places, names: Mapping[str, Mapping[int, str]]
) -> None:
    """Readings that a declared scope would withdraw, and that only this and other closed collections ask for."""
    why = causes.WITHDRAWAL_OUTSIDE_WINDOW, f"a scope without it, or an open collection; {collection} is closed"
    _reject_unsaid(conflicts, why, rows, places, names)


def _reject_unsaid(
    conflicts: Conflicts,
    why: tuple[Cause, str],
    rows: Rows,
    places: Places,
    names: Mapping[str, Mapping[int, str]],
) -> None:
    """They stand nowhere in the body."""
    some = [withdrawal(rows, int(place), names) for place in places[:SHOWN]]
    cause, expected = why
    conflicts.reject_alike(cause, len(places), [Objection(cause, given, expected) for given in some])


def withdrawal(rows: Rows, place: int, names: Mapping[str, Mapping[int, str]]) -> Given:
    """A reading that a declared scope would withdraw: it stands nowhere in the body."""
    key = Key(
        names["organisation"][int(rows.organisations[place])],
        names["indicator"][int(rows.indicators[place])],
        names["period"][int(rows.periods[place])],
    )
    return Given(None, key, None, None)
