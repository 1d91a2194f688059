"""What happened to an organisation, as it is shown."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import Field

from services.kernel.fields import Shown
from services.plans.domain.organisation_event import Event, EventKind
from services.plans.domain.succession import Link
from services.plans.domain.timeline import BEGINNING, END, Period
from services.plans.schemas.organisations import OrganisationShown


class EventShown(Shown):
    """One entry: `on` is the day it took effect, null for what holds since ever; `recorded_at` when it was written.

    `sets` gives what it changed; `withdrawn` entries count no more, `withdraws` is the number of the one taken back.
    """

    number: int
    organisation: str
    kind: EventKind
    on: Annotated[date | None, Field(description="生效日期，自始有效者为空")]
    sets: dict[str, Any]
    successors: list[str]
    withdrawn: bool
    withdraws: int | None
    reason: str | None
    source: str | None
    actor: str
    recorded_at: datetime

    @classmethod
    def of(cls, event: Event, *, withdrawn: bool = False) -> Self:
        sets = dict(event.sets)
        name = {language: sets.pop(f"name_{language}") for language in ("zh", "en") if f"name_{language}" in sets}
        shown = {field: getattr(event, field) for field in cls.model_fields if field not in ("sets", "withdrawn")}
        return cls.model_validate(shown | {"sets": sets | ({"name": name} if name else {}), "withdrawn": withdrawn})


class EventsRecorded(Shown):
    """`outcome` is `unchanged` where all entries stood in the register before. 重复登记不产生新记录。"""

    outcome: Annotated[str, Field(description="created or unchanged · 新登记或未变")]
    items: list[EventShown]


class LinkShown(Shown):
    """The other organisation, what joined the two and since when; `continues`: the predecessor went on to exist."""

    organisation: str
    kind: EventKind
    on: date
    continues: bool


class SchoolCodeShown(Shown):
    """A school code and its days: `since` null from the beginning, `until` the first day without it or null."""

    school_code: str
    since: date | None
    until: date | None


class OrganisationDetail(OrganisationShown):
    """With those it came from, those that came after it, and every school code it ever bore.

    含其前身、承继机构，以及历次学校标识码。
    """

    predecessors: list[LinkShown]
    successors: list[LinkShown]
    school_codes: list[SchoolCodeShown]


def predecessor(link: Link) -> LinkShown:
    return LinkShown(organisation=link.predecessor, kind=link.kind, on=link.on, continues=link.continues)


def successor(link: Link) -> LinkShown:
    return LinkShown(organisation=link.successor, kind=link.kind, on=link.on, continues=link.continues)


def school_codes(known: list[Period]) -> list[SchoolCodeShown]:
    """Neighbouring periods with one code are one."""
    found: list[SchoolCodeShown] = []
    for period in known:
        code = period.fields.get("school_code")
        since = None if period.since == BEGINNING else period.since
        until = None if period.until == END else period.until
        if found and found[-1].school_code == code and found[-1].until == since:
            found[-1] = found[-1].model_copy(update={"until": until})
        elif code is not None:
            found.append(SchoolCodeShown(school_code=code, since=since, until=until))
    return found
