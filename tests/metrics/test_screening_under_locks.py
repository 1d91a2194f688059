"""The screen lets no reading through that the judge would refuse."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import example, settings
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.metrics.domain.asking import Asked, Asking, Ground
from services.metrics.domain.batch import sift
from services.metrics.domain.indicator import Reporter, ValueType
from services.metrics.domain.judging import judge_form
from services.metrics.domain.locks import Lock, Locks
from services.metrics.domain.screening import clean
from tests.metrics.judged import YEAR, columns, given, indicator

EARLIER = "2020-2021"
SCHOOLS = ("s1", "s2", "s3", "s4")
PLACES = ("000000", "c", "d", *SCHOOLS)
INDICATORS = {
    code: indicator(code, kind) for code, kind in (("pupils", ValueType.INTEGER), ("area", ValueType.DECIMAL))
}


def reporter(code: str) -> Reporter:
    county = "c" if code in ("s1", "s2") else "d"
    return Reporter(code, f"/000000/{county}/{code}", "school", {"school_kind": "primary"})


def held_on(place: str, period: str = YEAR) -> Lock:
    return Lock(place, period, "年报已定稿", "虚构", place, datetime(2022, 1, 1, tzinfo=UTC))


locks = st.builds(held_on, st.sampled_from(PLACES), st.sampled_from((YEAR, EARLIER)))
readings = st.builds(
    lambda code, item, period, value: given(value, item, organisation=code, period=period),
    st.sampled_from((*SCHOOLS, "nobody")),
    st.sampled_from((*INDICATORS, "unknown")),
    st.sampled_from((YEAR, EARLIER, "2019-2020")),
    st.sampled_from((1, 2, 3, 0, -1, Decimal("1.5"), None, "1", True)),
)


def ground(held: list[Lock], asked: list[str]) -> Ground:
    """Kin share one object unless something names one of them, as bodies at the door have it."""
    shut = Locks(held)
    asking = [Asking(place, period, frozenset(INDICATORS)) for place in asked for period in (YEAR, EARLIER)]
    special = shut.organisations | set(asked)
    kin: dict[str, Reporter] = {}
    reporters = {}
    for code in SCHOOLS:
        own = reporter(code)
        reporters[code] = own if code in special else kin.setdefault(own.path.split("/")[2], own)
    return Ground(reporters, INDICATORS, Asked(asking), locks=shut)


@settings(deadline=None)
@holds_for(
    held=st.lists(locks, max_size=4),
    asked=st.one_of(st.just(["000000"]), st.lists(st.sampled_from(PLACES), max_size=3)),
    batch=st.lists(readings, min_size=1, max_size=12),
)
@example(held=[held_on("c")], asked=["000000"], batch=[given(1, organisation="s3"), given(1, organisation="s1")])
def test_screen_and_judge_agree(held: list[Lock], asked: list[str], batch: list[Any]) -> None:
    basis, body = ground(held, asked), columns(*batch)
    twins = [each.key for each in batch]
    passed = clean(body, basis)
    for row, each in enumerate(batch):
        objections = judge_form(body.given(row), basis, row if twins.count(each.key) > 1 else None)
        assert not (passed[row] and objections)
    taken = set(sift(body, basis).places.tolist())
    shut = {(lock.organisation, lock.period) for lock in held}
    for row in taken:
        key = batch[row].key
        assert not any((code, key.period) in shut for code in reporter(key.organisation).chain)
