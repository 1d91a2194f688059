"""The organisations file is a closed tree, and the plan's many names for a unit lead to one organisation each."""

from collections import Counter

from tests.demo_data.files import organisations, plan

KEYS = {
    "code", "name", "kind", "parent", "division_code", "aliases", "name_lost_in_source", "synthetic", "members",
    "attributes",
}  # fmt: skip


def test_every_entry_has_exactly_the_agreed_fields_and_a_code_of_its_own() -> None:
    assert all(entry.keys() == KEYS for entry in organisations())
    assert max(Counter(entry["code"] for entry in organisations()).values()) == 1


def test_parents_come_before_children_and_members_exist() -> None:
    seen = {"000000"}
    for entry in organisations():
        assert entry["parent"] in seen, entry["code"]
        seen.add(entry["code"])
    assert all(set(entry["members"]) <= seen for entry in organisations())


def test_the_county_has_seven_towns_and_six_townships_and_a_collective_of_all_thirteen() -> None:
    names = {entry["code"]: entry["name"]["zh"] for entry in organisations() if entry["kind"] == "township"}
    assert Counter(name[-1] for name in names.values()) == {"镇": 7, "乡": 6}
    (collective,) = [entry for entry in organisations() if entry["kind"] == "collective"]
    assert set(collective["members"]) == set(names)


def test_three_readings_of_lost_names_are_marked() -> None:
    lost = {entry["code"] for entry in organisations() if entry["name_lost_in_source"]}
    assert lost == {"640221-staffing-office", "640221-women", "640221-disabled"}


def test_a_name_or_alias_means_one_organisation_only() -> None:
    names = Counter(name for entry in organisations() for name in {entry["name"]["zh"], *entry["aliases"]})
    assert [name for name, count in names.items() if count > 1] == []


def test_every_partner_and_unit_name_of_the_plan_resolves_but_the_schools() -> None:
    known = {name for entry in organisations() for name in (entry["name"]["zh"], *entry["aliases"])}
    written = {partner for unit in plan()["units"] for duty in unit["duties"] for partner in duty["partners"]}
    written |= {unit["name_in_source"] for unit in plan()["units"] if not unit["name_lost_in_source"]}
    assert written - known == {"学校"}
