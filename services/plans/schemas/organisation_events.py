"""What happened to an organisation, as it is posted."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, RootModel

from services.kernel.fields import Bilingual, Closed, Code, Line, Reason
from services.plans.domain.organisation_event import Event, EventKind
from services.plans.schemas.first_day import FirstDay
from services.plans.schemas.school_attributes import SchoolAttributes

_WHY = {"on": "2023-09-01", "reason": "县政府批复同意（虚构）", "source": "云泽政函〔2023〕8号（虚构）"}
_NEW_TYPE = {"school_kind": "nine_year", "school_code": "3164990001", "boarding": "boarding"}
_EXAMPLES: list[dict[str, Any]] = [
    {
        "kind": "renamed",
        "name": {"zh": "青禾县实验学校（虚构）", "en": "Qinghe Experimental School (fictitious)"},
        **_WHY,
    },
    {"kind": "opened", **_WHY},
    {"kind": "reclassified", "attributes": _NEW_TYPE, **_WHY},
    {"kind": "moved", "parent": "example-county", **_WHY},
    {"kind": "merged_into", "successor": "example-school", "together_with": ["example-teaching-point"], **_WHY},
    {"kind": "split_into", "successors": ["example-school-east", "example-school-west"], **_WHY},
    {"kind": "closed", **_WHY},
]


class _Happened(Closed):
    on: Annotated[FirstDay, Field(description="the first day on which it holds · 生效日期")]
    reason: Reason
    source: Annotated[Line, Field(description="document number or note · 文号或说明")] | None = None

    def _entry(self, code: str, kind: EventKind, sets: dict[str, Any], successors: list[str] | None = None) -> Event:
        return Event(code, kind, self.on, sets, successors or [], reason=self.reason, source=self.source)


class Opened(_Happened):
    """设立. Of an organisation whose first day was not known."""

    kind: Literal["opened"]

    def entries(self, code: str) -> list[Event]:
        return [self._entry(code, EventKind.OPENED, {"opened_on": self.on.isoformat()})]


class Renamed(_Happened):
    """更名. Aliases replace those it had; what it was called before stays findable."""

    kind: Literal["renamed"]
    name: Bilingual
    aliases: Annotated[list[Line], Field(max_length=100)] | None = None

    def entries(self, code: str) -> list[Event]:
        sets: dict[str, Any] = {"name_zh": self.name.zh, "name_en": self.name.en}
        if self.aliases is not None:
            sets["aliases"] = self.aliases
        return [self._entry(code, EventKind.RENAMED, sets)]


class Reclassified(_Happened):
    """属性变更. Only what changes is given; a new kind without stages teaches the stages of that kind."""

    kind: Literal["reclassified"]
    attributes: SchoolAttributes

    def entries(self, code: str) -> list[Event]:
        given = self.attributes.given()
        stages = {"stages": None} if "school_kind" in given else {}
        return [self._entry(code, EventKind.RECLASSIFIED, stages | given)]


class Moved(_Happened):
    """隶属变更."""

    kind: Literal["moved"]
    parent: Code

    def entries(self, code: str) -> list[Event]:
        return [self._entry(code, EventKind.MOVED, {"parent": self.parent})]


class MergedInto(_Happened):
    """并入. It ends, and so do those it merged together with; the successor exists already or is entered first."""

    kind: Literal["merged_into"]
    successor: Code
    together_with: list[Code] = Field(default_factory=list, max_length=100)

    def entries(self, code: str) -> list[Event]:
        ends = {"closed_on": self.on.isoformat()}
        codes = dict.fromkeys([code, *self.together_with])
        return [self._entry(one, EventKind.MERGED_INTO, ends, [self.successor]) for one in codes]


class SplitInto(_Happened):
    """分立. It ends, unless it continues beside those that left it."""

    kind: Literal["split_into"]
    successors: list[Code] = Field(min_length=1, max_length=100)
    continues: bool = False

    def entries(self, code: str) -> list[Event]:
        ends = {} if self.continues else {"closed_on": self.on.isoformat()}
        return [self._entry(code, EventKind.SPLIT_INTO, ends, self.successors)]


class Ended(_Happened):
    """撤销. Nobody follows it."""

    kind: Literal["closed"]

    def entries(self, code: str) -> list[Event]:
        return [self._entry(code, EventKind.CLOSED, {"closed_on": self.on.isoformat()})]


Happened = Annotated[
    Opened | Renamed | Reclassified | Moved | MergedInto | SplitInto | Ended, Field(discriminator="kind")
]


class EventBody(RootModel[Happened]):
    """One of the seven kinds of what can happen. 七类变更之一。"""

    model_config = ConfigDict(json_schema_extra={"examples": [*_EXAMPLES]})

    def entries(self, code: str) -> list[Event]:
        """What is to be recorded: one entry for each organisation that it happened to, the one asked about first."""
        return self.root.entries(code)


class WithdrawalBody(Closed):
    """Why the entry should not have been made. 撤回登记的理由。"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "登记有误，该校并未撤销。"}]})

    reason: Reason
    source: Annotated[Line, Field(description="document number or note · 文号或说明")] | None = None

    def entry(self, code: str, number: int) -> Event:
        return Event(code, EventKind.WITHDRAWN, None, {}, withdraws=number, reason=self.reason, source=self.source)
