"""What rules found, said as the report on a body says everything: by cause, with who must act and what to do."""

from collections.abc import Mapping

import numpy as np

from services.kernel.errors import ActionOwner
from services.metrics.domain.batch import telling, withdrawal
from services.metrics.domain.causes import Cause
from services.metrics.domain.columns import Columns, Places
from services.metrics.domain.conflicts import Conflicts
from services.metrics.domain.judging import Objection
from services.metrics.domain.rules.applying import Broken
from services.metrics.domain.rules.findings import Example
from services.metrics.domain.rules.rule import Rule
from services.metrics.domain.taking import Rows

PREFIX = "rule."
"""Before the code of a rule in the code of a cause."""


def cause_of(rule: Rule) -> Cause:
    return Cause(
        PREFIX + rule.code,
        rule.title_en,
        rule.title_zh,
        ActionOwner(rule.owner.value),
        rule.what_to_do_en,
        rule.what_to_do_zh,
    )


def object_to(
    conflicts: Conflicts,
    broken: Broken,
    columns: Columns,
    sifted: Places,
    rows: Rows,
    names: Mapping[str, Mapping[int, str]],
) -> None:
    """A rule with its readings in the body; they are not yet counted as rejected. The first rows are those of the body,
    by `sifted`; what comes after them a declared scope would withdraw."""
    cause, example = cause_of(broken.rule), broken.example
    expected = "" if example is None else f"{example.line_en} · {example.line_zh}"
    said = np.sort(sifted[broken.places[broken.places < len(sifted)]])
    beside = [withdrawal(rows, place, names) for place in broken.places[broken.places >= len(sifted)].tolist()]
    some = [*map(columns.given, telling(columns, said)), *beside]
    first = _of_example(columns, said, example)
    told = Objection(cause, some[0] if first is None else columns.given(first), expected)
    conflicts.state(cause, len(broken.places), [Objection(cause, given, expected) for given in some], told)


def _of_example(columns: Columns, places: Places, example: Example | None) -> int | None:
    """The first of the places at which something of the example's organisation and period stands."""
    if example is None or example.organisation not in columns.organisations.codes:
        return None
    organisation = columns.organisations.codes.index(example.organisation)
    mine = places[columns.organisations.at[places] == organisation]
    return next((row for row in mine.tolist() if columns.periods.code(row) == example.period), None)
