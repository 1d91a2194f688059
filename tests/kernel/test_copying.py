"""What a query is asked with reaches the server as it is, whether it is written into the query or not."""

from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI

from services.kernel.copying import copy_out
from services.kernel.routes import Ground

MOST = 2**63 - 1


@pytest.mark.parametrize(
    ("query", "values", "found"),
    [
        ("select $1::bigint - 1", [-MOST], [-MOST - 1]),
        ("select - $1::bigint", [-7], [7]),
        ("select given from unnest($1::bigint[]) as given order by 1", [[3, -MOST, 0]], [-MOST, 0, 3]),
        ("select count(*) from unnest($1::bigint[])", [[]], [0]),
        ("select octet_length($2::text) + $1::bigint", [10, "it's $1 and $3"], [24]),
        ("select case when $2::boolean then $1::bigint else $3::bigint end", [1, False, 2], [2]),
        ("select case when $1::text is null then $2::bigint else 0 end", [None, 5], [5]),
        ("select cardinality($1::text[]) + $2::bigint", [["'}'", "$2"], 1], [3]),
        ("select $11::bigint + $1::bigint", [1, *[0] * 9, 20], [21]),
    ],
)
async def test_values_reach_the_server_as_they_are(
    app: FastAPI, query: str, values: list[Any], found: list[int]
) -> None:
    ground: Ground = app.state.ground
    async with ground.database.transaction() as session:
        copied = await copy_out(session, query, values, {"value": "i8"})
    assert np.array_equal(copied["value"], found)
