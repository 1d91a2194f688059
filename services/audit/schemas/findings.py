"""Bodies of findings and of the bindings through which they name units."""

from collections.abc import Collection
from datetime import datetime

from pydantic import ConfigDict, Field

from services.audit.domain.case_duties import DutyRole
from services.audit.domain.standard import Standard
from services.audit.repository.bindings import Bound
from services.audit.repository.findings import KeptFinding
from services.audit.schemas.common import Actor, Named, Words, example, named
from services.kernel.fields import Closed, Code, Line, Reason, Shown

NO_UNIT = Words(zh="方案未指明责任单位", en="the plan names no unit")
NO_PLAN = Words(zh="本次评估未指定方案，不指明单位", en="the assessment names no plan, so no unit")


class BindingGiven(Closed):
    """The criterion falls to this duty of this unit; `duty` is the code of the clause in the published plan."""

    plan: Code
    standard: Code
    criterion: Code
    unit: Code
    duty: Line
    role: DutyRole
    reason: Reason

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "plan": "pingluo-2019",
                "standard": "compulsory-balanced-2017",
                "criterion": "R6",
                "unit": "640221-finance",
                "duty": "finance/4",
                "role": "responsible",
                "reason": "教学仪器设备由县级预算安排 · equipment is paid from the county budget",
            }
        )
    )


class BindingShown(Shown):
    """`place` cites where the plan gives the duty; `version` rises when somebody records the binding anew."""

    plan: str
    plan_revision: int
    standard: str
    criterion: str
    unit: Named
    duty: str
    role: str
    place: str
    version: int
    reason: str
    recorded_by: Actor
    recorded_at: datetime


class NamedUnit(Shown):
    """A unit a finding names, with the place in the plan that says so."""

    unit: Named
    role: str
    plan: str
    duty: str
    place: str


class Shortage(Words):
    """What is lacking in words; `exact` is the amount as "n/d" of the unit, where it can be told.

    `organisations` are those that miss an item which everyone must keep; a school sees only itself among them.
    """

    exact: str | None
    unit: Words | None
    organisations: list[str] = Field(default_factory=list)


class FindingShown(Shown):
    """A failed criterion. Where nothing binds it to a unit, `units` is empty and `units_note` says so."""

    id: str
    assessment: str
    organisation: Named
    standard: str
    criterion: str
    title: Words | None
    stage: str | None
    verdict: str
    shortage: Shortage
    rests_on_unverified: list[str]
    units: list[NamedUnit]
    units_note: Words | None


def shown_binding(kept: Bound) -> BindingShown:
    return BindingShown(
        plan=kept.plan,
        plan_revision=kept.plan_revision,
        standard=kept.standard,
        criterion=kept.criterion,
        unit=named(kept.unit, kept.unit_zh, kept.unit_en),
        duty=kept.duty,
        role=kept.role,
        place=kept.place,
        version=kept.version,
        reason=kept.reason,
        recorded_by=Actor(id=kept.actor_id, name=kept.actor_name),
        recorded_at=kept.recorded_at,
    )


def shown_finding(
    kept: KeptFinding, standard: Standard | None, bound: list[Bound], hidden: Collection[str] = ()
) -> FindingShown:
    """`hidden` are organisations the caller may not learn of."""
    missing = [code for code in kept.shortage.get("organisations", ()) if code not in hidden]
    title = None if standard is None else standard.judged.get(kept.criterion)
    return FindingShown(
        id=kept.id,
        assessment=kept.assessment,
        organisation=named(kept.organisation, kept.name_zh, kept.name_en),
        standard=kept.standard,
        criterion=kept.criterion,
        title=None if title is None else Words.model_validate(title),
        stage=kept.stage,
        verdict=kept.verdict,
        shortage=Shortage.model_validate({**kept.shortage, "organisations": missing}),
        rests_on_unverified=list(kept.rests_on_unverified),
        units=[_unit(each) for each in bound],
        units_note=None if bound else NO_PLAN if kept.plan is None else NO_UNIT,
    )


def _unit(bound: Bound) -> NamedUnit:
    return NamedUnit(
        unit=named(bound.unit, bound.unit_zh, bound.unit_en),
        role=bound.role,
        plan=bound.plan,
        duty=bound.duty,
        place=bound.place,
    )
