"""What Pingluo's and Ningxia's targets make of planted facts: just below, at and above, and each term of a formula."""

import pytest

from tests.demo_data.files import plan
from tests.demo_data.plan_facts import department, school, verdict

BUREAU, TREASURY = department("640221", "education"), department("640221", "finance")
PERIOD, DAY = "2019-2020", "2020-08-31"
SIX = ("primary_graduates", "primary_joined_in_six_years", "primary_left_in_six_years",
       "primary_entrants_six_years_ago", "primary_deaths_in_six_years")  # fmt: skip
THREE = ("junior_graduates", "junior_joined_in_three_years", "junior_left_in_three_years",
         "junior_entrants_three_years_ago", "junior_deaths_in_three_years")  # fmt: skip
NINE = ("nine_year_graduates", "nine_year_joined", "nine_year_left", "nine_year_entrants", "nine_year_deaths")


def retained(code: str, items: tuple[str, ...], counts: tuple[int, ...], of: str = "pingluo-2019") -> str:
    said = {(BUREAU.code, item, PERIOD): count for item, count in zip(items, counts, strict=True)}
    return verdict(plan(of), code, [BUREAU], said, DAY)


@pytest.mark.parametrize(
    ("code", "items", "line"), [("T04", SIX, 95), ("T05", THREE, 95), ("T11", SIX, 97), ("T12", THREE, 96)]
)
def test_of_a_retention_rate_who_joined_is_taken_off_who_left_is_added_and_who_died_is_not_missed(
    code: str, items: tuple[str, ...], line: int
) -> None:
    assert retained(code, items, (line, 0, 0, 100, 0)) == "met"
    assert retained(code, items, (line - 1, 0, 0, 100, 0)) == "not_met"
    assert retained(code, items, (line + 5, 5, 0, 100, 0)) == "met"
    assert retained(code, items, (line + 5, 6, 0, 100, 0)) == "not_met"
    assert retained(code, items, (line - 5, 0, 5, 100, 0)) == "met"
    assert retained(code, items, (line - 6, 0, 5, 100, 0)) == "not_met"
    assert retained(code, items, (line, 0, 0, 110, 10)) == "met"
    assert retained(code, items, (line, 0, 0, 110, 8)) == "not_met"


def test_ningxia_asks_nine_years_in_the_same_way() -> None:
    day = "2021-2022"
    for counts, expected in (
        ((97, 0, 0, 100, 0), "met"),
        ((96, 0, 0, 100, 0), "not_met"),
        ((92, 0, 5, 100, 0), "met"),
        ((102, 6, 0, 100, 0), "not_met"),
        ((97, 0, 0, 102, 2), "met"),
        ((97, 0, 0, 102, 1), "not_met"),
    ):
        said = {(BUREAU.code, item, day): count for item, count in zip(NINE, counts, strict=True)}
        assert verdict(plan("ningxia-2021"), "T30", [BUREAU], said, "2022-08-31") == expected, counts


@pytest.mark.parametrize(
    ("code", "kind", "stage", "enough"),
    [("T08", "primary", "primary", 23), ("T09", "junior_secondary", "junior_secondary", 24)],
)
def test_every_school_needs_its_multimedia_rooms_for_a_hundred_pupils(
    code: str, kind: str, stage: str, enough: int
) -> None:
    schools = [school("a", kind), school("b", kind)]
    for rooms, expected in ((enough, "met"), (enough - 1, "not_met"), (None, "cannot_decide")):
        said: dict[tuple[str, str, str], int | str | None] = {}
        for one, count in zip(schools, (enough + 50, rooms), strict=True):
            said[one.code, "multimedia_rooms", PERIOD] = count
            said[one.code, f"pupils.{stage}", PERIOD] = 1000
        assert verdict(plan(), code, schools, said, DAY) == expected, rooms


def test_not_a_single_class_of_fifty_six_may_be_left_in_the_county() -> None:
    schools = [school("a"), school("b", "nine_year")]
    for counts, expected in (((0, 0), "met"), ((0, 1), "not_met"), ((0, None), "cannot_decide")):
        said = {(one.code, "classes_of_56_or_more", PERIOD): count for one, count in zip(schools, counts, strict=True)}
        assert verdict(plan(), "T10", schools, said, DAY) == expected, counts


def test_half_of_the_transfers_must_go_to_compulsory_education() -> None:
    for spent, expected in (("49.9", "not_met"), ("50", "met"), ("50.1", "met")):
        said = {
            (TREASURY.code, "tax_reform_transfers_for_compulsory", "2019"): spent,
            (TREASURY.code, "tax_reform_transfers", "2019"): "100",
        }
        assert verdict(plan(), "T27", [TREASURY], said, "2019-12-31") == expected, spent


def test_that_all_teachers_hold_a_certificate_is_asked_of_the_whole_region() -> None:
    schools = [school("a"), school("b", "kindergarten")]
    for certified, expected in ((10, "met"), (9, "not_met")):
        said = {
            ("a", "teachers_certified", "2021-2022"): 20,
            ("a", "teachers_full_time", "2021-2022"): 20,
            ("b", "teachers_certified", "2021-2022"): certified,
            ("b", "teachers_full_time", "2021-2022"): 10,
        }
        assert verdict(plan("ningxia-2021"), "T42", schools, said, "2022-08-31") == expected, certified
