"""Rules asked of a body: of what it would change, together with what stands beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.kernel.distinct import distinct
from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.definitions import Definitions, Needs
from services.metrics.domain.deriving import with_derived
from services.metrics.domain.laying import Grid, laid
from services.metrics.domain.rules.checking import check
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.rules.findings import Example
from services.metrics.domain.rules.rule import Rule, Severity
from services.metrics.domain.sheet import Sheet
from services.metrics.domain.taking import Known, Rows, together


@dataclass(frozen=True)
class Broken:
    """Where a rule does not hold: the places of the readings of the body that take part in it, and the numbers of the
    organisations and periods."""

    rule: Rule
    example: Example | None
    places: Places
    organisations: Places
    periods: Places

    @property
    def blocks(self) -> bool:
        return self.rule.severity is Severity.BLOCKING

    def elsewhere(self, places: Places) -> "Broken":
        """The same where the readings are those at `places` of a longer body."""
        return replace(self, places=places[self.places])


@dataclass(frozen=True)
class Verdict:
    """Each rule once, blocking ones first. `kept_out`: places of readings that those keep out."""

    broken: Sequence[Broken]
    kept_out: Places


def verdict(found: Iterable[Broken]) -> Verdict:
    """All that was found of one rule together."""
    by_rule: dict[tuple[bool, str, int], list[Broken]] = {}
    for each in found:
        by_rule.setdefault((not each.blocks, each.rule.code, each.rule.version), []).append(each)
    broken = [_together(by_rule[key]) for key in sorted(by_rule)]
    kept_out = [each.places for each in broken if each.blocks]
    return Verdict(broken, np.unique(np.concatenate([np.zeros(0, np.int64), *kept_out])))


def _together(parts: Sequence[Broken]) -> Broken:
    if len(parts) == 1:
        return parts[0]
    where = [np.concatenate([getattr(each, name) for each in parts]) for name in ("organisations", "periods")]
    (organisations, periods), _ = distinct(*where)
    places = np.unique(np.concatenate([each.places for each in parts]))
    return Broken(parts[0].rule, parts[0].example, places, organisations, periods)


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


def applied(matter: Matter, *, again: bool) -> list[Broken]:
    """What the rules say. `again`: the other readings will be taken without those that are kept out, which another
    rule may then object to; so the rules are asked until nothing more is kept out."""
    blocking: list[Broken] = []
    taken = matter.taken
    while True:
        found = _asked(matter, taken)
        new = [each for each in found if each.blocks]
        blocking += new
        if not new or not again:
            return [*blocking, *(each for each in found if not each.blocks)]
        taken = np.setdiff1d(taken, np.concatenate([each.places for each in new]))


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
            mine_in = np.unique(every[~np.isnan(every)]).astype(np.int64)
            where = matter.grid.organisations[rows], matter.grid.periods[rows]
            found.append(Broken(finding.rule, finding.example, mine_in, *where))
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
