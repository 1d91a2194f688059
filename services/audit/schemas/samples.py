"""Bodies of samples."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from services.audit.domain.frame import LeftOut, StratifiedBy
from services.audit.repository.samples import Drawn, KeptSample
from services.audit.schemas.common import Actor, Figure, Named, example, named
from services.audit.use_cases.draw_sample import WantedSample
from services.kernel.fields import Closed, Code, Day, Line, Number, Reason, Shown
from services.yardsticks.language import Population
from services.yardsticks.periods import Period

BY_DEFAULT = (StratifiedBy.LEVEL, StratifiedBy.PLACE, StratifiedBy.TYPE)
Seed = Annotated[Line, Field(max_length=200, pattern=r"^[^|]+$")]


class Purpose(StrEnum):
    """监测抽样、入校督导抽样."""

    MONITORING = "monitoring"
    VISIT = "visit"


class RecusedGiven(Closed):
    """An organisation that must not be drawn, and why. 应回避的机构及理由。"""

    organisation: Code
    reason: Reason


class SpreadGiven(Closed):
    """The item, in a period that was reported, by whose spread places are given to strata. 按离散程度分配。"""

    item: Code
    period: Period


class ScheduledGiven(Closed):
    """From which day on the estimates of a period are published. 某期估计值的发布日期。"""

    period: Period
    publish_on: Day


class SampleGiven(Closed):
    """At least `share` (0.05 or more) of the frame, at least one a stratum, in the order of SHA-256(seed|stratum|code).

    Without a seed one is made and shown. With `spread` places go where schools differ most (Neyman), otherwise by size.
    Who is recused or was drawn for a visit since `not_visited_since` leaves the frame. 分层随机抽样：按种子可复现，
    每层至少一所，总体不少于5%；入校督导可设回避名单和近期已查名单。
    """

    organisation: Code
    purpose: Purpose
    population: Population = Population(kind="school")
    stratify_by: Annotated[
        list[StratifiedBy], Field(min_length=1, max_length=4, default_factory=lambda: list(BY_DEFAULT))
    ]
    share: Annotated[Number, Field(default=Decimal("0.05"), gt=0, le=1, json_schema_extra={"default": 0.05})]
    seed: Seed | None = None
    spread: SpreadGiven | None = None
    recused: Annotated[list[RecusedGiven], Field(max_length=1000, default_factory=list)]
    not_visited_since: Day | None = None
    schedule: Annotated[list[ScheduledGiven], Field(max_length=100, default_factory=list)]
    drawn_on: Day
    reason: Reason

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "organisation": "640221",
                "purpose": "monitoring",
                "share": 0.1,
                "seed": "2021 autumn, drawn in public",
                "schedule": [{"period": "2021-2022", "publish_on": "2022-01-15"}],
                "drawn_on": "2021-10-08",
                "reason": "年度监测 · yearly monitoring",
            }
        )
    )

    @model_validator(mode="after")
    def fits_its_purpose(self) -> Self:
        if self.purpose is Purpose.MONITORING and (self.recused or self.not_visited_since):
            raise ValueError("`recused` and `not_visited_since` are for visits: a monitored frame leaves nobody out")
        if self.purpose is Purpose.VISIT and (self.schedule or self.spread):
            raise ValueError("`schedule` and `spread` are for monitoring: visits give no estimates")
        if len({each.period for each in self.schedule}) < len(self.schedule):
            raise ValueError("`schedule` names each period once")
        return self

    def wanted(self) -> WantedSample:
        return WantedSample(
            organisation=self.organisation,
            purpose=self.purpose.value,
            population=self.population,
            stratify_by=self.stratify_by,
            share=Fraction(self.share),
            seed=self.seed,
            spread=None if self.spread is None else (self.spread.item, self.spread.period),
            recused=[LeftOut(each.organisation, "recused", each.reason) for each in self.recused],
            not_visited_since=self.not_visited_since,
            drawn_on=self.drawn_on,
            asked=self.model_dump(mode="json", exclude={"organisation", "purpose", "seed", "drawn_on", "recused"}),
        )


class StratumShown(Shown):
    """`size` members, `drawn` of them; `spread` as "n/d" where places went by it."""

    name: str
    size: int
    drawn: int
    spread: str | None


class LeftOutShown(Shown):
    """`reason`: recused or visited_lately; `words` are those of the person who recused."""

    organisation: str
    reason: str
    words: str | None


class SampleLine(Shown):
    """Who drew, when, from which frame, by which seed. `frame_version` is of organisations, `snapshot_version` of
    readings. `eligible` is the frame without those left out."""

    id: str
    organisation: Named
    purpose: Purpose
    seed: str
    share: Figure
    drawn_on: date
    frame_version: int
    snapshot_version: int
    frame: int
    eligible: int
    drawn: int
    reason: str
    actor: Actor
    recorded_at: datetime


class MemberShown(Shown):
    """`draw_number` is the SHA-256 that its place in the stratum follows from."""

    organisation: Named
    stratum: str
    draw_number: str


class SampleShown(SampleLine):
    stratify_by: list[StratifiedBy]
    allocation: str = Field(description="proportional or neyman · 按规模或按离散程度")
    schedule: list[ScheduledGiven]
    strata: list[StratumShown]
    excluded: list[LeftOutShown]
    members: list[MemberShown]


def shown_sample_line(kept: KeptSample) -> SampleLine:
    return SampleLine(**_line(kept))


def shown_sample(kept: KeptSample, members: Sequence[Drawn]) -> SampleShown:
    return SampleShown(
        **_line(kept),
        stratify_by=kept.asked["stratify_by"],
        allocation="proportional" if kept.asked["spread"] is None else "neyman",
        schedule=kept.asked["schedule"],
        strata=[StratumShown.model_validate(each) for each in kept.strata],
        excluded=[LeftOutShown.model_validate(each) for each in kept.excluded],
        members=[
            MemberShown(
                organisation=named(each.organisation, each.name_zh, each.name_en),
                stratum=each.stratum,
                draw_number=each.draw_number,
            )
            for each in members
        ],
    )


def _line(kept: KeptSample) -> dict[str, Any]:
    eligible = sum(each["size"] for each in kept.strata)
    return {
        "id": kept.id,
        "organisation": named(kept.organisation, kept.name_zh, kept.name_en),
        "purpose": kept.purpose,
        "seed": kept.seed,
        "share": kept.asked["share"],
        "drawn_on": kept.drawn_on,
        "frame_version": kept.frame_version,
        "snapshot_version": kept.snapshot_version,
        "frame": eligible + len(kept.excluded),
        "eligible": eligible,
        "drawn": sum(each["drawn"] for each in kept.strata),
        "reason": kept.asked["reason"],
        "actor": Actor(id=kept.actor_id, name=kept.actor_name),
        "recorded_at": kept.recorded_at,
    }
