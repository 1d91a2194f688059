"""The numbers by which rows of readings name periods."""

from collections.abc import Collection

from services.kernel.database import run_sql
from services.kernel.routes import Session

_GIVEN = "periods numbered"


async def numbers_of_periods(session: Session, codes: Collection[str]) -> dict[str, int]:
    """Of those that anything was ever reported for."""
    found = await run_sql(
        session, "select code, number from {schema}.period_number where code = any(:codes)", codes=sorted(codes)
    )
    return {row.code: row.number for row in found}


async def numbered_periods(session: Session, codes: Collection[str]) -> dict[str, int]:
    """Of all of them; a period that is new gets a number, for good once the transaction commits.

    Remembered is what others have committed: a number given by a transaction that is rolled back is none.
    """
    remembered: dict[str, int] = session.info["memory"].setdefault("periods", {})
    if remembered.keys() >= set(codes):
        return {code: remembered[code] for code in codes}
    known = await numbers_of_periods(session, codes)
    if not session.info.get(_GIVEN):
        remembered.update(known)
    if len(known) == len(set(codes)):
        return known
    session.info[_GIVEN] = True
    await run_sql(
        session,
        """insert into {schema}.period_number (code) select code from unnest(cast(:codes as text[])) as new (code)
           order by code on conflict do nothing""",
        codes=sorted(set(codes) - known.keys()),
    )
    return await numbers_of_periods(session, codes)


async def codes_of_periods(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """By the numbers that rows name them by. A number is one period's for good, so what is known is not asked again."""
    remembered: dict[int, str] = session.info["memory"].setdefault("codes of periods", {})
    if not remembered.keys() >= set(numbers):
        remembered.update({number: code for code, number in (await every_period(session)).items()})
    return {number: remembered[number] for number in numbers}


async def every_period(session: Session) -> dict[str, int]:
    """All periods that anything was ever reported for."""
    found = await run_sql(session, "select code, number from {schema}.period_number order by number")
    return {row.code: row.number for row in found}
