"""Recognition hangs on everything at once, and a veto on nothing but itself."""

import pytest

from services.audit.domain.items import assess_items
from services.audit.domain.recognition import Recognition, assess_recognition
from services.audit.domain.verdict import Verdict
from tests.audit_domain.county import STANDARD
from tests.audit_domain.county_facts import BUREAU, PERIOD, VETOES, Reported, county_facts


def recognition(changed: Reported | None = None, indicators: Verdict = Verdict.MET) -> Recognition:
    return assess_recognition(STANDARD, county_facts({BUREAU: changed or {}}), PERIOD, indicators)


def test_a_county_that_keeps_everything_can_be_recognised() -> None:
    found = recognition()
    assert (found.verdict, found.stopped_by, found.open) == (Verdict.MET, (), ())


@pytest.mark.parametrize(("place", "veto"), list(enumerate(VETOES, 1)))
def test_each_veto_alone_stops_a_county_whose_figures_are_all_met(place: int, veto: str) -> None:
    found = recognition({f"veto.{veto}": 1})
    assert (found.verdict, found.stopped_by) == (Verdict.NOT_MET, (f"vetoes.V{place}",))


def test_a_veto_changes_no_figure_and_no_verdict_of_an_item() -> None:
    vetoed: Reported = {f"veto.{veto}": 1 for veto in VETOES}
    assert assess_items(STANDARD, county_facts({BUREAU: vetoed}), PERIOD) == assess_items(
        STANDARD, county_facts(), PERIOD
    )
    assert recognition(vetoed).indicators is Verdict.MET


def test_a_veto_nobody_answered_leaves_it_open() -> None:
    found = recognition({"veto.falsification": None})
    assert (found.verdict, found.open) == (Verdict.CANNOT_DECIDE, ("vetoes.V6",))


def test_a_veto_nobody_answered_saves_no_county_that_fails_otherwise() -> None:
    found = recognition({"veto.falsification": None}, Verdict.NOT_MET)
    assert (found.verdict, found.stopped_by, found.open) == (Verdict.NOT_MET, ("indicators",), ("vetoes.V6",))


@pytest.mark.parametrize(
    ("reported", "path"),
    [
        ({"basic_balance_three_years": 0}, "preconditions.P1"),
        ({"basic_balance_monitoring_high": 0}, "preconditions.P2"),
        ({"recognition_satisfied": 849}, "social_recognition"),
    ],
)
def test_every_other_proviso_stops_it_too(reported: Reported, path: str) -> None:
    found = recognition(reported)
    assert (found.verdict, found.stopped_by) == (Verdict.NOT_MET, (path,))


def test_all_that_stops_it_is_named() -> None:
    found = recognition({"veto.exam_admission": 1, "basic_balance_three_years": 0}, Verdict.NOT_MET)
    assert found.stopped_by == ("preconditions.P1", "vetoes.V1", "indicators")


def test_too_few_answers_are_no_survey() -> None:
    found = recognition({"recognition_satisfied": 384, "recognition_valid_answers": 384})
    assert (found.verdict, found.open) == (Verdict.CANNOT_DECIDE, ("social_recognition",))
    assert found.social_recognition is not None
    assert found.social_recognition.measurement.reason == "sample_too_small"


def test_open_indicators_leave_it_open() -> None:
    found = recognition(indicators=Verdict.CANNOT_DECIDE)
    assert (found.verdict, found.open) == (Verdict.CANNOT_DECIDE, ("indicators",))
