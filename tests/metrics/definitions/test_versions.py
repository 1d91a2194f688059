"""Which version counts on a day, said in two ways that must agree."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.metrics.domain.versions import Version, counting, spans

DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(8)]


def versions() -> st.SearchStrategy[list[Version]]:
    edges = st.tuples(st.sampled_from("ab"), st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
    return st.lists(edges, max_size=6).map(
        lambda drawn: [
            Version(code, number, since, until)
            for number, (code, since, until) in enumerate(drawn, 1)
            if until is None or since < until
        ]
    )


@given(versions())
def test_the_spans_of_all_versions_are_the_days_on_which_they_count(kept: list[Version]) -> None:
    found = list(spans(kept))
    for day in DAYS:
        binding = {
            each.code: each.version for each in found if each.since <= day and (not each.until or day < each.until)
        }
        assert binding == {code: each.version for code, each in counting(kept, day).items()}
        assert len(binding) == sum(each.since <= day and (not each.until or day < each.until) for each in found)
