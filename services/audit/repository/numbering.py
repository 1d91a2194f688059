"""Codes in numbers, given in the order in which they were first heard of, and for good."""

from collections.abc import Collection

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.driver import fetch

# Not an upsert: that would draw a number from the sequence each time.
_GIVE = """insert into {schema}.{table} (code)
    select code from unnest($1::text[]) with ordinality as given (code, place)
    where not exists (select from {schema}.{table} n where n.code = given.code)
    group by code order by min(place) on conflict do nothing"""
_FIND = "select code, number from {schema}.{table} where code = any($1::text[])"


async def numbers_of(session: AsyncSession, table: str, codes: Collection[str]) -> dict[str, int]:
    """`table`: organisation_number, indicator_number or period_number. Those that are new get the next numbers. Nothing
    is remembered: a number may be rolled back with the transaction that gave it."""
    listed = list(codes)
    found = await _found(session, table, listed)
    if len(found) < len(codes):
        await fetch(session, _GIVE.replace("{table}", table), [code for code in listed if code not in found])
        found = await _found(session, table, listed)
    return found


async def _found(session: AsyncSession, table: str, codes: list[str]) -> dict[str, int]:
    rows = await fetch(session, _FIND.replace("{table}", table), codes)
    return {row["code"]: row["number"] for row in rows}
