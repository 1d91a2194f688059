"""What the schools of a made-up county have, drawn around the seven lines, their floors and the limits of evenness."""

from fractions import Fraction

from tests.reference.completing import NOTHING, School, Values
from tests.reference.lots import Lots
from tests.reference.resources import FLOOR, LIMITS, LINES, PER, SHARED, WEIGHTS, counted
from tests.reference.schools import HOLDS, JUNIOR, PRIMARY, SENIOR

TEACHERS = ("R1", "R2", "R3")
HAIR = Fraction(1, 10_000)
NEAR = (FLOOR, FLOOR + HAIR, Fraction(9, 10), 1 - HAIR)
UNDER = (FLOOR - HAIR, Fraction(1, 2), NOTHING)
KEPT = (Fraction(1), Fraction(1), 1 + HAIR, Fraction(11, 10))
UNEVEN = (Fraction(1), Fraction(1), Fraction(6, 5), Fraction(2), Fraction(3), Fraction(4), Fraction(9))
MOST_LOSING = 5
"""Schools of one county that miss amounts: the reference tries every corner of what they may have."""


def resources_of_schools(lots: Lots, schools: list[School]) -> None:
    """Fills in what the seven indicators count."""
    if lots.happens(12):
        schools[:] = _mirrored(lots) + [school for school in schools if school["kind"] not in HOLDS]
    else:
        _drawn(lots, [school for school in schools if school["kind"] in HOLDS])
    _lost(lots, [school for school in schools if school["kind"] in HOLDS])
    for school in schools:
        if school["kind"] not in HOLDS:
            _give(lots, school, dict.fromkeys(LINES, NOTHING))


def _drawn(lots: Lots, schools: list[School]) -> None:
    calm = lots.temper[0] > 90
    uneven = {criterion for criterion in LINES if not calm and lots.happens(25)}
    failing = 0 if calm and lots.happens(97) else lots.one_of((0, 0, 0, 1, 3))
    odd = {school["code"] for school in lots.random.sample(schools, min(failing, len(schools)))}
    for school in schools:
        times = {criterion: lots.one_of(UNEVEN if criterion in uneven else KEPT) for criterion in LINES}
        if lots.happens(30):
            times[lots.one_of(list(LINES))] = lots.one_of(NEAR)
        if school["code"] in odd:
            for criterion in lots.some_of(list(LINES), 2):
                times[criterion] = lots.one_of((*NEAR, *UNDER))
        _give(lots, school, times)


def _mirrored(lots: Lots) -> list[School]:
    """Schools of equal size in pairs whose coefficient is the limit itself, or a hair on either side of it."""
    schools: list[School] = []
    pairs = lots.one_of((1, 2, 5))
    count = Fraction(lots.one_of((100, 200, 1000)))
    for kind, stage in (("primary", PRIMARY), ("junior_secondary", JUNIOR)):
        for place in range(2 * pairs):
            school: School = {
                "code": f"{kind}-{place:02d}",
                "kind": kind,
                "place": lots.one_of(("urban", "rural")),
                "values": {f"pupils.{stage}": count},
            }
            above = 1 + LIMITS[stage] if place % 2 else 1 - LIMITS[stage]
            off = lots.one_of((NOTHING, NOTHING, HAIR, -HAIR)) if place == 0 else NOTHING
            _give(lots, school, dict.fromkeys(LINES, 2 * (above + off)))
            schools.append(school)
    return schools


def _give(lots: Lots, school: School, times: dict[str, Fraction]) -> None:
    """So many times the line of every stage; what stages have in common is enough for the one that needs most."""
    values, stages = school["values"], HOLDS.get(school["kind"], (PRIMARY,))
    there = {stage: values.get(f"pupils.{stage}") or NOTHING for stage in stages}
    weighted = sum((WEIGHTS[stage] * count for stage, count in there.items()), NOTHING)
    for stage in stages:
        for criterion in TEACHERS if stage != SENIOR else ():
            _divide(
                lots,
                values,
                counted(criterion, stage)[0],
                times[criterion] * LINES[criterion][stage] * there[stage] / 100,
            )
            if stage == JUNIOR and criterion == "R1":
                values[f"teachers_junior_college.{stage}"] = Fraction(40)
    judged = [stage for stage in stages if stage != SENIOR and there[stage]] or [PRIMARY]
    common = {
        criterion: times[criterion] * weighted * _dearest(criterion, judged) / PER[criterion] for criterion in SHARED
    }
    indoor = min(common["R5"], lots.one_of((NOTHING, Fraction(120), common["R5"])))
    values |= {
        "teaching_area": common["R4"] + indoor if common["R4"] else indoor / 2,
        "indoor_sports_area": indoor,
        "outdoor_sports_area": common["R5"] - indoor,
        "equipment_value": common["R6"],
        "multimedia_rooms": common["R7"],
    }


def _dearest(criterion: str, stages: list[str]) -> Fraction:
    """What a weighted pupil needs, written in at most four decimals so that a sender could have written it."""
    needed = max(LINES[criterion][stage] / WEIGHTS[stage] for stage in stages)
    return Fraction(-(-needed * 10_000 // 1), 10_000)


def _divide(lots: Lots, values: Values, items: list[str], amount: Fraction) -> None:
    values |= dict.fromkeys(items, NOTHING)
    first, second = lots.one_of(items), lots.one_of(items)
    half = lots.one_of((NOTHING, amount / 2))
    values[first] = amount - half
    values[second] = (values[second] or NOTHING) + half


def _lost(lots: Lots, schools: list[School]) -> None:
    mood = lots.mood()
    if mood != "open":
        return
    few = len(schools) <= 8
    for school in lots.some_of(schools, len(schools) if few else MOST_LOSING):
        items = [item for item in school["values"] if item.startswith(("teach", "indoor", "outdoor", "equip", "multi"))]
        for item in lots.some_of(items, lots.one_of((1, 2, 6))):
            lots.put(school["values"], item, None)
