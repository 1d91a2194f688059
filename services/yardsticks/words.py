"""The closed vocabularies of yardsticks."""

from enum import StrEnum


class Comparison(StrEnum):
    """How a figure is held against its line."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="
    RANGE = "range"
    ALL = "all"
    INCREASING = "increasing"
    NON_DECREASING = "non_decreasing"
    YES = "yes"
    ALL_MET = "all_met"


class Reach(StrEnum):
    """Over whom a figure is taken: all together (合计), each by itself (逐个), or how many of them keep a condition."""

    TOTAL = "total"
    EACH = "each"
    SHARE = "share"


class Level(StrEnum):
    """层级 of a government or department, read from its division code."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class ChangeKind(StrEnum):
    """What is made of a figure and an earlier one: now − then, then − now, or the share of then that is gone.

    `slowdown`: by which share the yearly rise has fallen against the rise into the baseline period.
    """

    RISE = "rise"
    FALL = "fall"
    REDUCTION = "reduction"
    SLOWDOWN = "slowdown"


class Unassessable(StrEnum):
    """In one word why a target cannot be assessed; the source, not the reading, is at fault."""

    VALUE_LOST = "value_lost"
    BASELINE_UNSTATED = "baseline_unstated"
    SUBJECT_UNSTATED = "subject_unstated"
