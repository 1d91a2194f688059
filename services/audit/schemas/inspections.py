"""Bodies of inspections: the list of a year, a visit to schools, and how many there are."""

from typing import Annotated

from pydantic import ConfigDict, Field

from services.audit.schemas.common import Named, example
from services.kernel.fields import Closed, Code, Day, Line, Passage, Shown


class EntryGiven(Closed):
    """Who inspects what, how many schools at most in the year, and each how often."""

    code: Code
    title: Line
    inspects: Code
    most_schools: Annotated[int, Field(ge=1, le=100_000)]
    times: Annotated[int, Field(ge=1, le=12)] = 1


class ListGiven(Closed):
    """All inspections of a year. With a `baseline` (their number in a year before) and a `cut` (0.5: half as many) a
    list that is longer is not approved."""

    organisation: Code
    year: Annotated[int, Field(ge=2000, le=2200)]
    entries: Annotated[list[EntryGiven], Field(max_length=200)]
    baseline: Annotated[int | None, Field(ge=1, le=10_000)] = None
    cut: Annotated[float | None, Field(ge=0, le=1)] = None
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "organisation": "640221",
                "year": 2022,
                "entries": [
                    {"code": "balance", "title": "优质均衡入校督导", "inspects": "640221-education", "most_schools": 20}
                ],
                "baseline": 4,
                "cut": 0.5,
                "text": "2022年度清单 · The list of 2022",
                "on": "2022-01-10",
            }
        )
    )


class InspectionGiven(Closed):
    """A visit to schools under an entry of the approved list, by a team none of whom answers for one of them. Schools
    are named, or those of a `sample`; with a `standard` its criteria are the checklist."""

    inspection_list: Code
    entry: Code
    schools: Annotated[list[Code], Field(max_length=1_000, default_factory=list)]
    sample: Code | None = None
    team: Annotated[list[Line], Field(max_length=50)]
    standard: Code | None = None
    from_day: Day
    until_day: Day
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "inspection_list": "lst_0123456789abcdef",
                "entry": "balance",
                "schools": ["640221-s008"],
                "team": ["acc_0123456789abcdef", "acc_fedcba9876543210"],
                "standard": "compulsory-balanced-2017",
                "from_day": "2022-04-11",
                "until_day": "2022-04-12",
                "text": "入校督导 · A visit",
                "on": "2022-03-20",
            }
        )
    )


class InspectionPlanned(Shown):
    """One case for each school."""

    cases: list[str]


class SchoolVisits(Shown):
    school: Named
    visits: int


class InspectionSums(Shown):
    """`cut` is by which share the list is shorter than the `baseline`, `asked_cut` by which it must be."""

    inspection_list: str
    organisation: str
    year: int
    state: str
    entries: int
    baseline: int | None
    cut: float | None
    asked_cut: float | None
    visits: int
    schools: list[SchoolVisits]
