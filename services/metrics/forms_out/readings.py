"""Readings on their way out, as batches of columns."""

from enum import StrEnum

import pyarrow as pa


class Status(StrEnum):
    """What stands where a value may stand. Only a reported reading has one.

    Unknown: the sender said that it is, and why. Suppressed: outsiders do not see it. Missing: owed, and not there.
    """

    REPORTED = "reported"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    MISSING = "missing"


CODE = pa.dictionary(pa.int32(), pa.string())
"""Codes come many times over: each once, and a number a row."""

READINGS = pa.schema(
    [
        pa.field("period", CODE, nullable=False),
        pa.field("organisation", CODE, nullable=False),
        pa.field("indicator", CODE, nullable=False),
        pa.field("value", pa.float64()),
        pa.field("status", CODE, nullable=False),
        pa.field("unknown_reason", CODE),
        pa.field("evidence", CODE),
        pa.field("state", CODE),
        pa.field("version", pa.int64()),
    ]
)
"""A row a reading. `value` is the number it is stored as: of a fact 1 or 0, of a grade its rank."""
KEY = ("period", "organisation", "indicator")


class BatchRefusedError(ValueError):
    """A batch that is none of readings, or says of a row what cannot be."""


def checked(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch, if each of its rows has a value exactly where it is reported."""
    if not batch.schema.equals(READINGS):
        raise BatchRefusedError(f"columns {batch.schema.names} are not {READINGS.names} in their types")
    has_value = batch.column("value").is_valid()
    reported = is_status(batch, Status.REPORTED)
    if not has_value.equals(reported):
        raise BatchRefusedError("a row has a value and is not reported, or is reported and has none")
    return batch


def is_status(batch: pa.RecordBatch, status: Status) -> pa.BooleanArray:
    """For every row whether it has this status."""
    column = batch.column("status")
    of_each = pa.array([each == status for each in column.dictionary.to_pylist()], pa.bool_())
    return of_each.take(column.indices)
