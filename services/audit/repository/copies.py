"""Applies the feeds of plans and metrics to the append-only copies. A page applied twice changes nothing."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.copies import apply_organisations
from services.kernel.database import run_sql
from services.kernel.driver import fetch

PLAN_TOPICS = ("plan", "plan_ending")
READING_TOPICS = ("readings", "review", "indicator")
Changes = Sequence[dict[str, Any]]
MOST_READINGS = 2**14
"""More than one change of readings holds."""
_FORM = ("grades", "stage", "period", "reported_by", "population", "evidence_needed")

_PLANS = """insert into {schema}.plan_copy (code, revision, document, published_on, feed_version)
    select code, revision, document, published_on, feed_version from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, revision int, document jsonb, published_on date, feed_version bigint)
    on conflict do nothing"""
_ENDINGS = """insert into {schema}.plan_ending_copy (code, status, takes_effect_on, superseded_by, feed_version)
    select * from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, status text, takes_effect_on date, superseded_by text, feed_version bigint)
    on conflict do nothing"""
_ORGANISATIONS = """insert into {schema}.organisation_copy
      (code, feed_version, path, kind, name_zh, name_en, attributes)
    select code, feed_version, path, kind, name ->> 'zh', name ->> 'en', attributes
    from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, feed_version bigint, path text, kind text, name jsonb, attributes jsonb)
    on conflict do nothing"""
_INDICATORS = """insert into {schema}.indicator_copy (code, feed_version, title_zh, title_en, unit, value_type, form)
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(code text, feed_version bigint,
      title_zh text, title_en text, unit text, value_type text, form jsonb)
    on conflict do nothing"""
# Parts and readings come in thousands: they are bound as arrays, those of a whole page by one statement each. A page of
# ten thousand readings takes three quarters of what it took as JSON; a statement a change took eight times as long
# where a thousand changes hold a reading each.
_SUBMISSIONS = """insert into {schema}.submission_copy
      (submission, organisation, sender_id, sender_name, received_at, feed_version)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[])
    on conflict do nothing"""
# A float becomes the decimal of its first fifteen digits, which are all that a reading has.
_READINGS = """insert into {schema}.reading_copy (id, organisation, indicator, period, value, unknown_reason,
      correction_reason, evidence, submission, feed_version)
    select id, organisation, indicator, period, value::numeric, unknown_reason, correction_reason, evidence,
      submission, feed_version
    from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::bigint[])
      as r(id, organisation, indicator, period, value, unknown_reason, correction_reason, evidence, submission,
        feed_version)
    on conflict do nothing"""
_SAID = ("organisation", "indicator", "period", "value", "unknown_reason", "correction_reason", "evidence")
_REVIEWS = """insert into {schema}.review_copy (feed_version, submission, organisation, decision, reason,
      reviewer_id, reviewer_name, reviewed_at)
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(feed_version bigint, submission text,
      organisation text, decision text, reason text, reviewer_id text, reviewer_name text, reviewed_at timestamptz)
    on conflict do nothing"""


async def apply_places(session: AsyncSession, changes: Changes) -> None:
    """Organisations: the newest state as every process keeps it, and beside it every state there was."""
    await apply_organisations(session, changes)
    rows = [
        {"code": change["key"], "feed_version": change["version"], **change["body"]}
        for change in _of("organisation", changes)
    ]
    await _insert(session, _ORGANISATIONS, rows)


async def apply_plans(session: AsyncSession, changes: Changes) -> None:
    """Published plans: every revision is kept, and how a plan ended."""
    rows = [
        {
            "code": change["key"],
            "revision": change["body"]["revision"],
            "document": change["body"],
            "published_on": change["body"]["published_on"],
            "feed_version": change["version"],
        }
        for change in _of("plan", changes)
    ]
    await _insert(session, _PLANS, rows)
    await _insert(session, _ENDINGS, [_ending(change) for change in _of("plan_ending", changes)])


async def apply_readings(session: AsyncSession, changes: Changes) -> None:
    """Indicators, the parts of submissions with their readings, and reviews."""
    parts = _of("readings", changes)
    await _insert(session, _INDICATORS, [_indicator(change) for change in _of("indicator", changes)])
    if rows := [row for change in parts for row in _submissions(change)]:
        await fetch(session, _SUBMISSIONS, *zip(*rows, strict=True))
        await fetch(session, _READINGS, *_readings(parts))
    await _insert(session, _REVIEWS, [row for change in _of("review", changes) for row in _reviews(change)])


def _of(topic: str, changes: Changes) -> list[dict[str, Any]]:
    return [change for change in changes if change["topic"] == topic and change["body"] is not None]


def _ending(change: dict[str, Any]) -> dict[str, Any]:
    kept = {name: change["body"][name] for name in ("status", "takes_effect_on", "superseded_by")}
    return {"code": change["key"], **kept, "feed_version": change["version"]}


def _indicator(change: dict[str, Any]) -> dict[str, Any]:
    body = change["body"]
    return {
        "code": change["key"],
        "feed_version": change["version"],
        "title_zh": body["title"]["zh"],
        "title_en": body["title"]["en"],
        "unit": body["unit"],
        "value_type": body["value_type"],
        "form": {name: body[name] for name in _FORM if name in body},
    }


def _submissions(change: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    body, version = change["body"], change["version"]
    sender, received_at = body["sender"], datetime.fromisoformat(body["received_at"])
    for organisation in dict.fromkeys(reading["organisation"] for reading in body["readings"]):
        yield body["submission"], organisation, sender["id"], sender["name"], received_at, version


def _readings(parts: Sequence[dict[str, Any]]) -> Iterable[Sequence[Any]]:
    """Column by column. Numbered in the order of the feed, so that of one key the higher number is the later truth
    here, too."""
    sizes = [(change, len(change["body"]["readings"])) for change in parts]
    readings = [reading for change in parts for reading in change["body"]["readings"]]
    yield [change["version"] * MOST_READINGS + place for change, size in sizes for place in range(size)]
    for name in _SAID:
        yield [reading.get(name) for reading in readings]
    yield [change["body"]["submission"] for change, size in sizes for _ in range(size)]
    yield [change["version"] for change, size in sizes for _ in range(size)]


def _reviews(change: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Of one submission and its organisations, or of several, listed as `parts`."""
    body = change["body"]
    said = {
        "feed_version": change["version"],
        "decision": body["decision"],
        "reason": body["reason"],
        "reviewer_id": body["reviewer"]["id"],
        "reviewer_name": body["reviewer"]["name"],
        "reviewed_at": body["reviewed_at"],
    }
    for part in body.get("parts", [body]):
        for organisation in part["organisations"]:
            yield {**said, "submission": part["submission"], "organisation": organisation}


async def _insert(session: AsyncSession, statement: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        await run_sql(session, statement, rows=json.dumps(rows, ensure_ascii=False))
