"""What a list may show, as the database is asked for it."""

from services.access.caller import Reach
from services.metrics.repository.reached import reach_values


def test_an_underscore_in_a_code_stands_for_itself_only() -> None:
    values = reach_values(Reach(("a_b",), ("/000000/a_b/",)))
    assert values == {"codes": ["a_b"], "patterns": ["/000000/a\\_b/%"]}
