"""Who stands below a place, and in which county: found for all organisations at once."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.nation.codes import Places, Truths

DEEPEST = 16
"""No organisation stands deeper below the root."""
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Tree:
    """Organisations below a place that lie in a county, county by county; `county` is a place in `counties`, which are
    the numbers of their governments, rising. `outside` counts the schools below the place that lie in no county."""

    counties: Numbers
    organisations: Numbers
    county: Places
    likeness: Places
    existed: Truths
    outside: int

    def lots(self, most: int, first: int = 0) -> list[slice]:
        """Whole counties from the first one on, some `most` organisations together; as slices of `counties`."""
        ends = np.cumsum(np.bincount(self.county, minlength=len(self.counties)))
        cuts = [first]
        while cuts[-1] < len(self.counties):
            begun = int(ends[cuts[-1] - 1]) if cuts[-1] else 0
            cuts.append(max(cuts[-1] + 1, int(np.searchsorted(ends, begun + most, side="right"))))
        return [slice(start, stop) for start, stop in pairwise(cuts)]

    def rows(self, lot: slice) -> slice:
        """The organisations of a lot."""
        first, last = np.searchsorted(self.county, [lot.start, lot.stop])
        return slice(int(first), int(last))


@dataclass(frozen=True)
class Roll:
    """Organisations as they stood, by rising number; `parent` is a number, 0 for none. `likeness` is a place in a list,
    of which `is_county` and `is_school` tell."""

    organisation: Numbers
    parent: Numbers
    likeness: Places
    existed: Truths


def tree_of(roll: Roll, root: int, is_county: Truths, is_school: Truths) -> Tree:
    """The nearest county at or above each organisation, for those at or below the root."""
    count = len(roll.organisation)
    above = np.searchsorted(roll.organisation, roll.parent)
    above[above == count] = 0
    above = np.where(roll.organisation[above] == roll.parent, above, count) if count else above
    up = np.append(above, count)  # the last stands for nobody, and above nobody is nobody
    governs = np.append(is_county[roll.likeness], False)
    is_root = np.append(roll.organisation == root, False)
    at, county, below = np.arange(count + 1), np.full(count + 1, -1), np.zeros(count + 1, np.bool_)
    for _ in range(DEEPEST):
        unmet = (county < 0) & ~below & governs[at]
        county[unmet] = at[unmet]
        below |= is_root[at]
        at = np.where(below, at, up[at])
    county, below = county[:-1], below[:-1]
    schools_outside = int(np.count_nonzero(below & (county < 0) & is_school[roll.likeness] & roll.existed))
    rows = np.flatnonzero(below & (county >= 0))
    rows = rows[np.lexsort((roll.organisation[rows], county[rows]))]
    places, at_county = np.unique(county[rows], return_inverse=True)
    return Tree(
        counties=roll.organisation[places],
        organisations=roll.organisation[rows],
        county=at_county.astype(np.int64),
        likeness=roll.likeness[rows],
        existed=roll.existed[rows],
        outside=schools_outside,
    )
