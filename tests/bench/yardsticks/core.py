"""The endpoint of a team that has measured once: one INSERT … ON CONFLICT for a body, by SQLAlchemy core.

Rows that would not change are left alone. No token, no references, no history.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Query
from pydantic import BaseModel
from sqlalchemy import Column, Double, MetaData, Table, Text, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import create_async_engine

SCHEMA = "core"
engine = create_async_engine(os.environ["BENCH_DATABASE_URL"], pool_size=10)
reading = Table(
    "reading",
    MetaData(schema=SCHEMA),
    Column("organisation", Text, primary_key=True),
    Column("indicator", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("value", Double, nullable=False),
)


class Reading(BaseModel):
    organisation: str
    indicator: str
    period: str
    value: float


class Batch(BaseModel):
    readings: list[Reading]


class Report(BaseModel):
    written: int
    unchanged: int


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


@app.post("/readings")
async def post(batch: Batch) -> Report:
    write = insert(reading).values([each.model_dump() for each in batch.readings])
    write = write.on_conflict_do_update(
        index_elements=[reading.c.organisation, reading.c.indicator, reading.c.period],
        set_={"value": write.excluded.value},
        where=reading.c.value.is_distinct_from(write.excluded.value),
    )
    async with engine.begin() as connection:
        written = (await connection.execute(write)).rowcount
    return Report(written=written, unchanged=len(batch.readings) - written)


@app.get("/readings")
async def page(offset: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(le=1000)] = 200) -> list[Reading]:
    order = reading.primary_key.columns
    async with engine.connect() as connection:
        found = await connection.execute(select(reading).order_by(*order).offset(offset).limit(limit))
        return [Reading.model_validate(row) for row in found.mappings()]
