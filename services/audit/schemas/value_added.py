"""Schools against what their own past and their peers let expect."""

from collections import Counter
from collections.abc import Sequence

from pydantic import Field

from services.audit.domain.case_numbers import MOST_PLACES
from services.audit.domain.value_added import Standing, ValueAdded
from services.audit.schemas.common import Figure, Named, Words, named
from services.audit.use_cases.evaluate_change import Evaluated
from services.kernel.fields import Shown
from services.kernel.paging import Page


class PeerGroupShown(Shown):
    """Same surroundings and band of size; `pupils_below` null is without an end. 同类学校：城乡与规模相同。"""

    place: str
    pupils_from: int
    pupils_below: int | None


class SchoolChange(Shown):
    """One stage of a school. `added` = `value` − `expected`, from `low` to `high` at 95 percent.

    `reliability` (0 to 1) is how far its own baseline was believed; the rest is that of its peers. Where it cannot be
    decided `reason` says why: group_unknown, value_missing, baseline_missing, baseline_too_short, too_few_peers,
    no_fluctuation.
    """

    organisation: Named
    stage: str
    peer_group: PeerGroupShown | None
    peers: int
    value: Figure | None
    baseline: Figure | None
    expected: Figure | None
    added: Figure | None
    low: Figure | None
    high: Figure | None
    reliability: Figure | None
    standing: Standing
    reason: str | None


class SchoolChanges(Page[SchoolChange]):
    """Schools by code, never by result. Of twenty schools one lies outside its interval by chance alone.

    按学校代码排列，不作排名。每二十所学校约有一所仅因偶然落在区间之外。
    """

    criterion: str
    title: Words
    unit: Words
    period: str
    baseline_periods: list[str]
    snapshot_version: int
    organisations_version: int
    confidence: Figure
    counts: dict[Standing, int] = Field(description="of all pages · 全部页的合计")


def shown_changes(evaluated: Evaluated, page: Sequence[ValueAdded], following: str | None) -> SchoolChanges:
    counted = Counter(each.standing for each in evaluated.found)
    return SchoolChanges(
        items=[_shown(evaluated, each) for each in page],
        next=following,
        criterion=evaluated.criterion.code,
        title=Words.model_validate(evaluated.criterion.title),
        unit=Words.model_validate(evaluated.criterion.unit),
        period=evaluated.periods[-1],
        baseline_periods=list(evaluated.periods[:-1]),
        snapshot_version=evaluated.snapshot,
        organisations_version=evaluated.organisations,
        confidence=0.95,
        counts={standing: counted[standing] for standing in Standing},
    )


def _shown(evaluated: Evaluated, each: ValueAdded) -> SchoolChange:
    place, group = evaluated.places[each.history.organisation], each.history.group
    return SchoolChange(
        organisation=named(place.code, place.zh, place.en),
        stage=each.history.stage,
        peer_group=None
        if group is None
        else PeerGroupShown(place=group.place, pupils_from=group.size[0], pupils_below=group.size[1]),
        peers=each.peers,
        value=_rounded(each.history.values[-1]),
        baseline=_rounded(each.baseline),
        expected=_rounded(each.expected),
        added=_rounded(each.added),
        low=_rounded(each.low),
        high=_rounded(each.high),
        reliability=_rounded(each.reliability),
        standing=each.standing,
        reason=each.reason,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, MOST_PLACES)
