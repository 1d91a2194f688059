"""Article 7: what the government guarantees, indicators 8 to 22."""

from fractions import Fraction

from tests.reference.completing import County, School, Verdict, every, keeps, parts_of_wholes, share, yes
from tests.reference.schools import HOLDS, JUNIOR, PRIMARY, every_school


def g1(county: County) -> Verdict:
    """The layout of schools is sound."""
    return yes(county["education"], "layout_plan_sound")


def g2(county: County) -> Verdict:
    """Town and country have one standard each for building, staffing, funding and equipment."""
    unified = ("building_standard", "staffing_standard", "per_pupil_funding", "equipment_standard")
    return every(yes(county["education"], f"unified_{each}") for each in unified)


def g3(county: County) -> Verdict:
    """For every 12 classes a music room and an art room; no music room under 96 m², no art room under 90 m²."""

    def enough(classes: Fraction, rooms: Fraction) -> bool:
        return 12 * rooms >= classes

    def all_large(rooms: Fraction, smallest: Fraction, area: int) -> bool:
        return rooms < 1 or smallest >= area

    def of(school: School, subject: str, area: int) -> Verdict:
        rooms, smallest = f"{subject}_rooms", f"smallest_{subject}_room"
        number = keeps(school["values"], enough, "classes", rooms)
        size = keeps(school["values"], lambda many, least: all_large(many, least, area), rooms, smallest)
        return every([number, size])

    return every(of(school, *room) for school in every_school(county) for room in (("music", 96), ("art", 90)))


def g4(county: County) -> Verdict:
    """No more than 2000 pupils, 2500 in the compulsory stages of a nine-year or twelve-year school."""

    def of(school: School) -> Verdict:
        if school["kind"] in {"nine_year", "twelve_year"}:
            both = (f"pupils.{PRIMARY}", f"pupils.{JUNIOR}")
            return keeps(school["values"], lambda young, old: young + old <= 2500, *both)
        return keeps(school["values"], lambda count: count <= 2000, f"pupils.{HOLDS[school['kind']][0]}")

    return every(of(school) for school in every_school(county))


def g5(county: County) -> Verdict:
    """No class of more than 45 in primary schools, of more than 50 in junior ones."""
    return every(
        keeps(school["values"], lambda largest, most=most: largest <= most, f"largest_class.{stage}")
        for stage, most in ((PRIMARY, 45), (JUNIOR, 50))
        for school in every_school(county, stage)
    )


def g6(county: County) -> Verdict:
    """A village primary school or teaching point with fewer than 100 pupils is funded as for 100."""
    villages = [
        school
        for school in county["schools"]
        if school["place"] == "rural" and school["kind"] in {"primary", "teaching_point"}
    ]

    def funded(count: Fraction, base: Fraction) -> bool:
        return count >= 100 or base >= 100

    return every(keeps(school["values"], funded, f"pupils.{PRIMARY}", "funding_base_pupils") for school in villages)


def g7(county: County) -> Verdict:
    """Public funds of special schools: 6000 yuan for each pupil."""
    funds = ("special_school_public_funds", "special_school_pupils")
    return keeps(county["education"], lambda total, count: total >= 6000 * count, *funds)


def g8(county: County) -> Verdict:
    """Teachers earn on average no less than civil servants, and performance pay is allotted in full."""
    pay = ("teachers_average_pay", "civil_servants_average_pay")
    earned = keeps(county["finance"], lambda teachers, servants: teachers >= servants, *pay)
    return every([earned, yes(county["finance"], "performance_pay_allotted")])


def g9(county: County) -> Verdict:
    """All full-time teachers have had 360 hours of training in five years."""
    return all_teachers(county, "teachers_trained_360_hours")


def g10(county: County) -> Verdict:
    """The county's education department allots posts to schools within what was approved."""
    return yes(county["education"], "posts_allocated_by_county")


def g11(county: County) -> Verdict:
    """A tenth of the teachers due for it rotate in the year; a fifth of those who rotate are backbone teachers."""
    rotated = share(county["education"], "teachers_exchanged", "teachers_due_for_exchange", Fraction(10, 100))
    backbone = share(county["education"], "backbone_teachers_exchanged", "teachers_exchanged", Fraction(20, 100))
    return every([rotated, backbone])


def g12(county: County) -> Verdict:
    """All full-time teachers hold a certificate."""
    return all_teachers(county, "teachers_certified")


def g13(county: County) -> Verdict:
    """Admitted near home, in cities and towns: all of primary school, 95 percent of junior secondary school."""
    return every(
        share(county["education"], f"nearby_admitted.{stage}", f"admitted.{stage}", line)
        for stage, line in ((PRIMARY, Fraction(1)), (JUNIOR, Fraction(95, 100)))
    )


def g14(county: County) -> Verdict:
    """Half of the places of sought-after senior schools are allotted to junior schools, rural ones favoured."""
    allotted = share(county["education"], "key_senior_places_allotted", "key_senior_places", Fraction(50, 100))
    return every([allotted, yes(county["education"], "allotment_favours_rural")])


def g15(county: County) -> Verdict:
    """Children left behind are cared for; 85 percent of migrant children are in public or paid-for places."""
    children = ("migrant_children_public_or_purchased", "migrant_children_eligible")
    care = yes(county["education"], "left_behind_care_system")
    return every([care, share(county["education"], *children, Fraction(85, 100))])


def all_teachers(county: County, item: str) -> Verdict:
    """No full-time teacher of the county's schools is left out: looks for the fewest and the most there may be."""
    pairs = [parts_of_wholes(school["values"], item, "teachers_full_time") for school in every_school(county)]
    fewest = sum(min(whole - part for part, whole in each) for each in pairs)
    most = sum(max(whole - part for part, whole in each) for each in pairs)
    if fewest > 0:
        return "not_met"
    return "met" if most <= 0 else "cannot_decide"


GUARANTEE = {each.__name__.upper(): each for each in (g1, g2, g3, g4, g5, g6, g7, g8, g9, g10, g11, g12, g13, g14, g15)}
