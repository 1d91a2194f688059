"""What the demo's figures are made to show, by name, so that the walk and the tests can point at it.

The facts hold for the last school year of `synthetic.county(seed)`, once the planted correction is made, whatever the
seed; `tests/demo_data` recomputes them in fractions. A near miss is below the line and not below 85 % of it.
"""

from dataclasses import dataclass
from decimal import Decimal

from deploy.demo.synthetic_schools import JUNIOR, PRIMARY

PERIODS = ("2018-2019", "2019-2020", "2020-2021", "2021-2022")
LAST_PERIOD = PERIODS[-1]

# 8316.8 m² outdoors and 740.8 m² indoors over 888 pupils are 10.2 exactly; floating point says a little less.
# Its multimedia rooms are a near miss, so the verdict hangs on that line.
EXACT_LINE_SCHOOL = "640221-s030"

# Six indicators met and the number of multimedia rooms missing: cannot be decided.
OPEN_SCHOOL = "640221-s012"
# Two sure misses and the number of multimedia rooms missing: not met whatever the number is.
DECIDED_DESPITE_MISSING_SCHOOL = "640221-s021"
MISSING_INDICATOR = "multimedia_rooms"
MISSING_REASON = "校方盘点未完成，待补报 / stocktaking not finished, to be reported later"

TEACHING_POINT_OF_50_OR_MORE = "640221-s059"
SPECIAL_SCHOOL = "640221-s060"  # outside the resource indicators: returning its submission disturbs no coefficient

# (stage, resource indicator): the pupil-weighted coefficient is over its limit, the unweighted one is not.
CV_FAILS_WEIGHTED_ONLY = (PRIMARY, "R6")
CV_FAILS_BOTH_WAYS = ((JUNIOR, "R2"),)
CV_UNDECIDED = ((PRIMARY, "R7"),)  # the two missing numbers of multimedia rooms

NEAR_MISS_PASSES = ("640221-s004", "640221-s017", "640221-s034", EXACT_LINE_SCHOOL)
FAILS_BY_TWO_MISSES = (
    "640221-s005",
    "640221-s010",
    "640221-s016",
    DECIDED_DESPITE_MISSING_SCHOOL,
    "640221-s028",
    "640221-s038",
    "640221-s045",  # its junior part only
)
FAILS_BELOW_FLOOR = ("640221-s008", "640221-s026", "640221-s035", "640221-s050")

FIXED_PUPILS: dict[str, dict[str, int]] = {
    "640221-s014": {PRIMARY: 440},
    EXACT_LINE_SCHOOL: {JUNIOR: 888},
}

# Amounts as multiples of what the line asks for; an indicator not named here is drawn above its line.
# A nine-year school's shared amount is measured against the part that needs more of it.
FACTORS: dict[str, dict[str, Decimal]] = {
    school: {indicator: Decimal(factor) for indicator, factor in factors.items()}
    for school, factors in {
        "640221-s001": {"R6": "3.3"},  # three crowded town schools hold the equipment: CV_FAILS_WEIGHTED_ONLY
        "640221-s002": {"R6": "3.2"},
        "640221-s003": {"R6": "3.4"},
        "640221-s004": {"R5": "0.9"},
        "640221-s005": {"R1": "0.92", "R5": "0.92"},
        "640221-s008": {"R5": "0.78"},
        "640221-s010": {"R5": "0.92", "R6": "0.9"},
        "640221-s016": {"R4": "0.93", "R6": "0.91"},
        "640221-s017": {"R4": "0.9"},
        DECIDED_DESPITE_MISSING_SCHOOL: {"R4": "0.9", "R5": "0.93"},
        "640221-s026": {"R6": "0.7"},
        "640221-s028": {"R3": "0.92", "R7": "0.92"},
        "640221-s034": {"R6": "0.92"},
        "640221-s035": {"R4": "0.8"},
        "640221-s038": {"R5": "0.9", "R6": "0.94"},
        "640221-s045": {"R4": "0.93", "R5": "0.92"},
        "640221-s050": {"R7": "0.66"},
    }.items()
}
# Every third school with a junior stage has so many times the backbone teachers it needs there: CV_FAILS_BOTH_WAYS.
GATHERS_BACKBONE_EVERY = 3
GATHERED_BACKBONE = Decimal(4)

FIXED_AMOUNTS: dict[str, dict[str, Decimal]] = {
    EXACT_LINE_SCHOOL: {
        "outdoor_sports_area": Decimal("8316.8"),
        "indoor_sports_area": Decimal("740.8"),
        "multimedia_rooms": Decimal(20),
    },
    "640221-s014": {"outdoor_sports_area": Decimal("3960.0"), "indoor_sports_area": Decimal("0.0")},
}


@dataclass(frozen=True)
class Correction:
    """A reading that its school first sent wrong and later corrects, with the reason it gives."""

    organisation: str
    indicator: str
    period: str
    old: Decimal
    new: Decimal
    reason: str


# As first sent the school is below the floor of R5 and fails; corrected it passes.
CORRECTION = Correction(
    organisation="640221-s014",
    indicator="outdoor_sports_area",
    period=LAST_PERIOD,
    old=Decimal("396.0"),
    new=Decimal("3960.0"),
    reason="小数点错位 / the decimal point slipped by one place",
)

# The county's own figures and one class that fail an item by a hair, and a school that leaves one item open.
EDUCATION = "640221-education"
CROWDED_SCHOOL = "640221-s002"
PLANTED_ITEMS: dict[tuple[str, str], Decimal] = {
    (CROWDED_SCHOOL, "largest_class.primary"): Decimal(46),
    (EDUCATION, "teachers_due_for_exchange"): Decimal(1800),
    (EDUCATION, "teachers_exchanged"): Decimal(201),
    (EDUCATION, "backbone_teachers_exchanged"): Decimal(40),  # 19.9 % of those exchanged
    (EDUCATION, "monitoring_variation.science"): Decimal("0.15"),  # the line itself, which must not be reached
}
UNREPORTED = ("640221-s041", "practice_activities")
ITEMS_NOT_MET = ("G5", "G11", "Q9")
ITEMS_UNDECIDED = ("Q7",)
