"""Surveys enter with sample and margin, findings with evidence; below the least sample there is no verdict."""

from typing import Any

from tests.audit.county import County
from tests.audit.feeds import METRICS

SURVEY = "social_recognition"


async def judged(county: County, answers: int, satisfied: int) -> dict[str, dict[str, Any]]:
    county.report_items(education={"recognition_valid_answers": answers, "recognition_satisfied": satisfied})
    for name in ("s1", "s2", "s3"):
        county.report(name)
    county.feeds.publish(
        METRICS,
        "indicator",
        "veto.exam_admission",
        {
            "title": {"zh": "以考试招生", "en": "Admission by examination"},
            "unit": "",
            "value_type": "yes_no",
            "evidence_needed": True,
        },
    )
    await county.current()
    id_ = (await county.assess()).body["id"]
    assert (await county.get(f"/assessments/{id_}/judgements", by="s1")).status == 404
    items = (await county.get(f"/assessments/{id_}/judgements")).body["items"]
    return {each["code"]: each for each in items}


async def test_a_survey_shows_its_sample_and_margin_and_whether_the_line_lies_within(county: County) -> None:
    found = (await judged(county, 400, 344))[SURVEY]
    survey = found["survey"]
    assert (found["verdict"], found["value"], found["line"]) == ("met", 86, 85)
    assert (survey["sample"], survey["least"], survey["line_within"]) == (400, 385, True)
    assert survey["low"] < 85 < 86 < survey["high"]
    assert {each["indicator"] for each in found["readings"]} == {"recognition_valid_answers", "recognition_satisfied"}


async def test_below_the_least_sample_there_is_no_verdict(county: County) -> None:
    found = (await judged(county, 384, 384))[SURVEY]
    assert (found["verdict"], found["reason"]) == ("cannot_decide", "sample_too_small")
    assert (found["survey"]["sample"], found["survey"]["line_within"]) == (384, False)


async def test_a_finding_that_needs_proof_is_listed_with_its_evidence(county: County) -> None:
    found = (await judged(county, 1000, 930))["vetoes.V1"]
    assert (found["survey"], found["readings_count"], found["unproven"]) == (None, 1, 0)
    assert found["readings"][0]["evidence"] is None
    assert found["readings"][0]["reviewer"] == {"id": "acc_1", "name": "虚构审核员"}
