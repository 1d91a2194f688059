"""Procedures as data: what is no procedure is refused, and random lives of the shipped ones keep the law."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.domain.grounds import StandardRefused
from services.audit.domain.procedures.days import Calendar, Counting, calendar_from
from services.audit.domain.procedures.life import Happened, Life, begun, obstacle, passed, possible, taken
from services.audit.domain.procedures.procedure import Ask, Desk, Fact, Procedure
from services.audit.domain.procedures.reading import procedure_from
from services.audit.procedures import calendar, procedures
from services.audit.schemas.procedures import diagram
from tests.audit_domain.procedures_drawn import PAGE, page

SHORT: dict[str, Any] = {
    "code": "short-2021",
    "kind": "short",
    "title": {"zh": "短", "en": "Short"},
    "rule": "a rule",
    "in_force_from": "2021-09-01",
    "reference": "a test",
    "states": {"open": {"zh": "开", "en": "Open"}, "shut": {"zh": "关", "en": "Shut"}},
    "final": ["shut"],
    "first": "opened",
    "steps": {
        "opened": {"title": {"zh": "开", "en": "Opened"}, "by": "unit", "of": [], "to": "open"},
        "shut": {"title": {"zh": "关", "en": "Shut"}, "by": "decider", "of": ["open"], "to": "shut"},
        "late": {"title": {"zh": "迟", "en": "Late"}, "by": "clock", "of": ["open"]},
    },
    "clocks": {
        "time": {
            "title": {"zh": "期限", "en": "Time"},
            "starts": ["opened"],
            "stops": ["shut"],
            "days": "10",
            "counting": "calendar",
            "then": "late",
            "reference": "a test",
            "confidence": "verified",
        }
    },
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The short procedure with one place changed, or taken away."""
    document = deepcopy(SHORT)
    *way, last = path.split(".")
    place = document
    for name in way:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return document


def test_the_short_procedure_is_one() -> None:
    found = procedure_from(SHORT)
    assert (found.opening.code, list(found.clocks), found.final) == ("opened", ["time"], frozenset({"shut"}))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("steps.shut.of", ["nowhere"], "there is no state nowhere"),
        ("steps.shut.to", "open", "shut"),
        ("steps.shut.by", "anybody", "must be one of"),
        ("steps.shut.needs", ["nothing"], "there is no step nothing"),
        ("steps.shut.effect", "ended", "an effect needs a case to stand on"),
        ("steps.shut.colour", "red", "unknown key"),
        ("steps.late.of", [], "only the first step is of no state"),
        ("steps.opened.by", "clock", "must be somebody's"),
        ("clocks.time.then", "shut", "by a clock"),
        ("clocks.time.starts", ["nothing"], "there is no step nothing"),
        ("clocks.time.until", "due_on", "either days or until"),
        ("clocks.time.counting", None, "counting exactly where it says days"),
        ("clocks", {"other": SHORT["clocks"]["time"] | {"then": "opened"}}, "by a clock"),
        ("states.lost", {"zh": "无", "en": "Lost"}, "never reached: lost"),
        ("final", ["open", "shut"], "is final, and left"),
        ("final", [], "is not final, and never left"),
        ("first", "begun", "there is no step begun"),
        ("in_force_from", "2021-02-29", "must be a date"),
    ],
)
def test_what_could_not_happen_is_no_procedure(path: str, value: Any, words: str) -> None:
    with pytest.raises(StandardRefused, match=words):
        procedure_from(changed(path, value))


def test_a_clock_that_nobody_rings_is_no_clock() -> None:
    with pytest.raises(StandardRefused, match="no clock leads to it"):
        procedure_from(changed("clocks", None))


def test_a_diagram_has_every_state_and_every_arrow() -> None:
    drawn = diagram(procedure_from(SHORT))
    assert drawn.splitlines() == [
        "stateDiagram-v2",
        '    state "开 Open" as open',
        '    state "关 Shut" as shut',
        "    [*] --> open: 开",
        "    open --> shut: 关",
        "    shut --> [*]",
    ]


def test_every_effect_follows_in_each_case_it_may_be_opened_on_or_above_it() -> None:
    for each in procedures().values():
        effects = {step.effect for step in each.steps.values() if step.effect is not None}
        for code in each.on.procedures if each.on else ():
            assert effects <= followed_above(code), f"{each.code} on {code}"


def followed_above(code: str) -> set[str]:
    """Steps that follow from another case, in a procedure or in all that it may be opened on."""
    procedure = procedures()[code]
    own = {step.code for step in procedure.steps.values() if step.by is Desk.CASE}
    above = [followed_above(other) for other in procedure.on.procedures] if procedure.on else []
    return own | set.intersection(*above) if above else own


def test_only_working_days_count_where_the_rule_says_so() -> None:
    free, worked = [date(2021, 10, day) for day in (1, 4, 5, 6, 7)], [date(2021, 9, 26), date(2021, 10, 9)]
    days = calendar_from({2021: {"free": free, "worked": worked}})
    assert days.last_day(date(2021, 9, 30), 1, Counting.WORKING) == date(2021, 10, 8), "after the holidays"
    assert days.last_day(date(2021, 9, 30), 2, Counting.WORKING) == date(2021, 10, 9), "a Saturday that is worked"
    assert days.last_day(date(2021, 9, 30), 10, Counting.CALENDAR) == date(2021, 10, 10)
    assert (days.knows(date(2021, 12, 31)), days.knows(date(2022, 1, 1))) == (True, False)


def test_the_calendar_that_is_shipped_knows_the_years_in_which_the_rules_hold() -> None:
    shipped = calendar()
    assert shipped.years >= set(range(2018, 2027))
    assert shipped.last_day(date(2024, 2, 8), 1, Counting.WORKING) == date(2024, 2, 9), "worked before the festival"
    assert shipped.last_day(date(2024, 2, 9), 1, Counting.WORKING) == date(2024, 2, 18), "a Sunday that was worked"
    assert not shipped.works(date(2026, 10, 1))


def test_a_clock_of_a_year_meets_a_leap_day() -> None:
    nothing = Calendar(frozenset(), frozenset(), frozenset())
    assert nothing.last_day(date(2024, 1, 31), 30, Counting.CALENDAR) == date(2024, 3, 1)
    assert nothing.last_day(date(2023, 1, 31), 30, Counting.CALENDAR) == date(2023, 3, 2)


PEOPLE = {Desk.UNIT: ("u1",), Desk.SUPERVISOR: ("a", "b"), Desk.DECIDER: ("a", "b", "c")}
BEGIN = date(2023, 12, 20)
Move = tuple[int, int, int]


def lived(procedure: Procedure, moves: list[Move], looks: Callable[[date, int], Iterator[date]]) -> Life:
    """A life in which people try what they may, the law permitting, and time is let pass at these looks."""
    days = {name: BEGIN + timedelta(days=9) for name in ("hearing_until", "supervision_ended_on")}
    days |= {"due_on": BEGIN + timedelta(days=40)}
    life = begun(procedure, Happened(procedure.first, BEGIN, "a", {"until": days["due_on"]}), days, calendar())
    today = BEGIN
    for pick, who, later in moves:
        for look in looks(today, later):
            life = passed(life, look, calendar())
        today += timedelta(days=later)
        life = passed(life, today, calendar())
        steps = [*possible(life), *(each for each in procedure.steps.values() if each.by is Desk.CASE)]
        step = steps[pick % len(steps)] if steps else None
        if step is None or step.leads(life.state) is None:
            continue
        people = PEOPLE.get(step.by, ("",))
        actor = people[who % len(people)]
        # "b" answers for the unit wherever a procedure asks it: whatever he tries is refused.
        if obstacle(life, step, today, actor, recused=actor == "b" and Fact.NOT_RECUSED in step.facts) is None:
            said = {"until": today + timedelta(days=20)} if Ask.UNTIL in step.asks or step.by is Desk.CASE else {}
            life = taken(life, Happened(step.code, today, actor, said), calendar())
    return passed(life, today + timedelta(days=400), calendar())


MOVES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5), st.integers(0, 45)), min_size=1, max_size=14)


@pytest.mark.parametrize("code", sorted(procedures()))
@settings(max_examples=150, deadline=None)
@given(moves=MOVES, seed=st.randoms(use_true_random=False))
def test_whoever_looks_and_however_often_the_same_has_happened(code: str, moves: list[Move], seed: Any) -> None:
    procedure = procedures()[code]

    def often(day: date, later: int) -> Iterator[date]:
        yield from sorted(day + timedelta(days=seed.randint(0, later)) for _ in range(seed.randint(0, 4)))

    def never(_: date, __: int) -> Iterator[date]:
        return iter(())

    assert lived(procedure, moves, often) == lived(procedure, moves, never)


@pytest.mark.parametrize("code", sorted(procedures()))
@settings(max_examples=300, deadline=None)
@given(moves=MOVES)
def test_every_life_keeps_the_law(code: str, moves: list[Move]) -> None:
    procedure = procedures()[code]
    life = lived(procedure, moves, lambda _, __: iter(()))
    days = [each.on for each in life.log]
    assert days == sorted(days), "nothing is dated before what came first"
    for place, each in enumerate(life.log):
        step, before = procedure.steps[each.step], life.log[:place]
        happened = [other.step for other in before]
        if step.needs:
            assert set(happened) & set(step.needs), f"{each.step} without {step.needs}"
        assert not {other.actor for other in before if other.step in step.apart_from and other.actor} & {each.actor}
        assert (each.actor == "") == (step.by in (Desk.CLOCK, Desk.CASE))
        assert not (each.actor == "b" and Fact.NOT_RECUSED in step.facts), f"{each.step} by who answers for the unit"
    assert_clocks(life)
    assert_hearing(life)


def assert_clocks(life: Life) -> None:
    """Every clock that was started was stopped, or ran out on its day, or its step could not happen any more."""
    for clock in life.procedure.clocks.values():
        rung = [each for each in life.log if each.step == clock.then]
        started = [each for each in life.log if each.step in clock.starts]
        assert len(rung) <= len(started)
        assert clock.code not in life.running, "more than a year later nothing runs"
        for each in rung:
            assert any(begin.on < each.on for begin in started)


def assert_hearing(life: Life) -> None:
    steps = [each.step for each in life.log]
    for kind, judged in (("rectification", "confirmed"), ("outcome", "approved")):
        if life.procedure.kind == kind and judged in steps:
            assert {"stated", "silent"} & set(steps[: steps.index(judged)])
    if life.procedure.kind == "rectification" and life.state == "closed":
        assert "rechecked" in steps


def test_a_clock_runs_out_the_day_after_its_last() -> None:
    short = procedure_from(SHORT)
    life = begun(short, Happened("opened", date(2024, 2, 19), "u1"), {}, calendar())
    assert life.running == {"time": date(2024, 2, 29)}
    assert passed(life, date(2024, 2, 29), calendar()) is life
    over = passed(life, date(2024, 3, 1), calendar())
    assert [(each.step, each.on, each.actor) for each in over.log[1:]] == [("late", date(2024, 3, 1), "")]
    assert passed(over, date(2030, 1, 1), calendar()) is over


def test_who_acts_on_the_last_day_is_in_time() -> None:
    short = procedure_from(SHORT)
    life = begun(short, Happened("opened", date(2024, 2, 19), "u1"), {}, calendar())
    shut = taken(life, Happened("shut", date(2024, 2, 29), "c"), calendar())
    assert passed(shut, date(2024, 3, 9), calendar()).log == shut.log


def test_a_clock_whose_step_is_not_possible_any_more_ends_in_silence() -> None:
    short = procedure_from(SHORT)
    life = begun(short, Happened("opened", date(2024, 2, 19), "u1"), {}, calendar())
    odd = replace(life, state="shut")
    assert passed(odd, date(2024, 3, 9), calendar()).log == life.log


def test_the_page_on_which_procedures_are_drawn_is_in_step_with_them() -> None:
    """Written anew by `python -m tests.audit_domain.procedures_drawn`."""
    assert PAGE.read_text(encoding="utf-8") == page()
