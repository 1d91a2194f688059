"""Article 6: seven lines for each stage of each school, and how evenly the county's schools share each of them."""

from fractions import Fraction
from itertools import pairwise, product

from tests.reference.completing import HUGE, NOTHING, County, School, Verdict, completions, every, verdict_of
from tests.reference.schools import HOLDS, JUNIOR, PRIMARY, SENIOR, measured_stages, pupils

LINES = {
    "R1": {PRIMARY: Fraction("4.2"), JUNIOR: Fraction("5.3")},
    "R2": {PRIMARY: Fraction(1), JUNIOR: Fraction(1)},
    "R3": {PRIMARY: Fraction("0.9"), JUNIOR: Fraction("0.9")},
    "R4": {PRIMARY: Fraction("4.5"), JUNIOR: Fraction("5.8")},
    "R5": {PRIMARY: Fraction("7.5"), JUNIOR: Fraction("10.2")},
    "R6": {PRIMARY: Fraction(2000), JUNIOR: Fraction(2500)},
    "R7": {PRIMARY: Fraction("2.3"), JUNIOR: Fraction("2.4")},
}
FLOOR = Fraction("0.85")
LIMITS = {PRIMARY: Fraction("0.50"), JUNIOR: Fraction("0.45")}
WEIGHTS = {PRIMARY: Fraction(1), JUNIOR: Fraction("1.1"), SENIOR: Fraction("1.32")}
"""A primary pupil counts 1 and a junior one 1.1; a senior one counts 1.2 times a junior one."""
PER = {"R1": 100, "R2": 100, "R3": 100, "R4": 1, "R5": 1, "R6": 10_000, "R7": 100}
"""Per hundred pupils, per pupil, and from ten thousand yuan to yuan."""
SHARED = {"R4", "R5", "R6", "R7"}
"""Reported for the school as a whole, so divided between its stages."""

Range = tuple[Fraction, Fraction]


def counted(criterion: str, stage: str) -> tuple[list[str], list[str]]:
    """What is added, and what is taken off."""
    match criterion:
        case "R1":
            degrees = ["junior_college", "bachelor", "master", "doctorate"]
            return [f"teachers_{degree}.{stage}" for degree in degrees[stage == JUNIOR :]], []
        case "R2":
            return [f"teachers_backbone.{stage}"], []
        case "R3":
            return [f"teachers_{subject}.{stage}" for subject in ("pe", "music", "fine_art", "arts")], []
        case "R4":
            return ["teaching_area"], ["indoor_sports_area"]
        case "R5":
            return ["indoor_sports_area", "outdoor_sports_area"], []
        case "R6":
            return ["equipment_value"], []
        case _:
            return ["multimedia_rooms"], []


def amounts(school: School, stage: str, criterion: str) -> Range:
    """The least and the greatest amount the stage may have of it. Needs the stage's own pupils."""
    plus, minus = counted(criterion, stage)
    possible = [
        max(NOTHING, sum(numbers[: len(plus)]) - sum(numbers[len(plus) :], NOTHING))
        for numbers in completions(school["values"], *plus, *minus)
    ]
    if criterion in SHARED:
        possible = [amount * part for amount in (min(possible), max(possible)) for part in parts(school, stage)]
    return min(possible), max(possible)


def parts(school: School, stage: str) -> list[Fraction]:
    """The share of what a school has in common that falls to one stage, for the pupils the other stages may have."""
    stages = HOLDS[school["kind"]]
    return [
        WEIGHTS[stage] * numbers[stages.index(stage)] / sum(map(_times, stages, numbers))
        for numbers in completions(school["values"], *(f"pupils.{each}" for each in stages))
    ]


def _times(stage: str, count: Fraction) -> Fraction:
    return WEIGHTS[stage] * count


def ways(school: School, stage: str, criterion: str) -> set[str]:
    """How one line may come out: `kept`, `near` (at least 85 % of it), `under`."""
    count = pupils(school, stage)
    if count is None:
        return {"kept", "near", "under"}
    least, most = (PER[criterion] * amount / count for amount in amounts(school, stage, criterion))
    line = LINES[criterion][stage]
    tried = {least, most} | ({FLOOR * line} if least <= FLOOR * line <= most else set())
    return {"kept" if figure >= line else "near" if figure >= FLOOR * line else "under" for figure in tried}


def stage_passes(school: School, stage: str) -> Verdict:
    """At least six of the seven lines are kept, and the other one is near."""
    found = product(*(ways(school, stage, criterion) for criterion in LINES))
    return verdict_of(each.count("kept") >= 6 and "under" not in each for each in found)


def school_passes(school: School) -> Verdict | None:
    """None for a school the resource lines do not look at."""
    stages = measured_stages(school)
    return every(stage_passes(school, stage) for stage in stages) if stages else None


def passes(county: County) -> dict[str, Verdict]:
    """By code, the schools that the resource lines look at."""
    told = {school["code"]: school_passes(school) for school in county["schools"]}
    return {code: verdict for code, verdict in told.items() if verdict is not None}


def evenness(county: County) -> dict[tuple[str, str], Verdict]:
    """By line and stage, where any school has the stage."""
    told = {(line, stage): evenly_shared(county, line, stage) for line in LINES for stage in LIMITS}
    return {each: verdict for each, verdict in told.items() if verdict is not None}


def evenly_shared(county: County, criterion: str, stage: str) -> Verdict | None:
    """Whether the coefficient keeps its limit; None where no school has the stage."""
    held = [school for school in county["schools"] if stage in measured_stages(school)]
    if not held:
        return None
    counts = [count for school in held if (count := pupils(school, stage)) is not None]
    if len(counts) < len(held):
        return "cannot_decide"
    ranges = [amounts(school, stage, criterion) for school in held]
    if all(least == 0 for least, _ in ranges):
        return "cannot_decide"  # where nobody may have any, the mean may be nothing, and there is no coefficient
    limit = LIMITS[stage] ** 2
    return verdict_of({least_spread(counts, ranges) <= limit, greatest_spread(counts, ranges) <= limit})


def spread(counts: list[Fraction], had: list[Fraction]) -> Fraction:
    """The square of the coefficient: how far schools lie from the county's mean, weighted by pupils, over that mean."""
    everybody = sum(counts, NOTHING)
    mean = sum(had, NOTHING) / everybody
    apart = (count / everybody * (own / count - mean) ** 2 for count, own in zip(counts, had, strict=True))
    return sum(apart, NOTHING) / mean**2


def greatest_spread(counts: list[Fraction], ranges: list[Range]) -> Fraction:
    """At a corner: every amount at one of its ends."""
    return max(spread(counts, list(corner)) for corner in product(*(sorted(set(each)) for each in ranges)))


def least_spread(counts: list[Fraction], ranges: list[Range]) -> Fraction:
    """With every school as near to one common level as its range allows; between two neighbouring ends one is best.

    With S and Q the sums of P·x and P·x² over the schools that stand at an end, that level is Q/S.
    """
    ends = sorted({end / count for count, each in zip(counts, ranges, strict=True) for end in each} | {HUGE})
    levels = set(ends)
    for low, high in pairwise(ends):
        fixed = [
            (count, least if least / count >= high else most)
            for count, (least, most) in zip(counts, ranges, strict=True)
            if least / count >= high or most / count <= low
        ]
        total = sum((own for _, own in fixed), NOTHING)
        if total:
            best = sum(own**2 / count for count, own in fixed) / total
            levels.add(min(max(best, low), high))
    stand = {
        tuple(min(max(level * count, least), most) for count, (least, most) in zip(counts, ranges, strict=True))
        for level in levels
        if level
    }
    return min(spread(counts, list(each)) for each in stand)
