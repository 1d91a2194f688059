"""The 31 indicators of the standard as OpenFisca would hold them: schools in counties, variables, dated lines.

Every line comes from the compiled standard, scaled to whole numbers as there. It weighs no coefficient of a county,
excludes nobody, knows no missing value, and counts in float32, OpenFisca's own type.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from services.audit.domain.facts import Stage
from services.audit.domain.nation.compiled import Compiled, LaidCondition
from tests.bench.yardsticks.openfisca import formulas
from tests.bench.yardsticks.openfisca.formulas import RULE, Formula, line_of

RESOURCES = "resources"
_SCHOOL = build_entity(key="school", plural="schools", label="A school", is_person=True)
_COUNTY = build_entity(
    key="county", plural="counties", label="A county", roles=[{"key": "member", "plural": "members", "label": "School"}]
)


def indicators(ready: Compiled) -> list[str]:
    """What is asked for: of the criteria by school, of the items by county."""
    return [*ready.standard.titles]


def of_items(ready: Compiled) -> list[LaidCondition]:
    return list(ready.conditions[: sum(len(item.conditions) for item in ready.standard.items)])


def asks_schools(ready: Compiled, condition: LaidCondition) -> bool:
    return ready.populations[condition.population].kind == "school"


def school_items(ready: Compiled) -> list[str]:
    items = [formulas.pupils(stage) for stage in Stage]
    items += [item for each in ready.criteria for item in each.amount.items]
    items += [item for each in of_items(ready) if asks_schools(ready, each) for item in each.items]
    return list(dict.fromkeys(items))


def department_items(ready: Compiled) -> dict[str, int]:
    """With the population that says it."""
    return {item: each.population for each in of_items(ready) if not asks_schools(ready, each) for item in each.items}


def system(ready: Compiled, nudge: float = 1.0) -> TaxBenefitSystem:
    """`nudge`: a factor on every line."""
    found = TaxBenefitSystem([_SCHOOL, _COUNTY])
    for variable in (*_inputs(ready), *_resources(ready), *_items(ready)):
        found.add_variable(variable)
    found.parameters = ParameterNode("", data=_lines(ready, nudge))
    return found


def _inputs(ready: Compiled) -> Iterable[type]:
    for item in school_items(ready):
        yield _variable(item, _SCHOOL, float)
    for stage in Stage:
        yield _variable(formulas.weight(stage), _SCHOOL, float)
    for place, _ in enumerate(ready.populations):
        yield _variable(formulas.population(place), _SCHOOL, bool)
    for item in department_items(ready):
        yield _variable(item, _COUNTY, float)


def _resources(ready: Compiled) -> Iterable[type]:
    yield _variable(formulas.WEIGHED, _SCHOOL, float, formulas.weighed)
    for each in ready.criteria:
        yield _variable(line_of(each), _SCHOOL, bool, formulas.reaches(each, "line"))
        yield _variable(f"{line_of(each)}.floor", _SCHOOL, bool, formulas.reaches(each, "floor"))
    for criterion in ready.standard.criteria:
        lines = [line_of(each) for each in ready.criteria if each.criterion is criterion]
        yield _variable(criterion.code, _SCHOOL, bool, formulas.all_of(lines))
    stages = [[line_of(each) for each in ready.criteria if each.stage is stage] for stage in ready.stages]
    yield _variable(RULE, _SCHOOL, bool, formulas.school_rule(ready.school_rule, stages))
    yield _variable(RESOURCES, _COUNTY, bool, formulas.every_school(RULE))


def _items(ready: Compiled) -> Iterable[type]:
    alone = set()
    for each in of_items(ready):
        code = each.condition.code
        if not asks_schools(ready, each):
            yield _variable(code, _COUNTY, bool, formulas.of_departments(each))
        elif each.each:
            alone.add(code)
            yield _variable(code, _SCHOOL, bool, formulas.of_schools(each))
        else:
            yield _variable(code, _COUNTY, bool, formulas.of_all_schools(each))
    for item in ready.standard.items:
        yield _variable(item.code, _COUNTY, bool, formulas.item_of(item, frozenset(alone)))


def _variable(name: str, entity: Any, kind: type, formula: Formula | None = None) -> type:
    said = {"value_type": kind, "entity": entity, "definition_period": DateUnit.YEAR}
    return type(name, (Variable,), said if formula is None else said | {"formula": formula})


def _lines(ready: Compiled, nudge: float) -> dict[str, Any]:
    day = ready.standard.in_force_from.date.isoformat()

    def dated(values: Sequence[tuple[str, float]]) -> dict[str, Any]:
        return {name: {"values": {day: {"value": value * nudge}}} for name, value in values}

    found: dict[str, Any] = {}
    for each in ready.criteria:
        marks = dated([("line", each.line), ("floor", each.floor)])
        found.setdefault(each.criterion.code, {})[each.stage.value] = marks
    for condition in of_items(ready):
        lines = [(f"line_{at}", held.ratio.right) for at, held in enumerate(condition.held)]
        lines += [(f"where_{at}", ratio.right) for at, ratio in enumerate(condition.where)]
        found[formulas.code_of(condition)] = dated(lines)
    return found
