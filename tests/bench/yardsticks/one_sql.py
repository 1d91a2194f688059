"""An audit of a nation in one statement, as a good SQL author would write it; it stores nothing.

It reads long rows in numbers (no text key, no history, nothing reviewed) that lie school by school, in floats, turns
them once into a row a school, and scores what Article 6 asks: seven criteria with splits of schools of several stages,
the school rule, fourteen weighted coefficients a county. It scores no item of Articles 7 and 8, settles nothing
exactly, excludes nobody, and what is missing counts as nothing. Joining terms to readings instead of turning them took
more than twice as long.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import asyncpg

from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.standard import Criterion, Standard

Rule = TypeVar("Rule")
STAGES = (Stage.PRIMARY, Stage.JUNIOR_SECONDARY, Stage.SENIOR_SECONDARY)
JUDGED = STAGES[:2]
TABLES = """create schema yardstick;
    create unlogged table yardstick.reading (school int not null, indicator smallint not null, value float8 not null);
    create unlogged table yardstick.school (school int primary key, county int not null, kind smallint not null);"""
SETTINGS = ("set work_mem = '256MB'", "set max_parallel_workers_per_gather = 2", "set jit = off")


async def prepare(connection: asyncpg.Connection, schools: Sequence[Sequence[Any]]) -> None:
    """(school, county, kind); the readings follow, in the order of the schools."""
    await connection.execute(TABLES)
    await connection.copy_records_to_table("school", schema_name="yardstick", records=schools)
    for setting in SETTINGS:
        await connection.execute(setting)


def audit(standard: Standard, numbers: Mapping[str, int], kinds: Sequence[str]) -> str:
    """The statement; `numbers` are those of the items, `kinds` the kinds of schools by number."""
    pupils = [
        f"coalesce(sum(value) filter (where indicator = {numbers[_pupils(each)]}), 0) as p{_at(each)}"
        for each in STAGES
    ]
    sums = [
        f"{_sum(criterion, stage, numbers)} as a{_at(stage)}_{place}"
        for stage in JUDGED
        for place, criterion in enumerate(standard.criteria)
    ]
    total = " + ".join(f"{_weight(standard, kinds, each)} * p{_at(each)}" for each in STAGES)
    shares = [f"{_weight(standard, kinds, each)} * p{_at(each)} / nullif(total, 0) as h{_at(each)}" for each in JUDGED]
    own = [
        f"{f'h{_at(stage)} * ' if criterion.shared else ''}greatest(a{_at(stage)}_{place}, 0) as x{_at(stage)}_{place}"
        for stage in JUDGED
        for place, criterion in enumerate(standard.criteria)
    ]
    even = [
        _even(f"p{_at(stage)}", f"x{_at(stage)}_{place}") + f" as v{_at(stage)}_{place}"
        for stage in JUDGED
        for place in range(len(standard.criteria))
    ]
    kept = [
        f"(v{_at(stage)}_{place} <= {float(there(standard.county_rule).limits[stage] ** 2)})::int"
        for stage in JUDGED
        for place in range(len(standard.criteria))
    ]
    passes = " and ".join(f"(p{_at(stage)} = 0 or {_passes(standard, stage)})" for stage in JUDGED)
    return f"""with turned as (
          select school, {", ".join([*pupils, *sums])} from yardstick.reading group by school),
        weighed as materialized (
          select s.county, s.kind, t.*, {total} as total from turned t join yardstick.school s using (school)),
        shared as materialized (select *, {", ".join(shares)} from weighed),
        own as materialized (select county, p1, p2, {", ".join(own)} from shared),
        counted as (select county, count(*) as schools, count(*) filter (where {passes}) as passing,
          {", ".join(even)} from own group by county)
        select *, {" + ".join(kept)} as kept from counted"""  # noqa: S608 - made of the standard alone


def there(rule: Rule | None) -> Rule:
    """A part that the standard of the bench has."""
    if rule is None:
        raise LookupError("the standard of the bench has all rules")
    return rule


def _even(pupils: str, own: str) -> str:
    there = f"filter (where {pupils} > 0)"
    squares = f"sum({own} * {own} / nullif({pupils}, 0))"
    return f"sum({pupils}) {there} * {squares} / nullif(sum({own}) {there} ^ 2, 0) - 1"


def _at(stage: Stage) -> int:
    return STAGES.index(stage) + 1


def _pupils(stage: Stage) -> str:
    return f"pupils.{stage.value}"


def _sum(criterion: Criterion, stage: Stage, numbers: Mapping[str, int]) -> str:
    """Items of one sign are added up by one filter."""
    signs: dict[float, list[str]] = {}
    for item, by in criterion.amounts[stage]:
        signs.setdefault(float(by), []).append(str(numbers[item]))
    terms = [
        f"{by} * coalesce(sum(value) filter (where indicator in ({', '.join(of)})), 0)" for by, of in signs.items()
    ]
    return " + ".join(terms)


def _weight(standard: Standard, kinds: Sequence[str], stage: Stage) -> str:
    """Of a stage in a school of several; where nothing is split the only stage takes all."""
    cases = [
        f"when {number} then {float(there(standard.splits).weights[SchoolKind(kind)].get(stage, 0))}"
        for number, kind in enumerate(kinds)
        if SchoolKind(kind) in there(standard.splits).weights
    ]
    return f"(case kind {' '.join(cases)} else 1 end)"


def _passes(standard: Standard, stage: Stage) -> str:
    rule, met, near = there(standard.school_rule), [], []
    for place, criterion in enumerate(standard.criteria):
        has = f"{float(criterion.per)} * x{_at(stage)}_{place}"
        line = float(criterion.lines[stage])
        met.append(f"({has} >= {line} * p{_at(stage)})::int")
        near.append(f"{has} >= {line * float(rule.floor)} * p{_at(stage)}")
    return f"({' + '.join(met)} >= {rule.at_least} and {' and '.join(near)})"
