"""Applies the feeds of plans and metrics to the append-only copies. A page applied twice changes nothing."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.copies import apply_organisations
from services.audit.repository.numbering import numbers_of
from services.audit.repository.reading_rows import Told, keep_readings
from services.audit.repository.roll_rows import enrol
from services.audit.repository.standing_rows import lay, reviewed_parts
from services.kernel.database import run_sql

PLAN_TOPICS = ("plan", "plan_ending", "task", "statement")
READING_TOPICS = ("readings", "review", "indicator")
Changes = Sequence[dict[str, Any]]
_FORM = ("grades", "stage", "period", "reported_by", "population", "evidence_needed")

_PLANS = """insert into {schema}.plan_copy (code, revision, document, published_on, feed_version)
    select code, revision, document, published_on, feed_version from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, revision int, document jsonb, published_on date, feed_version bigint)
    on conflict do nothing"""
_ENDINGS = """insert into {schema}.plan_ending_copy (code, status, takes_effect_on, superseded_by, feed_version)
    select * from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, status text, takes_effect_on date, superseded_by text, feed_version bigint)
    on conflict do nothing"""
_TASKS = """insert into {schema}.task_copy (code, feed_version, plan, document)
    select * from jsonb_to_recordset(cast(:rows as jsonb))
      as r(code text, feed_version bigint, plan text, document jsonb)
    on conflict do nothing"""
_STATEMENTS = """insert into {schema}.statement_copy (id, feed_version, plan, organisation, document)
    select * from jsonb_to_recordset(cast(:rows as jsonb))
      as r(id text, feed_version bigint, plan text, organisation text, document jsonb)
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
    await enrol(session, _of("organisation", changes))


async def apply_plans(session: AsyncSession, changes: Changes) -> None:
    """Published plans, how a plan ended, tasks and statements: everything that was told is kept."""
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
    await _insert(session, _TASKS, [_task(change) for change in _of("task", changes)])
    await _insert(session, _STATEMENTS, [_statement(change) for change in _of("statement", changes)])


async def apply_readings(session: AsyncSession, changes: Changes) -> None:
    """Indicators, readings, and reviews; then what is approved now, laid wide."""
    indicators = _of("indicator", changes)
    await _insert(session, _INDICATORS, [_indicator(change) for change in indicators])
    if indicators:
        await numbers_of(session, "indicator_number", dict.fromkeys(change["key"] for change in indicators))
    told = [Told.of(change) for change in _of("readings", changes)]
    if told:
        await keep_readings(session, told)
    reviews = [row for change in _of("review", changes) for row in _reviews(change)]
    await _insert(session, _REVIEWS, reviews)
    touched = [(row["submission"], row["organisation"]) for row in reviews]
    touched += await reviewed_parts(session, {str(each.body["submission"]) for each in told})
    if touched:
        await lay(session, list(dict.fromkeys(touched)), max(change["version"] for change in changes))


def _of(topic: str, changes: Changes) -> list[dict[str, Any]]:
    return [change for change in changes if change["topic"] == topic and change["body"] is not None]


def _ending(change: dict[str, Any]) -> dict[str, Any]:
    kept = {name: change["body"][name] for name in ("status", "takes_effect_on", "superseded_by")}
    return {"code": change["key"], **kept, "feed_version": change["version"]}


def _task(change: dict[str, Any]) -> dict[str, Any]:
    body = change["body"]
    return {"code": change["key"], "feed_version": change["version"], "plan": body["plan"], "document": body}


def _statement(change: dict[str, Any]) -> dict[str, Any]:
    body = change["body"]
    parties = {name: body[name] for name in ("plan", "organisation")}
    return {"id": change["key"], "feed_version": change["version"], **parties, "document": body}


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
