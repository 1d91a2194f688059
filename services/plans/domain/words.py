"""The closed vocabularies of a plan."""

from enum import StrEnum


class LegalStatus(StrEnum):
    """法律状态. Only what is in force binds; the rest is followed for information."""

    IN_FORCE = "in_force"
    DRAFT_FOR_COMMENT = "draft_for_comment"
    REPORTED_IN_PRESS = "reported_in_press"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class OwnRole(StrEnum):
    """What the unit itself is in a duty clause: 责任 or 配合."""

    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"


class AssignmentRole(StrEnum):
    """牵头, 配合, 责任: what a unit is for a measure."""

    LEAD = "lead"
    COOPERATING = "cooperating"
    RESPONSIBLE = "responsible"


class Through(StrEnum):
    """How a plan that names another organisation means this one: 集合机构, 并入, 分立."""

    COLLECTIVE = "collective"
    MERGER = "merger"
    SPLIT = "split"


class TargetKind(StrEnum):
    """What sort of statement a target makes."""

    COUNT = "count"
    COUNT_PER_UNIT = "count_per_unit"
    CONDITIONAL_COUNT = "conditional_count"
    CUMULATIVE_COUNT = "cumulative_count"
    THRESHOLD = "threshold"
    CAP = "cap"
    RANGE = "range"
    FREQUENCY = "frequency"
    ANNUAL_COUNT = "annual_count"
    ANNUAL_CHANGE = "annual_change"
    REDUCTION = "reduction"
    GROWTH_REDUCTION = "growth_reduction"
    COMPARATOR = "comparator"
    MONOTONE = "monotone"
    COVERAGE = "coverage"
    YES_NO = "yes_no"
    ALL_OF_STANDARD = "all_of_standard"
    LOST_VALUE = "lost_value"


class Certainty(StrEnum):
    """Whether the source gives a number, something checkable without one, or a number that was lost."""

    NUMBER = "number"
    CHECKABLE = "checkable"
    LOST = "lost"


class DeadlineCertainty(StrEnum):
    """What the source says about a deadline: none, one, one that may not be meant here, one that was lost."""

    NONE = "none"
    STATED = "stated"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


class DateCertainty(StrEnum):
    """How the date of a document is known: as printed, inferred from its words, or confirmed by somebody since."""

    PRINTED = "printed"
    INFERRED = "inferred"
    CONFIRMED = "confirmed"
