"""Rows about to be kept, as columns: numbers of organisation, indicator and period, a version, a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from services.metrics.domain.columns import Numbers, Places, Truths


class Remark(NamedTuple):
    """What a reading says beside its value."""

    unknown_reason: str | None
    evidence: str | None


WITHDRAWN = np.inf
"""The value of a version that takes back what was said before: nothing stands then, and nothing is unknown either."""


@dataclass(frozen=True)
class Rows:
    """Columns of one length; `values` is NaN where a remark says why there is none. `remarks` by place in them."""

    periods: Places
    organisations: Places
    indicators: Places
    values: Numbers
    versions: Places
    remarks: Mapping[int, Remark] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.values)

    def at(self, places: Places) -> "Rows":
        """Those rows, in that order."""
        remarks = self.remarks
        if remarks:
            old = {int(place): new for new, place in enumerate(places)}
            remarks = {old[place]: remark for place, remark in remarks.items() if place in old}
        return Rows(
            self.periods[places],
            self.organisations[places],
            self.indicators[places],
            self.values[places],
            self.versions[places],
            remarks,
        )

    def in_order_of_keys(self) -> "Rows":
        """As the key of the table orders them: neighbours are written side by side."""
        return self.at(np.lexsort((self.versions, self.indicators, self.organisations, self.periods)))


@dataclass(frozen=True)
class Known:
    """What was said of keys before, by their places: the highest version there is (0: none), the newest value that was
    not returned, and the newest approved one; NaN is a null, and `stands` or `approved` says that there is one at all.
    What was withdrawn stands no longer.
    """

    versions: Places
    stands: Truths
    values: Numbers
    standing_versions: Places
    approved: Truths
    approved_values: Numbers
    approved_versions: Places

    def approved_of(self, places: Places) -> "Approved":
        """What was approved there."""
        return Approved(self.approved_versions[places], self.approved_values[places])

    @classmethod
    def nothing(cls, keys: int) -> "Known":
        zeros, no, nan = np.zeros(keys, np.int64), np.zeros(keys, np.bool_), np.full(keys, np.nan)
        return cls(zeros, no, nan, zeros, no, nan, zeros)

    def at(self, places: Places) -> "Known":
        """Of those keys, in that order."""
        return Known(
            self.versions[places],
            self.stands[places],
            self.values[places],
            self.standing_versions[places],
            self.approved[places],
            self.approved_values[places],
            self.approved_versions[places],
        )

    @classmethod
    def of(cls, keys: int, said: "Said") -> "Known":
        """From every version of the keys, in any order."""
        order = np.lexsort((said.versions, said.places))
        places, versions = said.places[order], said.versions[order]
        values, states = said.values[order], said.states[order]
        highest = np.zeros(keys, np.int64)
        highest[places] = versions  # of the same place the last one written is the highest
        found = []
        for counts in (states != RETURNED, states == APPROVED):
            there, value, version = np.zeros(keys, np.bool_), np.full(keys, np.nan), np.zeros(keys, np.int64)
            there[places[counts]] = True
            value[places[counts]] = values[counts]
            version[places[counts]] = versions[counts]
            there &= value != WITHDRAWN
            found.append((there, value, version))
        (stands, values, standing), (approved, approved_values, approved_versions) = found
        return cls(highest, stands, values, standing, approved, approved_values, approved_versions)


PENDING, APPROVED, RETURNED = 0, 1, 2


@dataclass(frozen=True)
class Approved:
    """Of some keys the newest approved versions, and their values."""

    versions: Places
    values: Numbers


@dataclass(frozen=True)
class Said:
    """Versions of keys: the place of the key, the version, its value (NaN: null) and the state of its part."""

    places: Places
    versions: Places
    values: Numbers
    states: Places


def same(values: Numbers, others: Numbers) -> Truths:
    """Equal numbers; null is equal to null."""
    found: Truths = (values == others) | (np.isnan(values) & np.isnan(others))
    return found


def together(parts: Sequence[Rows]) -> Rows:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    remarks: dict[int, Remark] = {}
    begun = 0
    for part in parts:
        remarks.update({begun + place: remark for place, remark in part.remarks.items()})
        begun += len(part)
    names = ("periods", "organisations", "indicators", "values", "versions")
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Rows(**columns, remarks=remarks)
