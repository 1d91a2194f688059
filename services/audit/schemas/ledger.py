"""Bodies of the ledger of shortages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import ConfigDict

from services.audit.domain.priority import Priority
from services.audit.repository.ledger import KeptRow
from services.audit.schemas.common import Figure, Named, Words, example, named
from services.audit.use_cases.enter_shortages import Entered
from services.kernel.fields import Closed, Code, Day, Shown, shown_number

AGES = (90, 180, 365)


class SumsBy(StrEnum):
    COUNTY = "county"
    CRITERION = "criterion"
    OWNER = "owner"
    PRIORITY = "priority"
    SCHOOL = "school"


class EntryGiven(Closed):
    """An assessment of a county, and the day on which the ledger is brought up to it."""

    assessment: Code
    on: Day

    model_config = ConfigDict(json_schema_extra=example({"assessment": "asm_0123456789abcdef", "on": "2021-11-01"}))


class EnteredShown(Shown):
    """How many rows came of it. `not_measured`: open rows of which the assessment says nothing, left as they are."""

    entered: int
    measured: int
    unchanged: int
    closed: int
    moved: int
    joined: int
    not_measured: int


class LedgerRowShown(Shown):
    """One shortage of one school; `case` is where its steps are taken. `to_add` null: how much is not known, never
    zero. `followed_by`: the school merged into that one, and the row follows with the next assessment. `age` is in
    days."""

    case: str
    school: Named
    followed_by: str | None
    county: str
    standard: str
    criterion: str
    state: str
    unit: Words
    to_add: Figure | None
    exact: str | None
    at_least: bool
    assessment: str
    cause: str | None
    measure: str | None
    owner: Named | None
    cost: Figure | None
    priority: Priority | None
    percent: int | None
    due_on: date | None
    entered_on: date
    ended_on: date | None
    age: int


class ToAdd(Shown):
    unit: Words
    to_add: Figure


class LedgerSum(Shown):
    """`key` null: nothing arranged yet. Ages count open rows entered more than so many days ago. Rows `without_cost`
    are in no cost, those `without_amount` in no amount; of `at_least` so many it may be more."""

    key: str | None
    rows: int
    open: int
    overdue: int
    schools: int
    cost: Figure
    without_cost: int
    without_amount: int
    at_least: int
    older_than_90: int
    older_than_180: int
    older_than_365: int
    to_add: list[ToAdd]


class LedgerSums(Shown):
    by: SumsBy
    as_of: date
    items: list[LedgerSum]


def shown_entered(found: Entered) -> EnteredShown:
    return EnteredShown.model_validate(found)


def shown_row(kept: KeptRow, as_of: date) -> LedgerRowShown:
    owner = None if kept.owner is None else named(kept.owner, kept.owner_zh or kept.owner, kept.owner_en or kept.owner)
    return LedgerRowShown(
        case=kept.case_id,
        school=named(kept.school, kept.school_zh, kept.school_en),
        followed_by=kept.heir,
        county=kept.county,
        standard=kept.standard,
        criterion=kept.criterion,
        state=kept.state,
        unit=Words(zh=kept.unit_zh, en=kept.unit_en),
        to_add=None if kept.to_add is None else shown_number(kept.to_add),
        exact=kept.exact,
        at_least=kept.at_least,
        assessment=kept.assessment,
        cause=kept.cause,
        measure=kept.measure,
        owner=owner,
        cost=None if kept.cost is None else shown_number(kept.cost),
        priority=None if kept.priority is None else Priority(kept.priority),
        percent=kept.percent,
        due_on=kept.due_on,
        entered_on=kept.entered_on,
        ended_on=kept.ended_on,
        age=max(0, ((kept.ended_on or as_of) - kept.entered_on).days),
    )


def shown_sum(row: dict[str, Any], to_add: Sequence[tuple[str, str, Decimal]]) -> LedgerSum:
    plain = {name: value for name, value in row.items() if name not in ("cost", *(f"older_{age}" for age in AGES))}
    return LedgerSum(
        **plain,
        **{f"older_than_{age}": row[f"older_{age}"] for age in AGES},
        cost=shown_number(row["cost"]),
        to_add=[ToAdd(unit=Words(zh=zh, en=en), to_add=shown_number(much)) for zh, en, much in to_add],
    )
