"""The endpoint that a team writes first: FastAPI and SQLModel, a select a reading, objects added all at once.

It judges the form of a body by its model and nothing else: no token, no references, no history.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Query
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

SCHEMA = "naive"
engine = create_async_engine(os.environ["BENCH_DATABASE_URL"])


class ReadingBase(SQLModel):
    """A reading as it is sent, kept and shown."""

    organisation: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    value: float


class Reading(ReadingBase, table=True):
    __tablename__ = "reading"
    __table_args__ = {"schema": SCHEMA}


class Batch(SQLModel):
    readings: list[ReadingBase]


class Report(SQLModel):
    created: int = 0
    updated: int = 0
    unchanged: int = 0


async def opened() -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine) as session:
        yield session


Session = Annotated[AsyncSession, Depends(opened)]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


@app.post("/readings")
async def post(batch: Batch, session: Session) -> Report:
    report, touched = Report(), []
    for given in batch.readings:
        known = await session.get(Reading, (given.organisation, given.indicator, given.period))
        if known is None:
            report.created += 1
            touched.append(Reading.model_validate(given))
        elif known.value != given.value:
            report.updated += 1
            known.value = given.value
            touched.append(known)
        else:
            report.unchanged += 1
    session.add_all(touched)
    await session.commit()
    return report


@app.get("/readings")
async def page(
    session: Session, offset: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(le=1000)] = 200
) -> list[ReadingBase]:
    order = (Reading.organisation, Reading.indicator, Reading.period)
    found = await session.exec(select(Reading).order_by(*order).offset(offset).limit(limit))
    return list(found.all())
