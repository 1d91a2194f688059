"""The clauses of a standard by their path, and which of them a result rests on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.audit.domain.assess import PartAssessment
from services.audit.domain.standard import Confidence, Standard

IN_FORCE, SPLITS, SCHOOL_RULE, COUNTY_RULE = "in_force_from", "splits", "school_rule", "county_rule"
SOCIAL_RECOGNITION, MINIMUM_SAMPLE = "social_recognition", "social_recognition.minimum_sample"


@dataclass(frozen=True)
class Clause:
    """`path` is where the clause stands in the document, `source` the text of the document's own entry."""

    path: str
    clause: str
    source: str
    confidence: Confidence


def criterion_path(code: str) -> str:
    return f"criteria.{code}"


def clauses_of(standard: Standard) -> Mapping[str, Clause]:
    """Every clause that carries a confidence, in the order of the document."""
    grounds = {
        **{f"excluded.{each.kind}": each.ground for each in standard.excluded},
        SPLITS: standard.splits.ground,
        SCHOOL_RULE: standard.school_rule.ground,
        COUNTY_RULE: standard.county_rule.ground,
        **{criterion_path(each.code): each.ground for each in standard.criteria},
        **{item.code: item.ground for item in standard.items},
        SOCIAL_RECOGNITION: standard.social_recognition.ground,
        MINIMUM_SAMPLE: standard.social_recognition.sample_ground,
        **{f"preconditions.{each.condition.code}": each.ground for each in standard.preconditions},
        **{f"vetoes.{each.condition.code}": each.ground for each in standard.vetoes},
    }
    force = standard.in_force_from
    first = Clause(IN_FORCE, standard.document_number, standard.sources[force.source], force.confidence)
    return {IN_FORCE: first} | {
        path: Clause(path, ground.clause, standard.sources[ground.source], ground.confidence)
        for path, ground in grounds.items()
    }


def part_clauses(standard: Standard, part: PartAssessment, criterion: str) -> tuple[str, ...]:
    """What a failed criterion of a failed part rests on: the part fails by all it misses, so by all their clauses.

    The price is that a confirmation may be asked for that this one criterion could do without.
    """
    named = {criterion, *part.missed}
    split = any(part.criteria[code].share is not None for code in named)
    paths = {IN_FORCE, SCHOOL_RULE, *(criterion_path(code) for code in named)} | ({SPLITS} if split else set())
    return _in_order(standard, paths)


def comparison_clauses(standard: Standard, criterion: str, *, split: bool) -> tuple[str, ...]:
    """What a comparison rests on: its criterion, the county rule, who does not count, and the split where one part
    of a school is compared."""
    paths = {IN_FORCE, COUNTY_RULE, criterion_path(criterion)} | ({SPLITS} if split else set())
    return _in_order(standard, paths | {path for path in clauses_of(standard) if path.startswith("excluded.")})


def unverified(standard: Standard, paths: Collection[str]) -> tuple[str, ...]:
    """Those of the clauses whose text no source confirms."""
    clauses = clauses_of(standard)
    return tuple(path for path in paths if clauses[path].confidence is Confidence.UNVERIFIED)


def _in_order(standard: Standard, paths: Collection[str]) -> tuple[str, ...]:
    return tuple(path for path in clauses_of(standard) if path in paths)
