"""Publications, as they are decided and shown."""

import json
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.kernel.fields import Closed, Code, Reason, Shown
from services.metrics.domain.small_cells.table import Rule
from services.metrics.schemas.people import PersonShown
from services.metrics.use_cases.publish import Publishing
from services.yardsticks.periods import Period

_EXAMPLE: JsonDict = {
    "reason": "Yearly release of the bureau",
    "periods": ["2021-2022"],
    "bound": 10,
    "wholes": [{"total": "pupils.primary", "parts": ["pupils.primary.girls", "pupils.primary.boys"]}],
}


class WholeGiven(Closed):
    """Everybody knows that the total is what the parts come to. All of them are marked sensitive: of an indicator that
    is not, outsiders see every value, and none could be hidden for the sake of another."""

    total: Code
    parts: Annotated[list[Code], Field(min_length=1, max_length=50)]


class PublicationGiven(Closed):
    """A sensitive count below `bound` is hidden, and others beside it until nothing published narrows a hidden one to
    less than `bound` wide. Say every sum that outsiders know in `wholes`: what is not said is not guarded."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    reason: Reason
    periods: Annotated[list[Period], Field(min_length=1, max_length=50)]
    bound: Annotated[int, Field(ge=2, le=1000)] = 10
    zeros_shown: bool = Field(default=False, description="zeros are small too, unless this is true · 是否显示零")
    schools_shown: bool = Field(
        default=False, description="single schools too, not only what they come to above · 是否公布到学校"
    )
    wholes: Annotated[list[WholeGiven], Field(max_length=200)] = Field(default_factory=list)

    def plain(self) -> Publishing:
        wholes = [(each.total, tuple(each.parts)) for each in self.wholes]
        periods = list(dict.fromkeys(self.periods))
        return Publishing(self.reason, periods, Rule(self.bound, self.zeros_shown), self.schools_shown, wholes)


class CellCounts(Shown):
    """`primary` are small themselves, `secondary` are hidden beside them; `exposed` is hidden and yet told by what was
    published before; `withdrawn` was published before and is hidden now."""

    cells: int
    published: int
    primary: int
    secondary: int
    exposed: int
    withdrawn: int


class PublicationShown(Shown):
    number: int
    published_at: datetime
    publisher: PersonShown
    reason: str
    bound: int
    zeros_shown: bool
    schools_shown: bool
    periods: list[str]
    indicators: list[str]
    counts: CellCounts


class PublicationDecided(Shown):
    """What was hidden and why is told to who decides, in counts; no list of the small cells is given out."""

    dry_run: bool
    counts: CellCounts


def shown_publication(row: Any) -> PublicationShown:
    return PublicationShown(
        number=row.number,
        published_at=row.published_at,
        publisher=PersonShown(id=row.publisher_id, name=row.publisher_name),
        reason=row.reason,
        bound=row.bound,
        zeros_shown=row.zeros_shown,
        schools_shown=row.schools_shown,
        periods=row.periods,
        indicators=row.indicators,
        counts=CellCounts.model_validate(json.loads(row.counts)),
    )
