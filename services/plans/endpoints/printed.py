"""Which form of an answer a caller wants: JSON, or a table as CSV or XLSX."""

import re
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Header, Response

from services.plans.tables.sheet import Sheet, as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TABLES: dict[int | str, dict[str, object]] = {
    200: {
        "content": {
            CSV: {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}
"""What an operation that answers in these forms adds to its documentation."""
_WEIGHT = re.compile(r"\s*;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*")


class Form(StrEnum):
    """A form of the answer, by its media type."""

    JSON = "application/json"
    CSV = CSV
    XLSX = XLSX


def wanted_form(accept: str) -> Form:
    """The named form with the greatest weight, the first of equals; whoever names none of them gets JSON."""
    best, weight = Form.JSON, 0.0
    for part in accept.lower().split(","):
        name, _, rest = part.partition(";")
        found = _WEIGHT.search(f";{rest}")
        asked = float(found.group(1)) if found else 1.0
        for form in Form:
            if name.strip() == form.value and asked > weight:
                best, weight = form, asked
    return best


def _form(accept: Annotated[str, Header(description="JSON, text/csv, XLSX · 返回格式")] = "") -> Form:
    return wanted_form(accept)


WantedForm = Annotated[Form, Depends(_form)]


def printed(sheet: Sheet, form: Form, name: str) -> Response:
    """The table as a file; `name` has no ending."""
    body, media, ending = (
        (as_csv(sheet), "text/csv; charset=utf-8; header=present", "csv")
        if form is Form.CSV
        else (as_xlsx(sheet), XLSX, "xlsx")
    )
    return Response(
        body,
        media_type=media,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}"},
    )
