"""A document that is too long to be read at once waits for the worker."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.kernel.database import Database, run_sql
from services.plans.use_cases import send_document
from services.plans.use_cases.import_worker import ImportWorker
from tests.plans.test_imports import IMPORTS, correct, send, text
from tests.plans.tree import Tree


async def read_by_the_worker(http: httpx.AsyncClient, app: FastAPI, queued: dict[str, Any]) -> dict[str, Any]:
    working = asyncio.ensure_future(ImportWorker(app.state.ground.database).run())
    shown: dict[str, Any] = queued
    for _ in range(600):
        shown = (await http.get(f"{IMPORTS}/{queued['id']}")).json()
        if shown["state"] != "queued":
            break
        await asyncio.sleep(0.1)
    working.cancel()
    return shown


async def test_a_long_document_is_read_by_the_worker_and_says_how_far_it_is(
    http: httpx.AsyncClient, app: FastAPI, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_document, "AT_ONCE", 10)
    answer = await send(http, tree, text(tree))
    queued = answer.json()
    assert (answer.status_code, queued["state"], queued["draft"]) == (202, "queued", None)
    assert answer.headers["Location"] == f"{IMPORTS}/{queued['id']}"
    assert (await http.get(f"{IMPORTS}/{queued['id']}/source")).status_code == 409
    assert (await correct(http, queued, ("/title", {"en": "x"}))).status_code == 409
    shown = await read_by_the_worker(http, app, queued)
    assert (shown["state"], shown["progress"], len(shown["draft"]["measures"])) == ("read", 1, 2)


async def test_a_document_that_killed_its_process_three_times_is_refused(
    http: httpx.AsyncClient, app: FastAPI, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_document, "AT_ONCE", 10)
    queued = (await send(http, tree, text(tree))).json()
    database: Database = app.state.ground.database
    async with database.transaction() as session:
        await run_sql(session, "update {schema}.plan_import set attempts = 3 where id = :id", id=queued["id"])
        await session.commit()
    shown = await read_by_the_worker(http, app, queued)
    assert (shown["state"], shown["refusal"], shown["draft"]) == ("refused", "reading_failed", None)
    assert shown["refusal_text"]["zh"]
