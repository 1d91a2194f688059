"""Copies of the shipped standard with one small mistake each, which the agreement must notice."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from services.audit.domain.reading_standards import standard_from
from services.audit.domain.standard import Standard
from services.audit.standards import shipped_document

CODE = "compulsory-balanced-2017"
Document = dict[str, Any]
Change = Callable[[Document], None]


@dataclass(frozen=True)
class Mutant:
    """`noticed_in`: the subjects one of which must tell it."""

    name: str
    change: Change
    noticed_in: tuple[str, ...]

    def standard(self) -> Standard:
        document = _copy(_shipped())
        self.change(document)
        return standard_from(document)


@cache
def _shipped() -> Any:
    return shipped_document(CODE)


def _copy(node: Any) -> Any:
    """Nothing in it is shared with another place, as the document shares parts of its yardsticks."""
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(each) for each in node] if isinstance(node, list) else node


def _line(criterion: str, stage: str, line: str) -> Mutant:
    def change(document: Document) -> None:
        _coded(document["criteria"], criterion)["line"][stage] = line

    return Mutant(f"{criterion} {stage} {line}", change, ("school_rule",))


def _counted(criterion: str, stage: str, item: str) -> Mutant:
    def change(document: Document) -> None:
        del _coded(document["criteria"], criterion)["amount"][stage][item]

    return Mutant(f"{criterion} without {item}", change, ("school_rule", criterion))


def _condition(code: str, **changed: str) -> Mutant:
    def change(document: Document) -> None:
        found = _condition_of(document, code)
        assert changed.keys() <= found.keys(), f"{code} has no {', '.join(changed.keys() - found.keys())}"
        found.update(changed)

    return Mutant(f"{code} {' '.join(changed.values())}", change, (code.partition(".")[0],))


def _yardstick(code: str, name: str, change_yardstick: Change) -> Mutant:
    def change(document: Document) -> None:
        change_yardstick(_condition_of(document, code)["yardstick"])

    return Mutant(f"{code} {name}", change, (code.partition(".")[0],))


def _whole(name: str, change: Change, *noticed_in: str) -> Mutant:
    return Mutant(name, change, noticed_in)


def _coded(listed: list[Document], code: str) -> Document:
    return next(each for each in listed if each["code"] == code)


def _condition_of(document: Document, code: str) -> Document:
    """A condition of an item, or a proviso."""
    if code == "social_recognition":
        found: Document = document[code]
        return found
    if code.startswith(("P", "V")):
        return _coded(document["preconditions"] + document["vetoes"], code)
    item = _coded(document["guarantee"] + document["quality"], code.partition(".")[0])
    return _coded(item["conditions"], code)


SMALL_POINT, NINE_YEAR = 2, "nine_year"

RESOURCES = (
    _line("R1", "primary", "4.21"),
    _line("R2", "junior_secondary", "1.001"),
    _line("R4", "junior_secondary", "5.79"),
    _line("R6", "primary", "2001"),
    _line("R7", "primary", "2.301"),
    _counted("R1", "junior_secondary", "teachers_master.{stage}"),
    _counted("R3", "all", "teachers_fine_art.{stage}"),
    _counted("R4", "all", "indoor_sports_area"),
    _counted("R5", "all", "outdoor_sports_area"),
    _whole("floor 0.851", lambda each: each["school_rule"].update(floor="0.851"), "school_rule"),
    _whole("5 of 7", lambda each: each["school_rule"].update(at_least="5"), "school_rule"),
    _whole("0.51", lambda each: each["county_rule"]["limits"].update(primary="0.51"), "R1", "R2", "R7"),
    _whole("0.4499", lambda each: each["county_rule"]["limits"].update(junior_secondary="0.4499"), "R1", "R2", "R7"),
    _whole("points of 50", lambda each: each["excluded"][SMALL_POINT].update(pupils_below="51"), "school_rule", "R1"),
    _whole("split 1:1", lambda each: each["splits"]["weights"][NINE_YEAR].update(junior_secondary="1"), "school_rule"),
)
ITEMS = (
    _yardstick(
        "G2.3",
        "another standard",
        lambda each: each["quantities"][0].update(amount={"unified_equipment_standard": "1"}),
    ),
    _condition("G3.3", value="96.0005"),
    _condition("G3.4", value="91"),
    _yardstick("G3.1", "per 13", lambda each: each["quantities"][0].update(per="13")),
    _yardstick("G3.3", "rooms or none", lambda each: each.pop("where")),
    _condition("G4.1", value="2001"),
    _condition("G4.3", comparison="<"),
    _condition("G5.1", value="46"),
    _condition("G5.2", comparison="<"),
    _condition("G6.1", value="99"),
    _yardstick("G6.1", "100 too", lambda each: each["where"][0].update(comparison="<=")),
    _yardstick("G6.1", "towns too", lambda each: each["population"].pop("places")),
    _condition("G7.1", value="6001"),
    _condition("G8.1", comparison=">"),
    _condition("G9.1", value="99.9"),
    _yardstick("G12.1", "kindergartens too", lambda each: each["population"]["school_kinds"].append("kindergarten")),
    _condition("G11.1", comparison=">"),
    _condition("G11.2", value="20.01"),
    _condition("G13.2", value="94.9"),
    _condition("G14.1", comparison=">"),
    _condition("G15.2", value="84"),
    _condition("Q1.1", value="95.01"),
    _yardstick(
        "Q1.1", "deaths counted", lambda each: each["quantities"][0]["over"].pop("junior_deaths_in_three_years")
    ),
    _condition("Q2.1", comparison=">"),
    _yardstick("Q3.2", "special schools too", lambda each: each["population"]["school_kinds"].append("special")),
    _condition("Q4.1", value="5.001"),
    _condition("Q6.2", value="4"),
    _condition("Q9.1", value="2"),
    _condition("Q9.4", comparison="<="),
    _yardstick("Q8.1", "cities too", lambda each: each["population"]["levels"].append("prefecture")),
)
PROVISOS = (
    _condition("social_recognition", value="84.9"),
    _yardstick("social_recognition", "384 answers", lambda each: each["minimum_sample"].update(value="384")),
    _yardstick("V4", "another fact", lambda each: each["quantities"][0].update(amount={"veto.falsification": "1"})),
    _yardstick(
        "P2",
        "the other precondition",
        lambda each: each["quantities"][0].update(amount={"basic_balance_three_years": "1"}),
    ),
)
MUTANTS = (*RESOURCES, *ITEMS, *PROVISOS)
