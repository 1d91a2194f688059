"""Where organisations stand in the administration."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.chain import bit_of
from services.yardsticks.membership import level_of

NATION = "000000"


@dataclass(frozen=True)
class Standing:
    """The number of an organisation, and the bit of its level: 0 where it is of none."""

    number: int
    bit: int


async def standings_of(session: Session, codes: Collection[str]) -> Mapping[str, Standing]:
    """Of those that exist. Governments and departments have a level, by their division code; the nation has none."""
    found = await run_sql(
        session,
        """select code, number, case when kind in ('government', 'department')
             then nullif(attributes ->> 'division_code', :nation) end as division
           from {schema}.organisation where code = any(:codes)""",
        codes=sorted(codes),
        nation=NATION,
    )
    return {row.code: Standing(row.number, bit_of(level_of(row.division) if row.division else None)) for row in found}
