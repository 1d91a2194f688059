"""The names the documents print, read against the organisations of the demo."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from services.plans.domain.name_resolution import Found, How, Resolver
from services.plans.domain.organisation import ROOT, Kind, Organisation
from services.plans.domain.tree import standings
from services.plans.schemas.organisations import OrganisationItem
from tests.demo_data.files import gold, organisations, plan

ROLES = ("lead", "cooperating", "responsible")


@cache
def register() -> dict[str, Organisation]:
    """The organisations of the demo, as the API would keep them."""
    proposals = [OrganisationItem.model_validate(entry).proposal() for entry in organisations()]
    parents: dict[str, str | None] = {one.code: one.parent for one in proposals} | {ROOT: None}
    paths = standings(parents)
    found = {ROOT: Organisation(ROOT, None, f"/{ROOT}", Kind.GOVERNMENT, "全国", "Nationwide", {})}
    for one in proposals:
        place, names = (one.parent, str(paths[one.code])), (one.name_zh, one.name_en)
        found[one.code] = Organisation(one.code, *place, one.kind, *names, one.attributes)
    return found


@cache
def resolver(jurisdiction: str) -> Resolver:
    known = register()
    chain = known[jurisdiction].path.split("/")[1:]
    around = [one for one in known.values() if one.code in chain or (one.parent in chain and one.parent != ROOT)]
    return Resolver(known[jurisdiction], around)


def lists(seed: str) -> Iterator[list[str]]:
    """Every list of names of one role at one measure, in the order of the document."""
    measures: list[dict[str, Any]] = gold("assignments_000_001_003.json")[seed]
    return (measure[role] for measure in measures for role in ROLES if measure.get(role))


@pytest.mark.parametrize(
    ("seed", "jurisdiction", "names", "units"),
    [("000", "640000", 32, 29), ("001", "430300", 23, 23), ("003", "450700", 24, 24)],
)
def test_every_name_of_a_list_leads_to_one_unit_of_its_jurisdiction(
    seed: str, jurisdiction: str, names: int, units: int
) -> None:
    read = [found for each in lists(seed) for found in resolver(jurisdiction).read(each)]
    assert {found.name for found in read if found.found is not Found.JURISDICTION} == set()
    assert len({found.name for found in read}) == names
    assert len({found.organisation.code for found in read if found.organisation}) == units


def test_the_longest_list_of_ningxia_is_read_as_its_reader_would() -> None:
    measure = gold("assignments_000_001_003.json")["000"][20]
    read = list(resolver("640000").read(measure["cooperating"]))
    units = ["party-office", "party-political-legal", "police", "civil-affairs", "finance", "health", "market"]
    assert [found.organisation and found.organisation.code for found in read] == [f"640000-{unit}" for unit in units]
    assert [found.how for found in read] == [How.ALIAS, *[How.PREFIX_INHERITED] * 6]


def test_the_lone_name_at_measure_eighteen_is_an_alias() -> None:
    (found,) = resolver("640000").read(gold("assignments_000_001_003.json")["000"][17]["lead"])
    assert (found.how, found.organisation and found.organisation.code) == (How.ALIAS, "640000-education")


def test_the_partners_of_the_county_s_plan_are_read_in_the_county() -> None:
    partners = {partner for unit in plan()["units"] for duty in unit["duties"] for partner in duty["partners"]}
    read = [found for partner in sorted(partners) for found in resolver("640221").read([partner])]
    assert {found.name for found in read if found.found is not Found.JURISDICTION} == {"学校"}
