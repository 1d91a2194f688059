"""What was approved about the schools of a county at a snapshot, as the scoring takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.audit.domain.case_results import ReadingIds
from services.audit.domain.facts import FactsRefused, SchoolFacts, SchoolKind, Stage
from services.audit.domain.standard import Standard
from services.audit.errors import FactsNotScorable, SchoolKindUnknown
from services.audit.repository.register import Register
from services.audit.repository.snapshots import approved_values
from services.kernel.errors import Fault
from services.kernel.routes import Session
from services.yardsticks.membership import existed


@dataclass(frozen=True)
class Facts:
    """The schools in the order of their codes, and the reading behind each approved datum.

    `absent` did not exist on any day of the period: they owe nothing, and nothing is missing of them.
    """

    schools: Sequence[SchoolFacts]
    readings: ReadingIds
    absent: Sequence[str]


async def gather_facts(session: Session, standard: Standard, register: Register, period: str, snapshot: int) -> Facts:
    """Every school of the register. One of unknown kind stops the run: it cannot be left out in silence."""
    schools = {code: one for code, one in register.organisations.items() if one.kind == "school"}
    there = {code: one for code, one in schools.items() if existed(one.attributes, period)}
    kinds = _kinds({code: one.attributes.get("school_kind") for code, one in there.items()})
    approved = await approved_values(
        session, codes=list(there), period=period, snapshot=snapshot, indicators=items_of(standard)
    )
    values: dict[str, dict[str, Decimal | None]] = {code: {} for code in kinds}
    for (code, item), found in approved.items():
        values[code][item] = found.value
    try:
        facts = [SchoolFacts(code, register.names[code], kinds[code], values[code]) for code in there]
    except FactsRefused as error:
        raise FactsNotScorable(str(error)) from error
    readings = {key: found.reading for key, found in approved.items()}
    return Facts(facts, readings, [code for code in schools if code not in there])


def _kinds(given: Mapping[str, str | None]) -> Mapping[str, SchoolKind]:
    known = {kind.value: kind for kind in SchoolKind}
    faults = [
        Fault("school_kind_unknown", code, ", ".join(known), kind) for code, kind in given.items() if kind not in known
    ]
    if faults:
        raise SchoolKindUnknown(faults=faults)
    return {code: known[kind or ""] for code, kind in given.items()}


def items_of(standard: Standard) -> set[str]:
    """The data items a standard counts with: those of its criteria and the pupils of every stage, for the splits."""
    if not standard.criteria:
        return set()
    terms = set().union(*(each.items for each in standard.criteria))
    return terms | {f"pupils.{stage.value}" for stage in Stage}
