"""The schools of a made-up county: kinds, places, pupils, and what each of them reports for Articles 7 and 8."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from tests.reference.completing import School, Values
from tests.reference.lots import Lots, Mood
from tests.reference.schools import HOLDS, JUNIOR, PRIMARY, pupils

ANSWERS = {
    "Q3": ("school_charter", "management_informatised", "teaching_informatised"),
    "Q7": ("curriculum_complete", "teaching_orderly", "practice_activities"),
}
GRADES = ("moral_education_grade", "school_culture_grade")
STRANGERS = ("special", "vocational", "kindergarten", "senior_secondary")
"""Not among the schools of the items, and reporting nothing good."""

PUPILS = {
    "teaching_point": (1, 12, 49, 50, 51, 99, 100, 101),
    "primary": (30, 50, 99, 100, 101, 240, 600, 1200, 1999, 2000),
    "junior_secondary": (60, 300, 800, 1500, 2000),
    "nine_year": (100, 400, 1000, 1250),
    "complete_secondary": (200, 700, 2000),
    "twelve_year": (100, 500, 1250),
}
COMMON = ("primary", "primary", "teaching_point", "junior_secondary", "junior_secondary", "nine_year")
RARE = ("complete_secondary", "twelve_year")


def schools_of(lots: Lots) -> list[School]:
    """3 to 40 schools with their pupils, the first of them a primary school, and a few that do not count."""
    size = lots.one_of((3, 4, 5, 6, 8, 12, 20, 40))
    kinds = ["primary", *(lots.one_of(COMMON if lots.happens(85) else RARE) for _ in range(size - 1))]
    kinds += lots.some_of(STRANGERS, 3)
    places = ("urban", "town") if lots.happens(20) else ("urban", "town", "rural", "rural")
    schools: list[School] = [
        {"code": f"school-{number:02d}", "kind": kind, "place": lots.one_of(places), "values": {}}
        for number, kind in enumerate(kinds)
    ]
    for school in schools:
        _people(lots, school)
    _too_large(lots, [school for school in schools if school["kind"] in HOLDS])
    return schools


def _people(lots: Lots, school: School) -> None:
    """A school of several stages may have nobody in one of them; a school of one stage hardly ever."""
    stages = HOLDS.get(school["kind"], (PRIMARY,))
    for stage in stages:
        empty = lots.happens(8 if len(stages) > 1 else 1)
        count = 0 if empty else lots.one_of(PUPILS.get(school["kind"], (80,)))
        school["values"][f"pupils.{stage}"] = Fraction(count)


def _too_large(lots: Lots, schools: list[School]) -> None:
    mood = lots.mood()
    school = lots.one_of(schools)
    stage = HOLDS[school["kind"]][0]
    others = school["values"].get(f"pupils.{JUNIOR}") or 0 if stage == PRIMARY else 0
    if mood == "bad":
        most = 2500 - others if school["kind"] in {"nine_year", "twelve_year"} else 2000
        lots.put(school["values"], f"pupils.{stage}", Fraction(most + lots.one_of((1, 1, 700))))
    elif mood == "open" and lots.happens(70):
        lots.put(school["values"], f"pupils.{lots.one_of(HOLDS[school['kind']])}", None)


def report_of_schools(lots: Lots, schools: list[School]) -> None:
    """Fills in every item of the school's own but the resources."""
    counted = [school for school in schools if school["kind"] in HOLDS]
    for subject, area in (("music", 96), ("art", 90)):
        each_of(lots, counted, partial(_rooms, lots, subject))
        each_of(lots, counted, partial(_area, lots, subject, area))
    for stage, most in ((PRIMARY, 45), (JUNIOR, 50)):
        held = [school for school in counted if stage in HOLDS[school["kind"]]]
        each_of(lots, held, partial(_largest, lots, stage, most))
    _villages(lots, counted)
    each_of(lots, counted, partial(_teachers, lots, "teachers_trained_360_hours", (1, 12, 30, 77)))
    each_of(lots, counted, partial(_teachers, lots, "teachers_certified", ()))
    for items in ANSWERS.values():
        for item in items:
            each_of(lots, counted, partial(_answer, lots, item), calm=60)
    each_of(lots, counted, partial(_training, lots))
    for grade in GRADES:
        each_of(lots, counted, partial(_grade, lots, grade))
    for school in schools:
        if school["kind"] not in HOLDS:
            _stranger(lots, school["values"])


def _villages(lots: Lots, schools: list[School]) -> None:
    """Small schools of villages are the ones to be odd; those of 100 pupils, and those of towns, may have any base."""
    like = [school for school in schools if school["kind"] in {"primary", "teaching_point"}]
    asked = [school for school in like if school["place"] == "rural" and (pupils(school, PRIMARY) or 0) < 100]
    for school in like:
        if school not in asked:
            lots.put(school["values"], "funding_base_pupils", lots.one_of((Fraction(99), Fraction(100), None)))
    each_of(lots, asked, partial(_at_least, lots, "funding_base_pupils", 100), calm=0)


def each_of(lots: Lots, schools: list[School], draw: Callable[[Values, Mood], None], calm: float = 40) -> None:
    """All keep it, or all but one or two; in `calm` percent of the counties all do, whatever the county's temper."""
    mood: Mood = "good" if lots.happens(calm) else lots.mood()
    odd = {school["code"] for school in lots.some_of(schools, 2)} if schools and mood != "good" else set()
    for school in schools:
        draw(school["values"], mood if school["code"] in odd else "good")


def _rooms(lots: Lots, subject: str, values: Values, mood: Mood) -> None:
    """Rooms for the classes there are; the number of classes is drawn with the first subject."""
    if values.get("classes") is None:
        lots.put(values, "classes", Fraction(lots.one_of((1, 6, 11, 12, 13, 24, 25, 36))))
        if lots.happens(1):
            values["classes"] = Fraction(0)
    classes = values["classes"] or Fraction(0)
    enough = -(-classes // 12)
    short = Fraction(enough - 1) if enough else Fraction(0)
    lots.put(values, f"{subject}_rooms", short if mood == "bad" else Fraction(enough + lots.one_of((0, 0, 1))))
    if mood == "open":
        lots.lose(values, "classes" if subject == "art" else "music_rooms", f"{subject}_rooms")


def _area(lots: Lots, subject: str, area: int, values: Values, mood: Mood) -> None:
    """A school without such a room has no smallest one to report."""
    _at_least(lots, f"smallest_{subject}_room", area, values, mood)
    if values.get(f"{subject}_rooms") == 0:
        lots.put(values, f"smallest_{subject}_room", lots.one_of((None, Fraction(0))))


def _at_least(lots: Lots, item: str, line: int, values: Values, mood: Mood) -> None:
    lots.put(values, item, lots.number(Fraction(line), mood))


def _largest(lots: Lots, stage: str, most: int, values: Values, mood: Mood) -> None:
    lots.put(values, f"largest_class.{stage}", lots.number_up_to(Fraction(most), mood))


def _teachers(lots: Lots, item: str, sizes: tuple[int, ...], values: Values, mood: Mood) -> None:
    """All of the full-time teachers, all but one or a half, or unknown; `sizes` where their number is not drawn yet."""
    if sizes:
        values["teachers_full_time"] = Fraction(lots.one_of(sizes))
    there = values.get("teachers_full_time")
    whole = Fraction(20) if there is None else there
    lots.put(values, item, lots.below(whole) if mood == "bad" else whole)
    if mood == "open":
        lots.lose(values, item, "teachers_full_time")


def _training(lots: Lots, values: Values, mood: Mood) -> None:
    lots.share(values, "teacher_training_budget", "public_funds_budget", Fraction(5, 100), mood, (10, 37, 100, 250))
    if mood == "good" and lots.happens(2):
        values |= {"teacher_training_budget": Fraction(0), "public_funds_budget": Fraction(0)}


def _answer(lots: Lots, item: str, values: Values, mood: Mood) -> None:
    said: dict[Mood, int] = {"good": 1, "bad": 0}
    lots.put(values, item, Fraction(said[mood]) if mood in said else None)


def _grade(lots: Lots, grade: str, values: Values, mood: Mood) -> None:
    ranks: dict[Mood, tuple[int, ...]] = {"good": (3, 4), "bad": (1, 2)}
    lots.put(values, grade, Fraction(lots.one_of(ranks[mood])) if mood in ranks else None)


def _stranger(lots: Lots, values: Values) -> None:
    """Fails whatever it may be asked by mistake."""
    for items in (*ANSWERS.values(), GRADES):
        values |= dict.fromkeys(items, Fraction(0))
    values |= {
        "classes": Fraction(30),
        "music_rooms": Fraction(0),
        "largest_class.primary": Fraction(70),
        "teachers_full_time": Fraction(9),
        "teachers_certified": Fraction(lots.one_of((0, 8))),
        "teachers_trained_360_hours": Fraction(0),
        "funding_base_pupils": Fraction(20),
    }
