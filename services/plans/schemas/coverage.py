"""How far the plans and tasks below take up a plan."""

from typing import Literal

from services.kernel.fields import Bilingual, Day, Number, Shown
from services.kernel.paging import Page
from services.plans.domain.bearing import Bearing
from services.plans.domain.cascade import Uptake
from services.plans.domain.target_strength import Strength
from services.plans.schemas.adoptions import StatedLine
from services.yardsticks.task_state import TaskState
from services.yardsticks.words import Comparison


class AdoptedBy(Shown):
    """A plan below, by what it takes the measure up, and how it stands on the day.

    What was numbered anew stands under its code of the day; `upper_measure` is the code under which the adoption is
    kept. `dropped` are the measures, duty clauses and tasks that were named and are there no more on the day.
    """

    plan: str
    plan_standing: Bearing
    upper_measure: str
    measures: list[str]
    duties: list[str]
    tasks: list[str]
    dropped: list[str]
    decided_on: Day


class TaskThere(Shown):
    code: str
    owner: str
    state: TaskState


class UptakeThere(Shown):
    """What a place makes of a measure. 某地对一项措施的承接情况。"""

    jurisdiction: str
    uptake: Uptake
    plans: list[AdoptedBy]
    tasks: list[TaskThere]


class LineShown(Shown):
    """A target's line and deadline, as its plan states them."""

    target: str
    statement: Bilingual
    comparison: Comparison | None
    value: Number | None
    unit: str | None
    deadline: Day | None
    deadline_text: str | None


class TargetCompared(Shown):
    """A target below held against one above. `why` says in a word why they cannot be compared.

    `by`: both measure the same, or a person stated what the lower one asks, or they are linked and nothing more.
    `for_information`: one of the plans is not in force, or its date is inferred and confirmed by nobody.
    `lower_is_older`: the plan below was in force first and could not have known the one above.
    """

    jurisdiction: str | None
    plan: str
    verdict: Strength
    why: str | None
    in_value: Strength
    in_time: Strength
    why_not_in_time: str | None
    by: Literal["same_measure", "stated", "linked"]
    lower: LineShown | None
    upper: LineShown | None
    asks: StatedLine | None
    stated_by: str | None
    decided_on: Day
    for_information: bool
    lower_is_older: bool


class CoverageCounts(Shown):
    """Places by what they make of the measure, linked targets by how they compare; never an average."""

    adopted: int
    open: int
    gap: int
    weaker: int
    equal: int
    stronger: int
    not_comparable: int
    not_comparable_yet: int


class MeasureCovered(Shown):
    """A measure of the plan above: where it is taken up and by what, where not (`gaps`), and the targets linked."""

    measure: str
    title: Bilingual
    place: str
    counts: CoverageCounts
    jurisdictions: list[UptakeThere]
    gaps: list[str]
    targets: list[TargetCompared]


class TakenUpNoMore(Shown):
    """A plan below still takes up a measure that the revision of the day has dropped."""

    plan: str
    upper_measure: str
    decided_on: Day


class CoverageShown(Page[MeasureCovered]):
    """A page of measures as of a day, for the places below that the caller may see.

    `no_longer_there`: what plans below took up and the revision of that day no longer holds, on every page.
    某日各项措施在下级地区的承接情况，仅含调用者可见的地区；no_longer_there 为下级已承接、但方案当日已不再载明的措施。
    """

    plan: str
    revision: int
    plan_standing: Bearing
    as_of: Day
    jurisdictions: int
    no_longer_there: list[TakenUpNoMore]
