"""The organisations are closed trees, and the many names documents have for a unit lead to one organisation each."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from deploy.demo.data import load_all
from services.plans.domain.division_code import is_division_code
from services.plans.domain.names import folded
from services.plans.domain.organisation import ROOT, Kind, Organisation
from services.plans.domain.upsert import upsert_faults
from services.plans.schemas.organisations import OrganisationsBody
from services.yardsticks.language import Population
from services.yardsticks.membership import belongs, level_of
from tests.demo_data.files import DATA, gold, organisations, plan

KEYS = {
    "code", "name", "kind", "parent", "division_code", "aliases", "name_lost_in_source", "synthetic", "members",
    "attributes",
}  # fmt: skip
SOMETIMES = {"function", "member_rule"}
JURISDICTIONS = ["640000", "430300", "210100", "450700", "640221"]
UNSTATED = "640000-universities-concerned"


def governments() -> dict[str, dict[str, Any]]:
    """Governments of divisions by code; administrations of zones have no division of their own."""
    return {one["code"]: one for one in organisations() if one["kind"] == "government" and one["division_code"]}


def counties(*prefectures: str) -> list[str]:
    return [code for code, one in governments().items() if level_of(code) == "county" and one["parent"] in prefectures]


def names(one: dict[str, Any]) -> set[str]:
    return {folded(name) for name in (one["name"]["zh"], *one["aliases"])}


def bearers(jurisdiction: str, name: str) -> list[str]:
    """The units of a jurisdiction that bear a name, however it is written."""
    return [one["code"] for one in organisations() if one["parent"] == jurisdiction and folded(name) in names(one)]


def raw_names(seed: str) -> Iterator[str]:
    for measure in gold("assignments_000_001_003.json")[seed]:
        for role in ("lead", "cooperating", "responsible"):
            yield from measure.get(role, [])


def test_every_entry_has_the_agreed_fields_and_a_code_of_its_own() -> None:
    assert all(KEYS <= entry.keys() <= KEYS | SOMETIMES for entry in organisations())
    assert max(Counter(entry["code"] for entry in organisations()).values()) == 1
    assert load_all("organisations") == organisations()


def test_parents_come_before_children() -> None:
    seen = {ROOT}
    for entry in organisations():
        assert entry["parent"] in seen, entry["code"]
        seen.add(entry["code"])


def test_the_organisations_api_finds_no_fault_in_them() -> None:
    body = OrganisationsBody.model_validate({"organisations": organisations()})
    root = Organisation(ROOT, None, f"/{ROOT}", Kind.GOVERNMENT, "全国", "Nationwide", {})
    assert upsert_faults([one.proposal() for one in body.organisations], {ROOT: root}, {}) == []


def test_the_five_jurisdictions_have_all_their_prefectures_and_counties() -> None:
    prefectures = ["640100", "640200", "640300", "640400", "640500"]
    assert [code for code, one in governments().items() if one["parent"] == "640000"] == prefectures
    assert [len(counties(code)) for code in prefectures] == [6, 3, 5, 5, 3]
    assert len(counties(*prefectures)) == 22
    assert [len(counties(code)) for code in ("430300", "210100", "450700")] == [5, 13, 4]
    assert set(JURISDICTIONS) <= governments().keys()


def test_a_division_code_is_well_formed_and_says_below_whom_a_government_stands() -> None:
    for code, one in governments().items():
        assert is_division_code(code)
        assert one["division_code"] == code
        above = {"province": ROOT, "prefecture": f"{code[:2]}0000", "county": f"{code[:4]}00"}
        assert one["parent"] == above[level_of(code)]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("640303", "吴忠市红寺堡区"),
        ("640521", "中卫市中宁县"),
        ("430382", "湘潭市韶山市"),
        ("210113", "沈阳市沈北新区"),
        ("450721", "钦州市灵山县"),
    ],
)
def test_a_code_belongs_to_the_place_the_register_gives_it_to(code: str, name: str) -> None:
    place, above = governments()[code], governments()[f"{code[:4]}00"]
    assert above["aliases"][0] + place["aliases"][0] == name
    assert place["name"]["zh"] == f"{place['aliases'][0]}人民政府"


def test_every_prefecture_and_county_has_a_bureau_of_education_and_one_of_finance() -> None:
    codes = {one["code"] for one in organisations()}
    for code in governments():
        if level_of(code) != "province" or code == "640000":
            assert {f"{code}-education", f"{code}-finance"} <= codes


def test_a_department_is_named_after_its_division_and_its_function() -> None:
    for one in organisations():
        if one["kind"] == "department":
            assert one["code"] == f"{one['division_code']}-{one['function']}"
            assert one["parent"] == one["division_code"]
        else:
            assert "function" not in one


def test_the_six_universities_are_institutions_and_the_zones_governments_without_a_division() -> None:
    institutions = [one for one in organisations() if one["kind"] == "institution"]
    assert Counter(one["parent"] for one in institutions) == {"640000": 2, "430300": 4}
    zones = {one["code"] for one in organisations() if one["kind"] == "government" and not one["division_code"]}
    assert zones == {
        "430300-high-tech-zone",
        "430300-economic-zone",
        "430300-zhaoshan-zone",
        "450700-port-area",
    }


def test_among_the_units_of_one_place_a_name_means_one_of_them_however_it_is_written() -> None:
    for place in governments():
        borne = Counter(name for one in organisations() if one["parent"] == place for name in names(one))
        assert [name for name, count in borne.items() if count > 1] == [], place


@pytest.mark.parametrize(
    ("seed", "jurisdiction", "units"), [("000", "640000", 29), ("001", "430300", 23), ("003", "450700", 24)]
)
def test_every_name_a_document_prints_is_borne_by_one_unit_of_its_jurisdiction(
    seed: str, jurisdiction: str, units: int
) -> None:
    found = {name: bearers(jurisdiction, name) for name in raw_names(seed)}
    assert {name: codes for name, codes in found.items() if len(codes) != 1} == {}
    assert len({code for codes in found.values() for code in codes}) == units


@pytest.mark.parametrize(
    ("jurisdiction", "printed", "unit"),
    [
        ("640000", "政法委", "party-political-legal"),
        ("640000", "團委", "youth-league"),
        ("640000", "寧夏師范學院", "ningxia-normal-university"),
        ("640000", "各市、縣(區)", "cities-and-counties"),
        ("430300", "市自然资源规划局", "natural-resources"),
        ("450700", "团市委", "youth-league"),
    ],
)
def test_a_printed_name_leads_to_the_unit_a_reader_would_name(jurisdiction: str, printed: str, unit: str) -> None:
    assert bearers(jurisdiction, printed) == [f"{jurisdiction}-{unit}"]


def test_every_collective_has_members_or_a_rule_but_the_one_whose_members_nobody_has_stated() -> None:
    collectives = {one["code"]: one for one in organisations() if one["kind"] == "collective"}
    assert len(collectives) == 7
    for code, one in collectives.items():
        assert bool(one["members"]) + bool(one.get("member_rule")) == (code != UNSTATED), code
        members = {member["organisation"] for member in one["members"]}
        assert members <= {each["code"] for each in organisations() if each["parent"] == one["parent"]}


@pytest.mark.parametrize(
    ("collective", "number"), [("640000-cities-and-counties", 27), ("430300-counties", 5), ("450700-counties", 4)]
)
def test_a_rule_means_the_governments_below_and_no_administration_of_a_zone(collective: str, number: int) -> None:
    (rule,) = [one["member_rule"] for one in organisations() if one["code"] == collective]
    who = Population(kind=rule["kind"], levels=rule["levels"], functions=rule["functions"])
    meant = [one["code"] for one in organisations() if belongs(who, one["kind"], {**one, **one["attributes"]})]
    assert len([code for code in meant if code[:4].startswith(rule["below"].rstrip("0"))]) == number


def test_the_county_has_seven_towns_and_six_townships_and_a_collective_of_all_thirteen() -> None:
    townships = {one["code"]: one["name"]["zh"] for one in organisations() if one["kind"] == "township"}
    assert Counter(name[-1] for name in townships.values()) == {"镇": 7, "乡": 6}
    (collective,) = [one for one in organisations() if one["code"] == "640221-townships"]
    assert {member["organisation"] for member in collective["members"]} == set(townships)


def test_three_readings_of_lost_names_are_marked() -> None:
    lost = {entry["code"] for entry in organisations() if entry["name_lost_in_source"]}
    assert lost == {"640221-staffing-office", "640221-women", "640221-disabled"}


def test_every_partner_and_unit_name_of_the_county_s_plan_resolves_but_the_schools() -> None:
    known = {name for one in organisations("pingluo") for name in (one["name"]["zh"], *one["aliases"])}
    written = {partner for unit in plan()["units"] for duty in unit["duties"] for partner in duty["partners"]}
    written |= {unit["name_in_source"] for unit in plan()["units"] if not unit["name_lost_in_source"]}
    assert written - known == {"学校"}


def test_the_notice_counts_the_entries_taken_from_the_register() -> None:
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    assert f"use {len(governments())} entries" in notice
    assert "MIT License" in notice
