"""Rows of plain SQL as the values of a dataclass."""

from collections.abc import Mapping
from typing import Any


def fields(row: Any) -> dict[str, Any]:
    """The columns of a row by name."""
    mapping: Mapping[str, Any] = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name
    return dict(mapping)
