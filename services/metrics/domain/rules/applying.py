"""Rules asked of a body: of what it would change, together with what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.definitions import Definitions, Needs
from services.metrics.domain.deriving import with_derived
from services.metrics.domain.laying import Grid, laid
from services.metrics.domain.rules.checking import check
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.rules.findings import Finding
from services.metrics.domain.sheet import Sheet
from services.metrics.domain.taking import Known, Rows, together


@dataclass(frozen=True)
class Broken:
    """A finding, and the places of the readings of the body that take part in it."""

    finding: Finding
    places: Places


@dataclass(frozen=True)
class Verdict:
    """`kept_out`: places of readings that a blocking rule keeps out."""

    broken: Sequence[Broken]
    kept_out: Places

    @classmethod
    def nothing(cls) -> "Verdict":
        return cls((), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Matter:
    """What rules are asked of. `rows` are those of the body, `taken` the places of those it would change, `known` what
    is known of their keys; `around` is what stands of all other keys that the rules need."""

    definitions: Definitions
    rules: Sequence[tuple[Asked, Needs]]
    grid: Grid
    rows: Rows
    known: Known
    taken: Places
    around: Rows


def applied(matter: Matter, *, again: bool) -> Verdict:
    """What the rules say. `again`: the other readings will be taken without those that are kept out, which another
    rule may then object to; so the rules are asked until nothing more is kept out."""
    kept_out = np.zeros(0, np.int64)
    blocking: list[Broken] = []
    while True:
        taken = np.setdiff1d(matter.taken, kept_out)
        found = _asked(matter, taken)
        new = [each for each in found if each.finding.blocks]
        if not new or not again:
            break
        blocking += new
        kept_out = np.union1d(kept_out, np.concatenate([each.places for each in new]))
    warnings = [each for each in found if not each.finding.blocks]
    blocking += new
    return Verdict((*blocking, *warnings), np.unique(np.concatenate([kept_out, *(each.places for each in new)])))


def _asked(matter: Matter, taken: Places) -> list[Broken]:
    """Each rule of the rows in which a reading that would be taken takes part."""
    codes = matter.definitions.codes
    sheet = sheet_with_derived(matter.definitions, matter.rules, laid(matter.grid, _standing(matter, taken), codes))
    mine = laid(matter.grid, replace(matter.rows.at(taken), values=taken.astype(np.float64), remarks={}), codes)
    needs = {id(asked): needs for asked, needs in matter.rules}

    def taking_part(asked: Asked) -> Truths:
        columns = [~np.isnan(mine.numbers[column]) for column in needs[id(asked)].columns if column in mine.numbers]
        return np.logical_or.reduce(columns) if columns else np.zeros(len(sheet.rows), np.bool_)

    found = []
    for finding in check([asked for asked, _ in matter.rules], sheet, taking_part):
        if finding.count:
            asked = next(asked for asked, _ in matter.rules if asked.rule is finding.rule)
            rows = np.array(finding.rows, np.int64)
            places = [mine.numbers[column][rows] for column in needs[id(asked)].columns if column in mine.numbers]
            every = np.concatenate(places)
            found.append(Broken(finding, np.unique(every[~np.isnan(every)]).astype(np.int64)))
    return found


def sheet_with_derived(definitions: Definitions, rules: Sequence[tuple[Asked, Needs]], sheet: Sheet) -> Sheet:
    """With the derived indicators that the rules name, if any."""
    derived = frozenset().union(*(needs.derived for _, needs in rules))
    return with_derived(definitions.deriving(derived), sheet) if derived else sheet


def _standing(matter: Matter, taken: Places) -> Rows:
    """What will stand: of the body what is taken, or repeats what is known; else what is known."""
    values = np.where(matter.known.stands, matter.known.values, np.nan)
    values[taken] = matter.rows.values[taken]
    return together([matter.around, replace(matter.rows, values=values, remarks={})])
