"""A local variant names what it changes, from what to what and for whom; what does not fit is refused at its line."""

import json
from importlib.resources import files
from typing import Any

import pytest

from services.audit.domain.assess import assess
from services.audit.domain.case_clauses import clauses_of, comparison_clauses, part_clauses, unverified
from services.audit.domain.facts import SchoolFacts
from services.audit.domain.grounds import StandardRefused
from services.audit.domain.item_rows import item_findings
from services.audit.domain.items import assess_items
from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant, standard_with, variant_from
from services.audit.domain.verdict import Verdict
from services.audit.editions import hold_against, read_rule
from services.audit.standards import shipped_document
from tests.audit_domain.county import STANDARD, part, school
from tests.audit_domain.county_facts import PERIOD, facts_of
from tests.audit_domain.tables import REPORTERS

BASE = shipped_document("compulsory-balanced-2017")
DOCUMENT = shipped_document("variants/shenyang-2024")
TEXT = files("services.audit.standards.variants").joinpath("shenyang-2024.yaml").read_text(encoding="utf-8")
SHENYANG = variant_from(DOCUMENT)
CHANGED = standard_with(BASE, [SHENYANG])


def hold(text: str) -> None:
    read = read_rule(text, "local.yaml")
    assert isinstance(read.rule, Variant)
    hold_against(read.rule, BASE, text, "local.yaml")


def refused(text: str) -> StandardRefused:
    with pytest.raises(StandardRefused) as caught:
        hold(text)
    return caught.value


def line_of(part: str) -> int:
    return next(place for place, line in enumerate(TEXT.splitlines(), 1) if part in line)


FUNDS, LEASE = "guarantee/G7/conditions/G7.1/value", "criteria/R5/amount/all/leased_sports_area"
OWN = "    source: city_form\n    confidence: unverified\n    for:"


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        (f"{FUNDS}, old: 6000", f"{FUNDS}, old: 7000", "changes[8].set[0].old", 'the standard has "6000" there'),
        (FUNDS, FUNDS.replace("G7/", "G77/"), "changes[8].set[0].path", "has no `G77` there"),
        (FUNDS, FUNDS.replace("value", "weight"), "changes[8].set[0].old", "the standard has nothing there"),
        (LEASE, LEASE.replace("leased", "indoor"), "changes[7].set[0].old", 'the standard has "1" there'),
        (LEASE, "guarantee/G4/title/zh2", "changes[7].set[0]", "can hold for some"),
        ("-balanced-2017", "-basic-2012", "variant_of", "is not the standard"),
        ('["2101"]', '["沈阳"]', "divisions[0]", "first digits"),
        ("code: size_built_by_2010", "code: rooms_by_2016", "changes[3].code", "used by an earlier change"),
        ("new: 8000}", "new: many}", "changes", "must be a number"),
        (OWN, OWN.replace("city_form", "hearsay"), "changes[0].source", "names no entry"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_line_and_reason(old: str, new: str, where: str, reason: str) -> None:
    assert old in TEXT
    found = refused(TEXT.replace(old, new, 1))
    assert (found.file, found.path) == ("local.yaml", where)
    assert found.line is not None
    assert reason in found.reason


def test_an_old_value_that_differs_is_refused_at_the_line_that_names_it() -> None:
    place = "guarantee/G7/conditions/G7.1/value, old: 6000"
    assert refused(TEXT.replace(place, place.replace("6000", "7000"))).line == line_of(place)


def test_two_variants_that_add_the_same_thing_do_not_fit_together() -> None:
    liaoning = variant_from(shipped_document("variants/liaoning-funds-2024"))
    with pytest.raises(StandardRefused, match="the standard has"):
        standard_with(BASE, [SHENYANG, liaoning])


def test_the_standard_itself_stays_as_it_is() -> None:
    before = json.dumps(BASE, sort_keys=True)
    standard_with(BASE, [SHENYANG])
    assert json.dumps(BASE, sort_keys=True) == before
    assert STANDARD.changes == ()


def test_a_variant_holds_only_in_the_divisions_of_its_authority() -> None:
    assert [SHENYANG.holds_in(code) for code in ("210102", "210200", "640221", None)] == [True, False, False, False]


def test_a_finding_by_a_changed_line_rests_on_the_change_until_somebody_confirms_it() -> None:
    who = REPORTERS["primary"]
    said = {"music_rooms": 1, "smallest_music_room": 72, "art_rooms": 1, "classes": 6, "built_year": 2016}
    facts = facts_of({who.code: who}, {who.code: {**said, "smallest_art_room": 67}})
    findings = {each.criterion: each for each in item_findings(CHANGED, "c", assess_items(CHANGED, facts, PERIOD))}
    rests = findings["G3"].rests_on_unverified
    assert rests[0] == "G3"
    assert "variants.shenyang-2024.1.rooms_by_2016" in rests
    assert not any("leased" in path for path in rests)


LEASED = "variants.shenyang-2024.1.leased_sports_grounds"


def sports(**reported: Any) -> SchoolFacts:
    """A hundred primary pupils who need 750 m²; the school's own grounds are 700 m²."""
    own: dict[str, Any] = {"outdoor_sports_area": 600, "indoor_sports_area": 100, "teaching_area": 1100}
    return school(reported=own | reported)


def under(standard: Standard, facts: SchoolFacts) -> Verdict | None:
    return part(assess(standard, [facts])).criteria["R5"].verdict


def test_leased_grounds_count_in_a_dense_inner_city_and_nowhere_else() -> None:
    leased = sports(leased_sports_area=50, dense_inner_city=1)
    assert under(CHANGED, leased) is Verdict.MET
    assert under(STANDARD, leased) is Verdict.NOT_MET
    assert under(CHANGED, sports(leased_sports_area=49, dense_inner_city=1)) is Verdict.NOT_MET
    assert under(CHANGED, sports(leased_sports_area=50, dense_inner_city=0)) is Verdict.NOT_MET


def test_where_it_is_not_known_whether_a_school_stands_in_such_a_place_nothing_is_decided() -> None:
    judged = part(assess(CHANGED, [sports(leased_sports_area=50)])).criteria["R5"]
    assert (judged.verdict, judged.missing) == (Verdict.CANNOT_DECIDE, ("dense_inner_city",))
    assert under(CHANGED, sports(leased_sports_area=0)) is Verdict.NOT_MET
    assert under(CHANGED, sports(leased_sports_area=None, dense_inner_city=1)) is Verdict.CANNOT_DECIDE
    assert under(CHANGED, sports(outdoor_sports_area=650)) is Verdict.MET


def test_what_rests_on_a_changed_criterion_rests_on_the_change() -> None:
    judged = part(assess(CHANGED, [sports(leased_sports_area=0, dense_inner_city=1)]))
    assert LEASED in unverified(CHANGED, part_clauses(CHANGED, judged, "R5"))
    assert LEASED in unverified(CHANGED, comparison_clauses(CHANGED, "R5", split=False))
    assert LEASED not in unverified(CHANGED, comparison_clauses(CHANGED, "R4", split=False))
    assert clauses_of(CHANGED)[LEASED].clause.startswith("沈阳市2024年做法")
