"""The forms in which readings may come, as the API document says them."""

from typing import Any

from services.kernel.inline_schemas import inline_schema
from services.metrics.bodies.body import FORMS
from services.metrics.schemas.bodies import ColumnsGiven, RowsGiven
from services.metrics.schemas.submissions import ReadingGiven

_ROWS, _COLUMNS = inline_schema(RowsGiven), inline_schema(ColumnsGiven)
_LONG = "organisation,indicator,period,value,unknown_reason,evidence\n640221-s001,multimedia_rooms,2021-2022,21,,\n"
_LINE = '{"organisation": "640221-s001", "indicator": "multimedia_rooms", "period": "2021-2022", "value": 21}\n'
_LINES = {"schema": inline_schema(ReadingGiven), "example": _LINE}
_BINARY = {"schema": {"type": "string", "format": "binary"}}

CONTENT: dict[str, dict[str, Any]] = {
    **dict.fromkeys(FORMS, _BINARY),
    "application/json": {
        "schema": {"anyOf": [_ROWS, _COLUMNS]},
        "examples": {
            "rows": {"summary": "按行 · rows", "value": _ROWS["examples"][0]},
            "columns": {"summary": "按列 · columns", "value": _COLUMNS["examples"][0]},
        },
    },
    "application/x-ndjson": _LINES,
    "application/ndjson": _LINES,
    "text/csv": {"schema": {"type": "string"}, "example": _LONG},
    "text/tab-separated-values": {"schema": {"type": "string"}, "example": _LONG.replace(",", "\t")},
}
