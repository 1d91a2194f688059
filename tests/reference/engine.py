"""The same county put to the engine, with others around it that must not be counted."""

from services.audit.domain.assess import assess
from services.audit.domain.facts import SchoolFacts, SchoolKind
from services.audit.domain.item_rows import provisos
from services.audit.domain.items import assess_items, coefficient_verdicts, indicator_lines
from services.audit.domain.measured import Datum, Facts, Organisation
from services.audit.domain.recognition import assess_recognition
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import every
from tests.reference.completing import County, Values

PERIOD, EARLIER = "2021-2022", "2020-2021"
BUREAU, TREASURY = "640221-education", "640221-finance"
OTHERS = {"640221-police": ("police", "640221"), "640200-education": ("education", "640200")}
"""Another function, another level: they say the opposite of everything, and it must not matter."""


def verdicts(standard: Standard, county: County) -> dict[str, str]:
    """Every verdict of the engine by the reference's names, those of single schools and coefficients among them."""
    schools = [
        SchoolFacts(each["code"], each["code"], SchoolKind(each["kind"]), each["values"]) for each in county["schools"]
    ]
    assessed = assess(standard, schools)
    facts = facts_of(county)
    items = assess_items(standard, facts, PERIOD)
    lines = indicator_lines(standard, coefficient_verdicts(assessed), assessed.school_rule, items)
    recognition = assess_recognition(standard, facts, PERIOD, every(line.verdict for line in lines if line.verdict))
    return {
        **{f"school {code}": verdict for code, verdict in assessed.schools.items() if verdict},
        **{f"{each.criterion} {each.stage}": each.verdict for each in assessed.comparisons if each.verdict},
        **{line.code: line.verdict for line in lines if line.verdict},
        **{proviso.path.rpartition(".")[2]: proviso.verdict for proviso in provisos(recognition)},
        "recognised": recognition.verdict,
    }


def facts_of(county: County) -> Facts:
    """The county's schools and departments; all reported the opposite a year earlier."""
    organisations = [
        Organisation(each["code"], "school", {"school_kind": each["kind"], "place": each["place"]})
        for each in county["schools"]
    ]
    organisations += [_department(BUREAU, "education", "640221"), _department(TREASURY, "finance", "640221")]
    organisations += [_department(code, *where) for code, where in OTHERS.items()]
    reported = {each["code"]: each["values"] for each in county["schools"]}
    reported |= {BUREAU: county["education"], TREASURY: county["finance"]}
    values = {Datum(code, item, PERIOD): value for code, items in reported.items() for item, value in items.items()}
    values |= {
        Datum(code, item, EARLIER): value
        for code, items in reported.items()
        for item, value in _opposite(items).items()
    }
    values |= {
        Datum(code, item, PERIOD): value for code in OTHERS for item, value in _opposite(county["education"]).items()
    }
    return Facts({each.code: each for each in sorted(organisations, key=lambda each: each.code)}, values)


def _department(code: str, function: str, division: str) -> Organisation:
    return Organisation(code, "department", {"function": function, "division_code": division})


def _opposite(values: Values) -> Values:
    return {item: 1 - value if value in {0, 1} else None for item, value in values.items() if value is not None}
