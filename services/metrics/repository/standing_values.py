"""What stands of many keys, with the reasons of what is unknown."""

from dataclasses import replace

import numpy as np

from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.taking import Remark, Rows
from services.metrics.repository.standing import known_of


async def standing_of(session: Session, keys: Rows, *, approved_only: bool = False) -> Rows:
    """Those of the keys of which anything stands (or is approved), with its value and version; NaN is an unknown."""
    if not len(keys):
        return keys
    known = await known_of(session, keys)
    if approved_only:
        there, values, versions = known.approved, known.approved_values, known.approved_versions
    else:
        there, values, versions = known.stands, known.values, known.standing_versions
    return replace(keys, values=values, versions=versions).at(np.flatnonzero(there))


async def with_reasons(session: Session, rows: Rows) -> Rows:
    """The same, with the remarks of what is unknown."""
    places = np.flatnonzero(np.isnan(rows.values))
    if not len(places):
        return rows
    found = await fetch(
        session,
        """select k.place, m.unknown_reason, m.evidence
           from unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[], $5::integer[])
             as k (period, organisation, indicator, version, place)
           join {schema}.reading_remark m using (period, organisation, indicator, version)""",
        *(column[places].tolist() for column in (rows.periods, rows.organisations, rows.indicators, rows.versions)),
        places.tolist(),
    )
    remarks = {row["place"]: Remark(row["unknown_reason"], row["evidence"]) for row in found}
    return replace(rows, remarks=remarks)
