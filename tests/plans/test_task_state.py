"""The state of a task: what it is on a day, and that nothing but the facts up to that day decides it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.plans.domain.task_dependencies import circle
from services.yardsticks.task_state import (
    ReportFacts,
    Standing,
    Step,
    TaskFacts,
    TaskState,
    done_on,
    standing,
    standing_reports,
)

START = date(2021, 3, 1)
DONE, BACK = Step(None, done=True), Step(None, done=False)


def day(number: int) -> date:
    """The day of that number from the first of March 2021 on, which is 0."""
    return START + timedelta(days=number)


def task(
    number: int = 1, decided: int = 0, start: int = 10, due: int = 100, **more: frozenset[str] | bool
) -> TaskFacts:
    asked = {"milestones": frozenset({"s1", "s2"})} | more
    return TaskFacts(number, day(decided), day(start), day(due), **asked)  # type: ignore[arg-type]


def report(number: int, on: int, *proven: str, replaces: int | None = None, **steps: Step) -> ReportFacts:
    return ReportFacts(number, day(on), steps, frozenset(proven), replaces)


def where(
    on: int, *reports: ReportFacts, versions: Sequence[TaskFacts] = (), unfinished: Sequence[str] = ()
) -> Standing:
    found = standing(versions or [task()], reports, unfinished, day(on), soon_days=30)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("on", "reports", "expected"),
    [
        (5, [], "not_started"),
        (50, [], "not_started"),
        (50, [report(1, 60, s1=DONE)], "not_started"),
        (50, [report(1, 20, s1=Step(0, done=False))], "not_started"),
        (50, [report(1, 20, s1=Step(10, done=False))], "running"),
        (69, [report(1, 20, s1=DONE)], "running"),
        (70, [report(1, 20, s1=DONE)], "due_soon"),
        (100, [report(1, 20, s1=DONE)], "due_soon"),
        (101, [report(1, 20, s1=DONE)], "overdue"),
        (101, [], "overdue"),
        (100, [report(1, 20, s1=DONE), report(2, 100, s2=DONE)], "done"),
        (101, [report(1, 20, s1=DONE), report(2, 101, s2=DONE)], "done_late"),
        (99, [report(1, 20, s1=DONE, s2=DONE), report(2, 30, s1=BACK)], "due_soon"),
    ],
)
def test_the_state_on_a_day(on: int, reports: list[ReportFacts], expected: str) -> None:
    assert where(on, *reports).state == expected


def test_before_it_was_decided_there_is_no_task() -> None:
    assert standing([task(decided=5)], [], [], day(4), 30) is None


def test_it_waits_for_a_task_that_is_not_finished_from_its_start_on_until_it_is_overdue() -> None:
    waiting = [task(depends_on=frozenset({"before"}))]
    states = [where(on, versions=waiting, unfinished=["before"]).state for on in (9, 10, 95, 101)]
    assert states == ["not_started", "waiting", "waiting", "overdue"]
    assert where(50, report(1, 20, s1=DONE), versions=waiting).state == "running"


def test_a_task_without_its_evidence_is_not_done() -> None:
    wanted = [task(evidence=frozenset({"e1"}))]
    steps = report(1, 20, s1=DONE, s2=DONE)
    assert where(50, steps, versions=wanted).state == "running"
    found = where(50, steps, report(2, 40, "e1"), versions=wanted)
    assert (found.state, found.done_on) == ("done", day(40))


def test_a_postponed_task_keeps_its_first_due_day_and_is_held_against_it() -> None:
    versions = [task(), task(2, decided=90, due=150)]
    assert (where(95, versions=versions).state, where(95, versions=versions).behind_original) == ("not_started", False)
    later = where(115, versions=versions)
    assert (later.state, later.original_due_on, later.behind_original) == ("not_started", day(100), True)
    finished = where(150, report(1, 120, s1=DONE, s2=DONE), versions=versions)
    assert (finished.state, finished.behind_original) == ("done", True)
    before = where(89, versions=versions)
    assert before.days_left == 11


def test_a_withdrawn_task_is_neither_overdue_nor_behind() -> None:
    versions = [task(), task(2, decided=50, withdrawn=True)]
    assert (where(49, versions=versions).state, where(200, versions=versions).state) == ("not_started", "withdrawn")
    assert not where(200, versions=versions).behind_original


def test_a_correction_takes_the_place_of_what_it_corrects_on_every_day() -> None:
    wrong, right = report(1, 20, s1=DONE, s2=DONE), report(2, 20, s1=DONE, replaces=1)
    assert where(30, wrong).state == "done"
    assert where(30, wrong, right).state == "running"
    again = report(3, 20, s1=DONE, s2=DONE, replaces=2)
    assert where(30, wrong, right, again).state == "done"


steps = st.dictionaries(
    st.sampled_from(["s1", "s2", "s3"]), st.sampled_from([DONE, BACK, Step(40, done=False)]), max_size=3
)


@st.composite
def histories(draw: st.DrawFn) -> list[ReportFacts]:
    """Reports as the door lets them in: one standing report a day, a correction of the day it corrects."""
    days = draw(st.lists(st.integers(0, 150), max_size=8, unique=True))
    found: list[ReportFacts] = []
    for on in days:
        replaces = None
        for _ in range(draw(st.integers(1, 3))):
            proven = draw(st.sampled_from([(), ("e1",)]))
            found.append(report(len(found) + 1, on, *proven, replaces=replaces, **draw(steps)))
            replaces = len(found)
    return found


VERSIONS = [task(evidence=frozenset({"e1"})), task(2, decided=60, due=120), task(3, decided=110, due=140)]


@st.composite
def recorded_twice(draw: st.DrawFn) -> tuple[list[ReportFacts], list[ReportFacts]]:
    """The same reports, numbered as they would be had they come in another order."""
    reports = draw(histories())
    numbers = draw(st.permutations(range(1, len(reports) + 1)))
    renamed = {each.number: number for each, number in zip(reports, numbers, strict=True)}
    other = [
        ReportFacts(renamed[each.number], each.as_of, each.steps, each.proven, each.replaces and renamed[each.replaces])
        for each in reports
    ]
    return reports, sorted(other, key=lambda each: each.number)


@given(recorded_twice(), st.integers(0, 160))
def test_the_order_of_recording_does_not_matter(reports: tuple[list[ReportFacts], list[ReportFacts]], on: int) -> None:
    once, again = reports
    one_step = [task(milestones=frozenset({"s1"}))]
    for versions in (VERSIONS, one_step):
        assert where(on, *once, versions=versions) == where(on, *again, versions=versions)


@given(histories(), histories(), st.integers(0, 160))
def test_only_facts_up_to_the_day_decide(reports: list[ReportFacts], others: list[ReportFacts], on: int) -> None:
    known = [each for each in reports if each.as_of <= day(on)]
    shift = max((each.number for each in reports), default=0)
    later = [
        ReportFacts(each.number + shift, day(on + 1), each.steps, each.proven, each.replaces and each.replaces + shift)
        for each in others
    ]
    versions = [each for each in VERSIONS if each.decided_on <= day(on)]
    assert where(on, *known, versions=versions) == where(on, *known, *later, versions=VERSIONS)


@given(histories(), st.integers(0, 160))
def test_done_and_nothing_missing_are_one(reports: list[ReportFacts], on: int) -> None:
    found = where(on, *reports, versions=VERSIONS[:1])
    told = standing_reports(reports, day(on))
    assert (found.state in (TaskState.DONE, TaskState.DONE_LATE)) == (done_on(VERSIONS[0], told) is not None)
    assert found.done_on is None or found.done_on <= day(on)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[TaskFacts]]:
    """Tasks set one after the other, each change accepted only where it closes no circle."""
    known: dict[str, list[TaskFacts]] = {}
    for _ in range(draw(st.integers(1, 14))):
        code = draw(st.sampled_from("abcde"))
        versions = known.get(code, [])
        decided = draw(st.integers(versions[-1].decided_on.toordinal() - START.toordinal() if versions else 0, 40))
        after = draw(st.sets(st.sampled_from(sorted(known)), max_size=3)) if known else set()
        if circle(code, after, day(decided), known) is None:
            made = task(len(versions) + 1, decided, 0, 50, depends_on=frozenset(after))
            known = {**known, code: [*versions, made]}
    return known


@given(graphs(), st.integers(0, 40))
def test_no_task_waits_for_itself_on_any_day(known: dict[str, list[TaskFacts]], on: int) -> None:
    there = {code: [each for each in known[code] if each.decided_on <= day(on)] for code in known}
    for code, versions in there.items():
        if versions:
            assert circle(code, versions[-1].depends_on, day(on), there) is None


def test_a_circle_is_told_with_everybody_in_it() -> None:
    known = {"b": [task(depends_on=frozenset({"c"}))], "c": [task(depends_on=frozenset({"a"}))]}
    found = circle("a", ["b"], day(1), known)
    assert found is not None
    assert set(found) == {"a", "b", "c"}
    assert circle("a", ["a"], day(1), {}) == ["a"]
    assert circle("a", ["d"], day(1), known) is None
