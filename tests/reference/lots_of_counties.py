"""Made-up counties laid out in arrays, with what the exact engine says of each: both from the same numbers."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from services.audit.domain.measured import Facts, Organisation
from services.audit.domain.nation.compiled import Compiled
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.likeness import Likeness, likeness_of
from services.yardsticks.membership import existed
from tests.reference import engine
from tests.reference.completing import County, School, Values


def sent(county: County) -> County:
    """With numbers as they can be sent: at most fifteen digits. A third is none, and its neighbour is taken."""
    schools: list[School] = []
    for each in county["schools"]:
        values = _sent(each["values"])
        schools.append({"code": each["code"], "kind": each["kind"], "place": each["place"], "values": values})
    return {
        "schools": schools,
        "education": _sent(county["education"]),
        "finance": _sent(county["finance"]),
    }


def laid_out(compiled: Compiled, counties: Sequence[County]) -> tuple[Laid, list[Likeness], list[list[str]]]:
    """The lot, what its organisations are, and their codes by county."""
    columns = {item: place for place, item in enumerate(compiled.items)}
    likenesses: dict[Likeness, int] = {}
    rows, county, likeness, there, codes = [], [], [], [], []
    for place, each in enumerate(counties):
        facts = engine.facts_of(each)
        codes.append(list(facts.organisations))
        for one in facts.organisations.values():
            rows.append(_row(facts, one, compiled.items))
            county.append(place)
            likeness.append(likenesses.setdefault(likeness_of(one.kind, one.attributes), len(likenesses)))
            there.append(existed(one.attributes, engine.PERIOD))
    laid = Laid(
        counties=len(counties),
        organisations=np.arange(len(rows), dtype=np.int32),
        county=np.array(county),
        likeness=np.array(likeness),
        existed=np.array(there),
        values=np.array(rows).T.copy(),
        items=columns,
    )
    return laid, list(likenesses), codes


def _row(facts: Facts, one: Organisation, items: Sequence[str]) -> list[float]:
    values = (facts.value(one.code, item, engine.PERIOD) for item in items)
    return [np.nan if value is None else float(value) for value in values]


def _sent(values: Values) -> Values:
    return {item: None if value is None else Fraction(f"{float(value):.15g}") for item, value in values.items()}
