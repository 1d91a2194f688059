"""Who came after whom."""

from services.plans.domain.organisation_event import EventKind
from services.plans.domain.succession import Link, came_from, ending_of
from tests.plans.acts import day

MERGED, SPLIT = EventKind.MERGED_INTO, EventKind.SPLIT_INTO
LINKS = [
    Link("a", "b", MERGED, day(3)),
    Link("b", "c", SPLIT, day(5)),
    Link("b", "d", SPLIT, day(5)),
    Link("d", "e", SPLIT, day(7), continues=True),
]


def test_the_heirs_are_the_last_of_each_chain_on_the_day() -> None:
    assert ending_of("a", LINKS, day(4)).heirs == ["b"]
    assert ending_of("a", LINKS, day(5)).heirs == ["c", "d"]
    assert (ending_of("a", LINKS, day(5)).how, ending_of("b", LINKS, day(5)).how) == (MERGED, SPLIT)


def test_whom_nobody_followed_was_closed() -> None:
    assert ending_of("x", LINKS, day(9)).how == EventKind.CLOSED
    assert ending_of("a", LINKS, day(2)).heirs == ()


def test_one_came_from_those_who_ended_in_it_by_the_day() -> None:
    assert came_from("c", LINKS, day(5)) == {"b": SPLIT, "a": MERGED}
    assert came_from("c", LINKS, day(4)) == {}
    assert came_from("b", LINKS, day(3)) == {"a": MERGED}


def test_who_continues_has_left_nothing_behind() -> None:
    assert came_from("e", LINKS, day(9)) == {}
    assert ending_of("d", LINKS, day(9)).how == EventKind.CLOSED
