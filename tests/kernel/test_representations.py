"""Which type an answer comes in."""

import pytest

from services.kernel.errors import NotAcceptable
from services.kernel.representations import CALENDAR, CSV, JSON, XLSX, chosen


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV ; q=0.5", CSV),
        (f"{JSON};q=0.4, text/csv;q=0.9", CSV),
        (f"{XLSX}, */*;q=0.1", XLSX),
        ("application/json;q=0, */*", XLSX),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
        ("text/*", CSV),
    ],
)
def test_the_caller_gets_what_it_likes_best(accept: str, media: str) -> None:
    assert chosen(accept, (JSON, XLSX, CSV)) == media


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "text/csv;q=much", CALENDAR])
def test_what_is_not_offered_is_refused_with_what_is(accept: str) -> None:
    with pytest.raises(NotAcceptable) as refused:
        chosen(accept, (JSON, CSV))
    assert refused.value.extra == {"offered": [JSON, CSV]}
