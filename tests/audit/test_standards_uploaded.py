"""Standards through the door: drafted, corrected, published with dates, superseded; a published one never changes."""

import itertools
from typing import Any

import pytest
import pytest_asyncio
import yaml
from sqlalchemy.exc import DBAPIError

from services.audit.endpoints.standard_drafts import EXAMPLE
from services.kernel.database import run_sql
from tests.audit.county import Answer, County
from tests.audit.prefecture import seat_officials

NUMBERS = itertools.count(1)
YAML = {"Content-Type": "application/yaml"}


@pytest_asyncio.fixture
async def code(county: County) -> str:
    """The code of a standard that nobody has written yet."""
    await seat_officials(county)
    return f"qinghe-{next(NUMBERS)}"


def text_of(code: str, version: str = "1", **replaced: str) -> str:
    text = EXAMPLE.replace("qinghe-inspection-2026", code).replace('version: "1"', f'version: "{version}"')
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    return text


async def draft(county: County, text: str, *, by: str = "administrator@root", dry: bool = False) -> Answer:
    path = "/standards?dry_run=true" if dry else "/standards"
    return await send(county, "POST", path, text, by=by)


async def send(county: County, method: str, path: str, text: str, *, by: str, **headers: str) -> Answer:
    response = await county.door.request(
        method, path, content=text.encode(), headers={"Authorization": f"Bearer {by}", **YAML, **headers}
    )
    return Answer(response.status_code, response.json())


async def publish(county: County, code: str, version: str = "1", *, by: str = "decider@root", **changed: str) -> Answer:
    body = {"in_force_from": "2026-09-01", "published_on": "2026-09-01", "reason": "与正式文本核对后发布"}
    return await county.post(f"/standards/{code}/versions/{version}/publish", body | changed, by=by)


@pytest.mark.parametrize("by", ["supervisor", "decider", "s1", "auditor@root", "decider@root"])
async def test_only_an_administrator_of_the_root_drafts(county: County, code: str, by: str) -> None:
    answer = await draft(county, text_of(code), by=by if "@" in by else f"{by}@{county.code}")
    assert (answer.status, answer.body["code"]) == (403, "not_allowed")


async def test_a_document_that_is_none_is_refused_with_its_line(county: County, code: str) -> None:
    text = text_of(code, **{"indicators: 1": "indicators: 2"})
    answer = await draft(county, text)
    assert (answer.status, answer.body["code"]) == (422, "standard_unreadable")
    (fault,) = answer.body["errors"]
    line = text.splitlines().index("indicators: 2") + 1
    assert (fault["pointer"], fault["given"]) == ("/indicators", f"line {line}")
    assert "the document holds 1" in fault["expected"]


async def test_a_body_of_another_type_or_in_another_coding_is_refused(county: County, code: str) -> None:
    answer = await send(county, "POST", "/standards", "a: 1", by="administrator@root", **{"Content-Type": "text/plain"})
    assert answer.status == 415
    response = await county.door.post(
        "/standards", content=b"\xff\xfe", headers={"Authorization": "Bearer administrator@root", **YAML}
    )
    assert (response.status_code, response.json()["errors"][0]["code"]) == (422, "not_utf8")


async def test_a_draft_is_seen_by_those_who_publish_it_and_by_nobody_else(county: County, code: str) -> None:
    answer = await draft(county, text_of(code))
    assert (answer.status, answer.body["state"], answer.body["revision"]) == (201, "draft", 1)
    assert (await county.get(f"/standards/{code}")).status == 404
    assert (await county.get(f"/standards/{code}/versions")).status == 404
    assert (await county.get(f"/standards/{code}/drafts")).status == 403
    listed = (await county.get(f"/standards/{code}/drafts", by="decider@root")).body["items"]
    assert [(each["version"], each["document"]["indicators"]) for each in listed] == [("1", 1)]
    assert (await county.assess(standard=code)).body["code"] == "standard_unknown"


async def test_a_dry_run_leaves_nothing(county: County, code: str) -> None:
    assert (await draft(county, text_of(code), dry=True)).status == 201
    assert (await county.get(f"/standards/{code}/drafts", by="decider@root")).body["items"] == []


async def test_a_version_is_drafted_once_and_a_shipped_one_not_at_all(county: County, code: str) -> None:
    await draft(county, text_of(code))
    again = await draft(county, text_of(code))
    assert (again.status, again.body["code"]) == (409, "standard_version_taken")
    shipped = text_of("preschool-2020", "2020.1")
    assert (await draft(county, shipped)).body["code"] == "standard_version_taken"


async def test_a_draft_is_rewritten_by_who_has_seen_it(county: County, code: str) -> None:
    await draft(county, text_of(code))
    path, by = f"/standards/{code}/versions/1", "administrator@root"
    other = await send(county, "PUT", path, text_of(code, "2"), by=by)
    assert (other.status, other.body["errors"][0]["pointer"]) == (422, "/version")
    stale = await send(county, "PUT", path, text_of(code, 青教="教"), by=by, **{"If-Match": '"7"'})
    assert stale.status == 412
    kept = await send(county, "PUT", path, text_of(code, 青教="教"), by=by, **{"If-Match": '"1"'})
    assert (kept.status, kept.body["revision"], kept.body["document"]["document_number"]) == (200, 2, "教〔2026〕1号")
    assert (await send(county, "PUT", f"/standards/{code}/versions/9", text_of(code, "9"), by=by)).status == 404


async def test_only_a_decider_of_the_root_publishes(county: County, code: str) -> None:
    await draft(county, text_of(code))
    for by in ("administrator@root", "decider", "supervisor"):
        assert (await publish(county, code, by=by)).status == 403
    assert (await publish(county, code, "9")).status == 404
    early = await publish(county, code, in_force_from="2026-08-31")
    assert (early.status, early.body["errors"][0]["code"]) == (422, "in_force_too_early")
    ahead = await publish(county, code, published_on="2999-01-01")
    assert ahead.body["errors"][0]["code"] == "in_the_future"


async def test_a_published_standard_is_listed_beside_the_shipped_ones_and_never_changes(
    county: County, code: str
) -> None:
    await draft(county, text_of(code))
    answer = await publish(county, code)
    assert (answer.status, answer.body["shipped"], answer.body["published_by"]) == (201, False, "decider")
    listed = {each["code"]: each for each in (await county.get("/standards", by="s1")).body["items"]}
    assert (listed[code]["kind"], listed[code]["unverified_clauses"]) == ("standard", [])
    assert listed["preschool-2020"]["shipped"] is True
    rewritten = await send(county, "PUT", f"/standards/{code}/versions/1", text_of(code), by="administrator@root")
    assert (rewritten.status, rewritten.body["code"]) == (409, "standard_published")
    assert (await publish(county, code)).body["code"] == "standard_published"
    async with county.database.transaction() as session:
        with pytest.raises(DBAPIError):
            await run_sql(session, "update {schema}.standard_edition set text = 'x' where code = :code", code=code)


async def test_the_next_version_ends_the_one_before_it_and_an_assessment_keeps_the_one_it_used(
    county: County, code: str
) -> None:
    stricter = {"school_kinds: [primary]": "school_kinds: [primary, nine_year]"}
    await draft(county, text_of(code))
    await publish(county, code)
    for school, said in (("s1", 1), ("s3", 0)):
        county.tell(school, {"school_charter": said})
    first = await county.assess(standard=code, as_of="2026-10-01")
    assert (first.status, first.body["verdict"], first.body["standard_version"]) == (201, "met", "1")
    await draft(county, text_of(code, "2", **stricter))
    early = await publish(county, code, "2", in_force_from="2026-08-01")
    assert early.status == 422
    await publish(county, code, "2", in_force_from="2027-01-01")
    versions = (await county.get(f"/standards/{code}/versions")).body["items"]
    assert [(each["version"], each["in_force_until"]) for each in versions] == [("1", "2027-01-01"), ("2", None)]
    before = await county.assess(standard=code, as_of="2026-12-31")
    after = await county.assess(standard=code, as_of="2027-01-01")
    assert (before.body["standard_version"], before.body["verdict"]) == ("1", "met")
    assert (after.body["standard_version"], after.body["verdict"]) == ("2", "not_met")
    kept = (await county.get(f"/assessments/{first.body['id']}")).body
    assert (kept["standard_version"], kept["verdict"], kept["stale_readings"]) == ("1", "met", 0)
    figure = (await county.get(f"/assessments/{first.body['id']}/figures/Q1.1")).body
    assert [each["organisation"]["code"] for each in figure["organisations"]] == [county.at("s1")]
    old = (await county.get(f"/standards/{code}/versions/1")).body
    assert old["document"]["quality"][0]["conditions"][0]["yardstick"]["population"]["school_kinds"] == ["primary"]


async def test_no_order_rests_on_an_unverified_clause_of_an_uploaded_standard(county: County, code: str) -> None:
    await draft(county, text_of(code, **{"    confidence: verified": "    confidence: unverified"}))
    await publish(county, code)
    county.tell("s1", {"school_charter": 0})
    made = (await county.assess(standard=code, as_of="2026-10-01")).body
    (finding,) = await county.findings(assessment=made["id"])
    assert (finding["criterion"], finding["rests_on_unverified"]) == ("Q1", ["Q1"])
    confirmed = {"clause": "Q1", "organisation": county.code, "reason": "核对一致", "confirmed_on": "2026-10-01"}
    answer = await county.post(f"/standards/{code}/confirmations", confirmed, by="decider")
    assert (answer.status, answer.body["version"]) == (201, "1")
    other = await county.post(f"/standards/{code}/confirmations", confirmed | {"version": "9"}, by="decider")
    assert other.status == 404


def variant(base: str, code: str | None = None) -> str:
    ground = {"source": "own", "confidence": "unverified"}
    setting = {"path": "quality/Q1/conditions/Q1.1/yardstick/population/school_kinds", "old": ["primary"]}
    document = {
        "code": code or f"{base}-local",
        "version": "1",
        "variant_of": base,
        "title": {"zh": "虚构变通", "en": "Fictitious variant"},
        "authority": {"zh": "虚构市", "en": "A fictitious city"},
        "document_number": "虚构〔2026〕2号",
        "in_force_from": {"date": "2026-09-01", **ground},
        "divisions": ["6402"],
        "sources": {"own": "Its own text."},
        "changes": [
            {
                "code": "kinds",
                "title": {"zh": "范围", "en": "Range"},
                "clause": "第二条",
                **ground,
                "set": [setting | {"new": ["primary", "teaching_point"]}],
            }
        ],
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


async def test_a_local_variant_must_fit_its_standard(county: County, code: str) -> None:
    nothing = await draft(county, variant(code))
    assert (nothing.status, nothing.body["errors"][0]["pointer"]) == (422, "/variant_of")
    await draft(county, text_of(code))
    await publish(county, code)
    answer = await draft(county, variant(code).replace("- primary\n    new", "- nine_year\n    new"))
    (fault,) = answer.body["errors"]
    assert (answer.status, fault["pointer"]) == (422, "/changes/0/set/0/old")
    assert fault["given"].startswith("line ")
    assert (await draft(county, variant(code, code))).body["errors"][0]["pointer"] == "/code"
    kept = await draft(county, variant(code))
    assert kept.status == 201
    published = await publish(county, f"{code}-local")
    assert (published.body["kind"], published.body["variant_of"]) == ("variant", code)
    assert published.body["unverified_clauses"] == [f"variants.{code}-local.1.kinds"]
    assert (await county.get(f"/standards/{code}")).body["variants"] == [f"{code}-local"]


async def test_a_variant_is_not_applied_where_its_authority_does_not_reach(county: County, code: str) -> None:
    await draft(county, text_of(code))
    await publish(county, code)
    await draft(county, variant(code))
    await publish(county, f"{code}-local")
    asked: dict[str, Any] = {"standard": code, "as_of": "2026-10-01", "plan": None}
    unknown = await county.assess(**asked, variants=["no-such"])
    assert (unknown.status, unknown.body["errors"][0]["code"]) == (422, "variant_unknown")
    early = await county.assess(**asked | {"as_of": "2026-08-31"}, variants=[f"{code}-local"])
    assert early.body["errors"][0]["code"] == "variant_unknown"
    elsewhere = await county.assess(**asked, variants=[f"{code}-local"])
    assert (elsewhere.status, elsewhere.body["errors"][0]["code"]) == (422, "variant_elsewhere")
