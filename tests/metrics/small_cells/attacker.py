"""An attacker who has only what outsiders see, and the sums: for each hidden cell the least and the most it can be.

Written without the product's own attack: true numbers instead of deviations, one program for the whole table.
"""

from collections.abc import Mapping

import highspy
from highspy.highs import highs_linear_expression, highs_var

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.table import Known, Sum, Table

ENDLESS = 1e6
"""What nothing limits, and far beyond all counts of the tests."""
Ranges = dict[Key, tuple[float, float]]


def ranges(table: Table, seen: Mapping[Key, int], hidden: frozenset[Key]) -> Ranges:
    """How far each hidden cell can be told, by who sees `seen` and knows what everybody knows."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    variables = {key: solver.addVariable(*_limits(table, key, seen, hidden)) for key in table.cells}
    for each in table.sums:
        _add_sum(solver, variables, table, each)
    found = {}
    for key in hidden & table.cells.keys():
        solver.minimize(variables[key])
        least = _optimum(solver)
        solver.maximize(variables[key])
        found[key] = least, _optimum(solver)
    return found


def _limits(table: Table, key: Key, seen: Mapping[Key, int], hidden: frozenset[Key]) -> tuple[float, float]:
    cell = table.cells[key]
    if key in seen or cell.known is Known.EVERYBODY:
        return float(cell.value or 0), float(cell.value or 0)
    return float(table.rule.floor if key in hidden else 0), ENDLESS


def _add_sum(solver: highspy.Highs, variables: Mapping[Key, highs_var], table: Table, each: Sum) -> None:
    """Knows by how much a sum fails; of one with missing parts only that they are no less than nothing."""
    total = table.cells[each.total].value
    there = {key: value for key in each.parts if (value := table.cells[key].value) is not None}
    if total is None or not there:
        return
    left = variables[each.total] - sum((variables[key] for key in there), start=highs_linear_expression())
    rest = float(total - sum(there.values()))
    if len(there) == len(each.parts) or rest == 0:
        solver.addConstr(left == rest)
    else:
        solver.addConstr(left >= min(rest, 0.0))


def _optimum(solver: highspy.Highs) -> float:
    status = solver.getModelStatus()
    assert status == highspy.HighsModelStatus.kOptimal, status
    return float(solver.getObjectiveValue())


def narrowed(table: Table, seen: Mapping[Key, int], hidden: frozenset[Key]) -> set[Key]:
    """Those he holds within less than the bound."""
    found = ranges(table, seen, hidden)
    return {key for key, (least, most) in found.items() if most - least < table.rule.bound - 1e-4}
