"""What schools lack and which of them carry a coefficient, at the door."""

import csv
import io
from collections.abc import Mapping
from fractions import Fraction

from tests.audit.county import County

POOR = {"outdoor_sports_area": 1, "indoor_sports_area": 1}


async def assessed(county: County, **poor: Mapping[str, float | None]) -> str:
    """All schools report; those named report something else."""
    for name in ("s1", "s2", "s3"):
        county.report(name, **poor.get(name, {}))
    answer = await county.assess()
    assert answer.status == 201, answer.body
    return str(answer.body["id"])


async def test_a_stranger_learns_of_no_shortage(county: County) -> None:
    id_ = await assessed(county, s2=POOR)
    for path in ("shortages", "carriers"):
        assert (await county.get(f"/assessments/{id_}/{path}", by="finance", criterion="R5")).status == 404
        assert (await county.get(f"/assessments/none/{path}", criterion="R5")).status == 404


async def test_a_school_sees_its_own_shortage_only_and_no_carriers(county: County) -> None:
    id_ = await assessed(county, s1=POOR, s2=POOR)
    items = (await county.get(f"/assessments/{id_}/shortages", by="s1")).body["items"]
    assert [each["organisation"]["code"] for each in items] == [county.at("s1")]
    assert (await county.get(f"/assessments/{id_}/carriers", by="s1", criterion="R5")).status == 404


async def test_a_shortage_is_what_the_whole_school_must_add(county: County) -> None:
    id_ = await assessed(county, s3=POOR)
    (found,) = (await county.get(f"/assessments/{id_}/shortages")).body["items"]
    asked = Fraction("10.2") * 400 * Fraction(840, 440) - 2
    assert (found["criterion"], found["shared"], found["unit"]["zh"]) == ("R5", True, "平方米")
    assert Fraction(found["exact"]) == asked
    assert found["to_add"] >= float(asked) > found["to_add"] - 0.01
    assert [(each["stage"], each["share"]) for each in found["stages"]] == [
        ("primary", "10/21"),
        ("junior_secondary", "11/21"),
    ]


async def test_what_was_not_reported_is_no_shortage_and_says_so(county: County) -> None:
    id_ = await assessed(county, s1={"equipment_value": None})
    (found,) = (await county.get(f"/assessments/{id_}/shortages", criterion="R6")).body["items"]
    assert (found["exact"], found["to_add"], found["reason"]) == (None, None, "missing_items")


async def test_shortages_come_in_pages_and_as_one_table(county: County) -> None:
    poor = {**POOR, "multimedia_rooms": 1}
    id_ = await assessed(county, s1=poor, s2=poor)
    first = (await county.get(f"/assessments/{id_}/shortages", limit=3)).body
    rest = (await county.get(f"/assessments/{id_}/shortages", cursor=first["next"])).body
    told = [(each["organisation"]["code"], each["criterion"]) for each in [*first["items"], *rest["items"]]]
    assert told == [(county.at(name), code) for name in ("s1", "s2") for code in ("R5", "R7")]
    assert rest["next"] is None
    answer = await county.door.get(
        f"/assessments/{id_}/shortages",
        headers={"Authorization": f"Bearer supervisor@{county.code}", "Accept": "text/csv"},
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row[0], row[2]) for row in rows[1:]] == told
    assert rows[2][4:6] == ["9", "间"]


async def test_the_contributions_add_up_to_the_square_of_the_coefficient(county: County) -> None:
    id_ = await assessed(county, s2=POOR)
    found = (await county.get(f"/assessments/{id_}/carriers", criterion="R5", stage="junior_secondary")).body
    assert (found["verdict"], found["limit"], found["schools"]) == ("not_met", 0.45, 2)
    assert sum(Fraction(each["contribution_exact"]) for each in found["items"]) == Fraction(found["squared"])
    below, above = sorted(found["items"], key=lambda each: each["value"])
    assert (below["organisation"]["code"], below["side"]) == (county.at("s2"), "below")
    assert below["at_line"]["keeps_limit"]
    assert (above["side"], above["at_mean"], above["at_line"]) == ("above", None, None)


async def test_a_coefficient_is_asked_for_in_one_stage(county: County) -> None:
    id_ = await assessed(county)
    several = await county.get(f"/assessments/{id_}/carriers", criterion="R5")
    assert (several.status, several.body["code"]) == (422, "stage_needed")
    unknown = await county.get(f"/assessments/{id_}/carriers", criterion="R9")
    assert (unknown.status, unknown.body["code"]) == (404, "not_scored")


async def test_where_only_the_mean_is_limited_a_coefficient_comes_apart_without_limit_or_line(county: County) -> None:
    for name, times in (("s1", 1), ("s3", 2)):
        county.tell(name, {"pupils.primary": 100, "pupils.junior_secondary": 0, "computers": 10 * times})
    answer = await county.assess(standard="compulsory-basic-2012", plan=None)
    path = f"/assessments/{answer.body['id']}/carriers"
    found = (await county.get(path, criterion="B4", stage="primary")).body
    assert (found["squared"], found["limit"], found["line"]) == ("1/9", None, None)
    assert (found["all_at_line"], found["items"][0]["at_line"]) == (None, None)
    raised = next(each["at_mean"] for each in found["items"] if each["side"] == "below")
    assert raised["keeps_limit"] is None


async def test_a_coefficient_that_is_not_known_is_not_taken_apart(county: County) -> None:
    id_ = await assessed(county, s2={"outdoor_sports_area": None})
    found = (await county.get(f"/assessments/{id_}/carriers", criterion="R5", stage="junior_secondary")).body
    assert (found["items"], found["squared"], found["reason"]) == ([], None, "missing_amounts")
