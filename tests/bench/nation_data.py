"""A fictitious nation, written into audit's tables as the followers of its feeds would have written it.

Counties of some seventy schools each with two departments, in provinces of a hundred; every school reports what the
standard asks of it. A few values are missing, a few lie on their line.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.domain.facts import Stage
from services.audit.domain.nation.compiled import Compiled, compiled
from services.audit.domain.nation.likeness import Likeness
from services.audit.domain.standard import Standard
from services.audit.repository.standing_rows import BLOCK
from services.kernel.copying import copy_in
from services.kernel.database import run_sql
from services.kernel.driver import driver_of

PERIOD, VERSION = "2021-2022", 7
ROOT, COUNTIES_OF_PROVINCE = "000000", 100
KINDS = ("primary", "junior_secondary", "nine_year", "teaching_point", "twelve_year")
MIX = (0.52, 0.22, 0.16, 0.08, 0.02)
UNKNOWN_SHARE = 0.0005
SEED = 20_211_031
LIKENESSES = (
    Likeness("government", level="province"),
    Likeness("government", level="county"),
    Likeness("department", function="education", level="county"),
    Likeness("department", function="finance", level="county"),
    *(Likeness("school", kind, place) for kind in KINDS for place in ("urban", "town", "rural")),
)


Array = NDArray[Any]


@dataclass(frozen=True)
class Size:
    counties: int
    schools: int


@dataclass(frozen=True)
class Written:
    """Codes of the root, a province and a county; the schools by number, with their county, kind and values, a column
    for each item."""

    places: tuple[str, str, str]
    schools: Array
    counties: Array
    kinds: Array
    values: Array
    items: list[str]


async def write_nation(session: AsyncSession, standard: Standard, size: Size) -> Written:
    lots, ready = np.random.default_rng(SEED), compiled(standard)
    provinces = -(-size.counties // COUNTIES_OF_PROVINCE)
    codes, parents, likeness = [ROOT], [0], [0]
    county_numbers, school_rows, bureaus, treasuries = [], [], [], []
    for province in range(provinces):
        above = len(codes) + 1
        codes.append(f"p{province}")
        parents.append(1)
        likeness.append(0)
        first = province * COUNTIES_OF_PROVINCE
        for county in range(first, min(first + COUNTIES_OF_PROVINCE, size.counties)):
            own = len(codes) + 1
            many = (county + 1) * size.schools // size.counties - county * size.schools // size.counties
            county_numbers.append(own)
            kinds = lots.choice(len(KINDS), many, p=MIX)
            places = lots.integers(0, 3, many)
            codes += [f"c{county}", f"c{county}-e", f"c{county}-f", *(f"c{county}-s{one}" for one in range(many))]
            parents += [above, own, own, *[own] * many]
            likeness += [1, 2, 3, *(4 + 3 * kinds + places).tolist()]
            bureaus.append(own + 1)
            treasuries.append(own + 2)
            school_rows += list(range(own + 3, own + 3 + many))
    await _write_roll(session, codes, parents, likeness)
    items = _ordered(ready)
    await _number(session, "indicator_number", items)
    numbers, kinds = np.array(school_rows, np.int32), np.array(likeness)[np.array(school_rows) - 1]
    values = _schools(lots, ready, items, (kinds - 4) // 3)
    await _write_standing(session, numbers, values)
    await _write_standing(session, np.array(bureaus, np.int32), _departments(lots, ready, items, len(bureaus)))
    await _write_standing(session, np.array(treasuries, np.int32), _departments(lots, ready, items, len(bureaus)))
    for feed in ("readings", "organisations"):
        await run_sql(
            session,
            "insert into {schema}.feed_cursor (feed, version) values (:feed, :version)",
            feed=feed,
            version=VERSION,
        )
    counties = np.array(parents, np.int32)[numbers - 1]
    return Written((ROOT, "p0", "c0"), numbers, counties, (kinds - 4) // 3, values, items)


def _ordered(ready: Compiled) -> list[str]:
    """What schools report first, as a form of schools is registered in one piece."""
    schools = {item for each in ready.criteria for item in each.amount.items} | {f"pupils.{each}" for each in Stage}
    for condition in ready.conditions:
        if condition.yardstick.population.kind == "school":
            schools |= set(condition.items)
    return [item for item in ready.items if item in schools] + [item for item in ready.items if item not in schools]


async def _write_roll(session: AsyncSession, codes: list[str], parents: list[int], likeness: list[int]) -> None:
    await _number(session, "organisation_number", codes)
    for each in LIKENESSES:
        await run_sql(
            session,
            """insert into {schema}.likeness (kind, school_kind, place, function, level)
               values (:kind, :school_kind, :place, :function, :level)""",
            **each._asdict(),
        )
    paths = [f"/{ROOT}"]
    for code, parent in zip(codes[1:], parents[1:], strict=True):
        paths.append(f"{paths[parent - 1]}/{code}")
    driver = await driver_of(session)
    await driver.copy_records_to_table(
        "organisation_copy",
        schema_name=session.info["schema"],
        columns=["code", "feed_version", "path", "kind", "name_zh", "name_en", "attributes"],
        records=[
            (code, VERSION, path, LIKENESSES[alike].kind, f"虚构 {code}", f"Fictitious {code}", "{}")
            for code, path, alike in zip(codes, paths, likeness, strict=True)
        ],
    )
    await run_sql(
        session,
        """insert into {schema}.organisation (code, parent_code, path, kind, name_zh, name_en, attributes)
           select code, nullif(split_part(path, '/', -2), ''), path, kind, name_zh, name_en, attributes
           from {schema}.organisation_copy""",
    )
    many = len(codes)
    columns = {
        "organisation": np.arange(1, many + 1),
        "feed_version": np.full(many, VERSION),
        "parent": np.array(parents),
        "likeness": np.array(likeness) + 1,
        "opened": np.full(many, -1_000_000),
        "closed": np.full(many, 1_000_000),
    }
    kinds = dict.fromkeys(columns, "i4") | {"feed_version": "i8"}
    await copy_in(session, "roll", columns, kinds)


async def _number(session: AsyncSession, table: str, codes: list[str]) -> None:
    await run_sql(
        session,
        f"""insert into {{schema}}.{table} (code, number) overriding system value
            select code, place from unnest(cast(:codes as text[])) with ordinality as given (code, place)""",  # noqa: S608
        codes=codes,
    )


def _schools(lots: np.random.Generator, ready: Compiled, items: list[str], kinds: Array) -> Array:
    """Some hundreds of pupils, and around the line what each criterion counts; every answer is yes."""
    many, at = len(kinds), {item: place for place, item in enumerate(items)}
    values = np.full((many, len(items)), np.nan)
    holds = {
        Stage.PRIMARY: np.isin(kinds, (0, 2, 3, 4)),
        Stage.JUNIOR_SECONDARY: np.isin(kinds, (1, 2, 4)),
        Stage.SENIOR_SECONDARY: kinds == 4,
    }
    pupils = {stage: np.where(held, lots.integers(60, 1_200, many), 0) for stage, held in holds.items()}
    for stage, held in holds.items():
        values[held, at[f"pupils.{stage.value}"]] = pupils[stage][held]
    total = sum(pupils.values())
    for each in ready.criteria:
        held, weighed = holds[each.stage], total if each.criterion.shared else pupils[each.stage]
        need = float(each.criterion.lines[each.stage] / each.criterion.per / each.criterion.scale) * weighed
        spread = np.maximum(need * lots.uniform(1.0, 1.5, many), 0) / max(1, len(each.amount.items) - 1)
        for item in each.amount.items:
            whole = item.startswith(("teachers", "multimedia"))
            amount = np.ceil(spread) if whole else np.round(spread, 1)
            values[held, at[item]] = amount[held] if not item.startswith("indoor") else np.round(amount[held] / 5, 1)
    answers = {"classes": 12, "music_rooms": 1, "art_rooms": 1, "smallest_music_room": 96, "smallest_art_room": 90.5}
    answers |= {"teachers_full_time": 40, "teachers_trained_360_hours": 40, "teachers_certified": 40}
    answers |= {"teacher_training_budget": 8.5, "public_funds_budget": 160, "funding_base_pupils": 100}
    answers |= {"moral_education_grade": 3, "school_culture_grade": 4, "largest_class.primary": 44}
    answers |= {"largest_class.junior_secondary": 49}
    for condition in ready.conditions:
        if condition.yardstick.population.kind == "school":
            for item in condition.items:
                if not item.startswith("pupils"):
                    values[:, at[item]] = answers.get(item, 1)
    values[lots.random(values.shape) < UNKNOWN_SHARE] = np.nan
    return values


def _departments(lots: np.random.Generator, ready: Compiled, items: list[str], many: int) -> Array:
    """Every answer is yes, every share ninety-nine of a hundred; of schools they say nothing."""
    values = np.full((many, len(items)), np.nan)
    at = {item: place for place, item in enumerate(items)}
    wholes = {
        item for each in ready.conditions for held in each.held if held.ratio.over for item in held.ratio.over.items
    }
    for condition in ready.conditions:
        if condition.yardstick.population.kind == "department":
            for item in condition.items:
                values[:, at[item]] = 0 if item.startswith(("veto", "monitoring_variation")) else 1
                if item.startswith("monitoring_level"):
                    values[:, at[item]] = lots.integers(2, 5, many)
                elif item in wholes or any(
                    item in held.ratio.amount.items for held in condition.held if held.ratio.over
                ):
                    values[:, at[item]] = 1_000 if item in wholes else lots.integers(990, 1_000, many)
    return values


async def _write_standing(session: AsyncSession, numbers: Array, values: Array) -> None:
    """Indicators are numbered from 1, so the first slot of the first block stays empty."""
    many, width = len(numbers), values.shape[1]
    for block in range((width + 1 + BLOCK - 1) // BLOCK):
        rows = np.full((many, BLOCK), np.nan)
        first = max(block * BLOCK, 1)
        last = min((block + 1) * BLOCK, width + 1)
        rows[:, first - block * BLOCK : last - block * BLOCK] = values[:, first - 1 : last - 1]
        spoken = np.flatnonzero(~np.isnan(rows).all(axis=1))
        data = np.ascontiguousarray(rows[spoken].astype(">f8")).view(f"S{8 * BLOCK}").reshape(-1)
        columns = {
            "period": np.full(len(spoken), PERIOD.encode(), "S9"),
            "block": np.full(len(spoken), block),
            "organisation": numbers[spoken],
            "feed_version": np.full(len(spoken), VERSION),
            "readings": data,
        }
        kinds = {"period": "S9", "block": "i2", "organisation": "i4", "feed_version": "i8", "readings": f"S{8 * BLOCK}"}
        await copy_in(session, "standing", columns, kinds)
