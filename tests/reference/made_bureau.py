"""What the departments of a made-up county report."""

from collections.abc import Callable
from fractions import Fraction

from tests.reference.completing import County, Values
from tests.reference.lots import HAIR, Lots, Mood
from tests.reference.quality import SUBJECTS
from tests.reference.recognition import LEAST_ANSWERS, PRECONDITIONS, VETOES

Draw = Callable[[Mood], None]

SIZES = (1, 7, 20, 100, 360, 1000)
SIZES_AND_NONE = (*SIZES, 0)

ANSWERED = {
    "G1": ("layout_plan_sound",),
    "G2": (
        "unified_building_standard",
        "unified_staffing_standard",
        "unified_per_pupil_funding",
        "unified_equipment_standard",
    ),
    "G10": ("posts_allocated_by_county",),
    "Q5": ("teachers_skilled_in_it", "facilities_well_used"),
    "Q8": ("no_excessive_workload",),
}
SHARES = {
    "G13": (
        ("nearby_admitted.primary", "admitted.primary", 100),
        ("nearby_admitted.junior_secondary", "admitted.junior_secondary", 95),
    ),
    "G14": (("key_senior_places_allotted", "key_senior_places", 50),),
    "G15": (("migrant_children_public_or_purchased", "migrant_children_eligible", 85),),
    "Q2": (("disabled_children_enrolled", "disabled_children_of_age", 95),),
}
ALSO_ANSWERED = {"G14": ("allotment_favours_rural",), "G15": ("left_behind_care_system",)}


def report_of_departments(lots: Lots, county: County) -> None:
    """Fills in every item of both departments; each indicator is drawn by itself."""
    bureau = county["education"]
    for items in ANSWERED.values():
        _draw(lots, [_answer(lots, bureau, item) for item in items])
    for code, shares in SHARES.items():
        draws = [_share(lots, bureau, *each) for each in shares]
        _draw(lots, draws + [_answer(lots, bureau, item) for item in ALSO_ANSWERED.get(code, ())])
    _draw(lots, [lambda mood: _funds(lots, bureau, mood)])
    _draw(
        lots,
        [
            lambda mood: _pay(lots, county["finance"], mood),
            _answer(lots, county["finance"], "performance_pay_allotted"),
        ],
    )
    _rotation(lots, bureau)
    _draw(lots, [lambda mood: _retention(lots, bureau, mood)])
    _monitoring(lots, bureau)
    _recognition(lots, bureau)


def _draw(lots: Lots, draws: list[Draw]) -> None:
    for draw, mood in zip(draws, lots.moods(len(draws)), strict=True):
        draw(mood)


def _answer(lots: Lots, values: Values, item: str) -> Draw:
    said: dict[Mood, Fraction | None] = {"good": Fraction(1), "bad": Fraction(0), "open": None}
    return lambda mood: lots.put(values, item, said[mood])


def _share(lots: Lots, values: Values, part: str, whole: str, percent: int) -> Draw:
    def draw(mood: Mood) -> None:
        sizes = SIZES if mood == "bad" or lots.happens(80) else SIZES_AND_NONE
        lots.share(values, part, whole, Fraction(percent, 100), mood, sizes)

    return draw


def _funds(lots: Lots, bureau: Values, mood: Mood) -> None:
    count = Fraction(lots.one_of(SIZES if mood == "bad" or lots.happens(80) else SIZES_AND_NONE))
    lots.put(bureau, "special_school_pupils", count)
    lots.put(bureau, "special_school_public_funds", lots.number(6000 * count, "bad" if mood == "bad" else "good"))
    if mood == "open":
        lots.lose(bureau, "special_school_pupils", "special_school_public_funds")


def _pay(lots: Lots, treasury: Values, mood: Mood) -> None:
    servants = Fraction(lots.one_of((98_765, 100_000, 120_000)))
    lots.put(treasury, "civil_servants_average_pay", servants)
    lots.put(treasury, "teachers_average_pay", lots.number(servants, "bad" if mood == "bad" else "good"))
    if mood == "open":
        lots.lose(treasury, "civil_servants_average_pay", "teachers_average_pay")


def _rotation(lots: Lots, bureau: Values) -> None:
    """Those who rotate are the part of one share and the whole of the other, so the second is drawn from the first."""
    rotating, backbone = lots.moods(2)
    due = Fraction(lots.one_of(SIZES if rotating == "bad" or lots.happens(85) else SIZES_AND_NONE))
    low = Fraction(1, 10) * due
    went = lots.below(low) if rotating == "bad" else min(due, lots.at_least(low))
    enough = Fraction(1, 5) * went
    leading = lots.below(enough) if backbone == "bad" else min(went, lots.at_least(enough))
    for item, value in (
        ("teachers_due_for_exchange", due),
        ("teachers_exchanged", went),
        ("backbone_teachers_exchanged", leading),
    ):
        lots.put(bureau, item, value)
    if rotating == "open":
        lots.lose(bureau, "teachers_due_for_exchange", "teachers_exchanged")
    if backbone == "open":
        lots.lose(bureau, "teachers_exchanged", "backbone_teachers_exchanged")


def _retention(lots: Lots, bureau: Values, mood: Mood) -> None:
    whole = Fraction(lots.one_of(SIZES if mood == "bad" or lots.happens(85) else SIZES_AND_NONE))
    deaths, joined, left = (Fraction(lots.one_of((0, 0, 1, 3))) for _ in range(3))
    line = Fraction(95, 100) * whole
    held = lots.below(line) if mood == "bad" else min(whole, lots.at_least(line))
    graduates = held + joined - left
    if graduates < 0:
        graduates, joined = Fraction(0), joined - graduates
    counted = {
        "junior_graduates": graduates,
        "junior_joined_in_three_years": joined,
        "junior_left_in_three_years": left,
        "junior_entrants_three_years_ago": whole + deaths,
        "junior_deaths_in_three_years": deaths,
    }
    for item, value in counted.items():
        lots.put(bureau, item, value)
    if mood == "open":
        lots.lose(bureau, *counted)


def _monitoring(lots: Lots, bureau: Values) -> None:
    def level(subject: str) -> Draw:
        ranks: dict[Mood, tuple[int | None, ...]] = {"good": (3, 4), "bad": (1, 2), "open": (None,)}
        return lambda mood: _put_rank(lots, bureau, f"monitoring_level.{subject}", lots.one_of(ranks[mood]))

    def variation(subject: str) -> Draw:
        line = Fraction(15, 100)
        low = (line - HAIR, line - HAIR / 1000, line / 2, Fraction(0))
        high = (line, line, line + HAIR, line + 1)
        apart: dict[Mood, tuple[Fraction | None, ...]] = {"good": low, "bad": high, "open": (None,)}
        return lambda mood: lots.put(bureau, f"monitoring_variation.{subject}", lots.one_of(apart[mood]))

    _draw(lots, [level(each) for each in SUBJECTS] + [variation(each) for each in SUBJECTS])


def _put_rank(lots: Lots, values: Values, item: str, rank: int | None) -> None:
    lots.put(values, item, None if rank is None else Fraction(rank))


def _recognition(lots: Lots, bureau: Values) -> None:
    answers = (LEAST_ANSWERS, LEAST_ANSWERS, LEAST_ANSWERS + 1, 400, 1000)
    lots.share(bureau, "recognition_satisfied", "recognition_valid_answers", Fraction(85, 100), lots.mood(), answers)
    if lots.happens(15):
        few = (0, 1, LEAST_ANSWERS - 1)
        lots.share(bureau, "recognition_satisfied", "recognition_valid_answers", Fraction(85, 100), lots.mood(), few)
    _draw(lots, [_answer(lots, bureau, item) for item in PRECONDITIONS])
    opposite: dict[Mood, Mood] = {"good": "bad", "bad": "good", "open": "open"}
    for fact in VETOES:
        mood = lots.mood() if lots.happens(35) else "good"
        _answer(lots, bureau, f"veto.{fact}")(opposite[mood])
