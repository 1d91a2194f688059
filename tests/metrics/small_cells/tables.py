"""Tables of a fictitious province: schools under counties under a city, boys and girls, years."""

from collections.abc import Mapping

from hypothesis import strategies as st

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.table import (
    Cell,
    Known,
    Rule,
    Table,
    sums_of_indicators,
    sums_of_places,
)

USUAL = Rule()
COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 12), st.integers(13, 300))


def table_of(
    counts: Mapping[Key, int],
    above: Mapping[str, str],
    rule: Rule = USUAL,
    odd: Mapping[Key, Cell] | None = None,
    sensitive: tuple[str, ...] = ("boys", "girls", "all"),
) -> Table:
    """All sums of the counts of schools, up the chain and over boys and girls; `odd` cells are as they are given."""
    values = dict(counts)
    for key, count in counts.items():
        place = key.organisation
        while place := above.get(place, ""):
            up = key._replace(organisation=place)
            values[up] = values.get(up, 0) + count
    for key in [key for key in values if key.indicator == "boys"]:
        girls, both = key._replace(indicator="girls"), key._replace(indicator="all")
        if girls in values:
            values[both] = values[key] + values[girls]
    cells = {key: Cell(value, key.indicator in sensitive) for key, value in values.items()} | dict(odd or {})
    sums = [*sums_of_places(cells, above), *sums_of_indicators(cells, "all", ("boys", "girls"))]
    return Table(cells, sums, rule)


@st.composite
def tables(draw: st.DrawFn, periods: tuple[str, ...] = ("2024", "2025"), *, odd: bool = True) -> Table:
    """A random chain of organisations and random counts; with `odd`, some cells missing or known or in no table."""
    above: dict[str, str] = {}
    schools = []
    for county in range(draw(st.integers(1, 3))):
        above[f"县{county}"] = "市"
        for school in range(draw(st.integers(1, 4))):
            above[f"校{county}.{school}"] = f"县{county}"
            schools.append(f"校{county}.{school}")
    indicators = draw(st.sampled_from([("left_behind",), ("boys", "girls"), ("boys", "girls", "left_behind")]))
    counts = {
        Key(school, indicator, period): draw(COUNTS)
        for period in periods
        for indicator in indicators
        for school in schools
    }
    rule = Rule(draw(st.sampled_from([3, 10])), draw(st.booleans()))
    sensitive = draw(st.sampled_from([("boys", "girls", "all", "left_behind"), ("girls", "left_behind")]))
    plain = table_of(counts, above, rule, sensitive=sensitive)
    return table_of(counts, above, rule, draw(_odd_cells(plain)) if odd else None, sensitive)


@st.composite
def _odd_cells(draw: st.DrawFn, table: Table) -> dict[Key, Cell]:
    found = {}
    for key in draw(st.lists(st.sampled_from(sorted(table.cells)), max_size=4, unique=True)):
        cell = table.cells[key]
        kind = draw(st.sampled_from(["missing", "wrong", *Known]))
        if kind == "missing":
            found[key] = Cell(None, cell.sensitive)
        elif kind == "wrong":
            found[key] = Cell((cell.value or 0) + draw(st.integers(0, 5)), cell.sensitive)
        else:
            found[key] = Cell(cell.value, cell.sensitive, Known(kind))
    return found
