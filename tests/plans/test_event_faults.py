"""What cannot have happened to an organisation, given what is recorded of it."""

from collections.abc import Sequence
from typing import Any

import pytest

from services.plans.domain.event_refusals import circle
from services.plans.domain.organisation_event import Event
from services.plans.domain.timeline import periods
from tests.plans.acts import (
    Register,
    closed,
    day,
    ground,
    merged,
    moved,
    opened,
    reclassified,
    recorded,
    refused,
    renamed,
    split,
)

OPENED = {"opened_on": day(5).isoformat()}
CLOSED = {"closed_on": day(9).isoformat()}


@pytest.mark.parametrize(
    ("known", "attributes", "event", "fault"),
    [
        ([], OPENED, renamed("a", 4, "甲"), ("before_opening", "/on")),
        ([], OPENED, closed("a", 5), ("before_opening", "/on")),
        ([], OPENED, opened("a", 6), ("opened_already", "/on")),
        ([], CLOSED, renamed("a", 9, "甲"), ("after_closing", "/on")),
        ([], CLOSED, closed("a", 8), ("closed_already", "/on")),
        ([], CLOSED, opened("a", 9), ("closed_before_opened", "/on")),
        ([closed("a", 7)], {}, moved("a", 8, "q"), ("after_closing", "/on")),
        ([closed("a", 7)], {}, closed("a", 8), ("closed_already", "/on")),
        ([closed("a", 7)], {}, merged("a", 7, "b"), ("closed_already", "/on")),
        ([], {}, renamed("a", 3, "虚构a"), None),
        ([], {"name_en": "虚构a"}, renamed("a", 3, "虚构a"), ("name_unchanged", "/name")),
        ([renamed("a", 3, "甲")], {}, renamed("a", 3, "乙"), ("day_taken", "/on")),
        ([renamed("a", 3, "甲")], {}, moved("a", 3, "q"), None),
        ([renamed("a", 3, "甲")], {}, renamed("a", 2, "甲"), ("contradicts_entry", "/on")),
        ([renamed("a", 3, "甲")], {}, closed("a", 2), ("contradicts_entry", "/on")),
        ([renamed("a", 3, "甲")], {}, opened("a", 4), ("contradicts_entry", "/on")),
        ([], {}, moved("a", 3, "p"), ("parent_unchanged", "/parent")),
        ([], {}, moved("a", 3, "nowhere"), ("organisation_unknown", "/parent")),
        ([], {}, moved("a", 3, "a"), ("names_itself", "/parent")),
        ([closed("q", 3)], {}, moved("a", 3, "q"), ("organisation_not_open", "/parent")),
        ([closed("q", 3)], {}, moved("a", 2, "q"), None),
        ([], {}, reclassified("p", 3, place="rural"), ("not_a_school", "/attributes")),
        ([], {"place": "rural"}, reclassified("a", 3, place="rural"), ("nothing_changed", "/attributes")),
        ([], {}, reclassified("a", 3, school_code="1234567890"), ("school_code_invalid", "/attributes/school_code")),
        (
            [],
            {"school_kind": "primary"},
            reclassified("a", 3, stages=["primary", "senior_secondary"]),
            ("stages_contradict_kind", "/attributes/stages"),
        ),
        ([], {}, merged("a", 3, "a"), ("names_itself", "/successor")),
        ([], {}, merged("a", 3, "nobody"), ("organisation_unknown", "/successor")),
        ([], {}, merged("a", 3, "all"), ("successor_is_collective", "/successor")),
        ([closed("b", 3)], {}, merged("a", 3, "b"), ("organisation_not_open", "/successor")),
        ([opened("b", 4)], {}, merged("a", 3, "b"), ("organisation_not_open", "/successor")),
        ([merged("a", 3, "b")], {}, closed("b", 3), ("contradicts_entry", "/on")),
        ([merged("a", 3, "b")], {}, opened("b", 4), ("contradicts_entry", "/on")),
        ([merged("a", 3, "b")], {}, closed("b", 4), None),
        ([], CLOSED, merged("a", 9, "b"), None),
        ([], {}, split("a", 3, "b"), ("split_into_one", "/successors")),
        ([], {}, split("a", 3, "b", "b"), ("split_into_one", "/successors")),
        ([], {}, split("a", 3, "b", continues=True), None),
    ],
)
def test_each_event_is_held_against_what_is_recorded(
    known: Sequence[Event], attributes: dict[str, Any], event: Event, fault: tuple[str, str] | None
) -> None:
    register = recorded(ground(**attributes), known)
    found = refused(register, event)
    assert fault in found if fault else found == []


def test_a_contradiction_names_the_entry_it_meets() -> None:
    register = recorded(ground(), [renamed("a", 3, "甲")])
    (number,) = [event.number for event in register["a"] if event.kind == "renamed"]
    found = refused(register, renamed("a", 2, "甲"))
    assert found == [("contradicts_entry", "/on")]
    assert number == 8


def test_an_organisation_that_would_have_stood_below_itself_for_a_day_is_found() -> None:
    register: Register = recorded(ground(), [moved("p", 3, "q"), moved("p", 5, "county"), moved("q", 5, "p")])
    known = {code: periods(events) for code, events in register.items()}
    assert circle(known, "q") is None
    known["q"] = periods([*register["q"], moved("q", 4, "p")])
    found = circle(known, "q")
    assert found is not None
    assert found.since == day(4)
