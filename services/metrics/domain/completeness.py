"""Completeness: how much of what is owed has arrived, and by what it is counted."""

from enum import StrEnum


class Grouping(StrEnum):
    """By county, by each organisation that owes, or by collection."""

    COUNTY = "county"
    UNIT = "unit"
    COLLECTION = "collection"
