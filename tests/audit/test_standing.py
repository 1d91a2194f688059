"""What is approved, laid wide beside the long copies."""

import numpy as np

from services.audit.repository.nation import values_at
from services.audit.repository.snapshots import approved_values
from tests.audit.county import PERIOD, County


async def wide(county: County, school: str, snapshot: int) -> dict[str, float]:
    """What the wide rows say, of what was ever approved."""
    async with county.database.transaction() as session:
        return await values_at(session, county.at(school), PERIOD, snapshot)
