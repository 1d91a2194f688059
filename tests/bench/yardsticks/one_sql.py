"""An audit of a nation in one statement, as a good SQL author would write it; it stores nothing.

It reads long rows in numbers (no text key, no history, nothing reviewed), in floats, and scores what Article 6 asks:
seven criteria with splits of schools of several stages, the school rule, fourteen weighted coefficients a county. It
scores no item of Articles 7 and 8, settles nothing exactly, and what is missing counts as not met.
"""

from collections.abc import Sequence
from typing import Any

import asyncpg

TABLES = """create schema yardstick;
    create unlogged table yardstick.reading (school int not null, indicator smallint not null, value float8 not null);
    create unlogged table yardstick.school (school int primary key, county int not null, kind smallint not null);
    create unlogged table yardstick.term (indicator smallint, criterion smallint, stage smallint, coefficient float8);
    create unlogged table yardstick.line (criterion smallint, stage smallint, per float8, line float8, shared boolean);
    create unlogged table yardstick.weight (kind smallint, stage smallint, weight float8);"""
SETTINGS = (
    "set work_mem = '256MB'",
    "set max_parallel_workers_per_gather = 2",
    "set jit = off",
    "set enable_nestloop = off",
)
AUDIT = """with pupils as (
      select r.school, s.county, p.stage, r.value as pupils, w.weight,
        sum(r.value * coalesce(w.weight, 1)) over (partition by r.school) as total
      from yardstick.reading r
      join yardstick.school s on s.school = r.school
      join (values ($1::smallint, 1::smallint), ($2, 2), ($3, 3)) as p (indicator, stage) on p.indicator = r.indicator
      left join yardstick.weight w on w.kind = s.kind and w.stage = p.stage
      where r.value > 0),
    amount as (
      select r.school, t.stage, t.criterion, greatest(sum(r.value * t.coefficient), 0) as amount
      from yardstick.reading r join yardstick.term t on t.indicator = r.indicator
      group by r.school, t.stage, t.criterion),
    part as materialized (
      select p.county, p.school, a.stage, a.criterion, p.pupils, l.per, l.line,
        case when l.shared and p.weight is not null then a.amount * p.weight * p.pupils / p.total else a.amount end
          as amount
      from amount a join pupils p on p.school = a.school and p.stage = a.stage
      join yardstick.line l on l.criterion = a.criterion and l.stage = a.stage),
    school as (
      select county, school, bool_and(passes) as passes from (
        select county, school, stage, count(*) filter (where amount * per >= line * pupils) >= 6
          and count(*) = 7 and bool_and(amount * per >= 0.85 * line * pupils) as passes
        from part group by county, school, stage) judged group by county, school),
    counted as (
      select county, count(*) filter (where passes) as passing, count(*) as schools from school group by county),
    even as (
      select county, max(square) as square,
        count(*) filter (where square <= case stage when 1 then 0.25 else 0.2025 end) as kept
      from (select county, stage, criterion,
          sum(pupils) * sum(amount * amount / pupils) / nullif(sum(amount) ^ 2, 0) - 1 as square
        from part group by county, stage, criterion) each_one group by county)
    select county, passing, schools, square, kept from counted join even using (county)"""


async def prepare(connection: asyncpg.Connection, tables: dict[str, Sequence[Sequence[Any]]]) -> None:
    """Rows by table, those of `reading` in the order of the schools, as they would be loaded."""
    await connection.execute(TABLES)
    for table, rows in tables.items():
        await connection.copy_records_to_table(table, schema_name="yardstick", records=rows)
    for setting in SETTINGS:
        await connection.execute(setting)
    await connection.execute("analyze yardstick.reading, yardstick.school, yardstick.term, yardstick.line")
