"""The kinds of result rows."""

from enum import StrEnum


class ResultKind(StrEnum):
    SCHOOL = "school"
    PART = "part"
    CRITERION = "criterion"
    COMPARISON = "comparison"
    ITEM = "item"
    CONDITION = "condition"
    TARGET = "target"
