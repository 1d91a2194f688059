"""The clauses of a standard by their path, and which of them a result rests on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.audit.domain.assess import PartAssessment
from services.audit.domain.grading import Grading
from services.audit.domain.grounds import Confidence, Ground
from services.audit.domain.standard import GRADE, Standard

IN_FORCE, SPLITS, SCHOOL_RULE, COUNTY_RULE = "in_force_from", "splits", "school_rule", "county_rule"
SOCIAL_RECOGNITION, MINIMUM_SAMPLE = "social_recognition", "social_recognition.minimum_sample"
POINTS = "points"


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
    rules = {SPLITS: standard.splits, SCHOOL_RULE: standard.school_rule, COUNTY_RULE: standard.county_rule}
    grounds = {
        **{f"excluded.{each.kind}": each.ground for each in standard.excluded},
        **{path: rule.ground for path, rule in rules.items() if rule is not None},
        **{criterion_path(each.code): each.ground for each in standard.criteria},
        **{item.code: item.ground for item in standard.items},
        **_of_recognition(standard),
        **_of_grading(standard.grading),
    }
    force = standard.in_force_from
    first = Clause(IN_FORCE, standard.document_number, standard.sources[force.source], force.confidence)
    return {
        IN_FORCE: first,
        **{
            path: Clause(path, ground.clause, standard.sources[ground.source], ground.confidence)
            for path, ground in grounds.items()
        },
        **{each.path: Clause(each.path, each.clause, each.source, each.confidence) for each in standard.changes},
    }


def _of_recognition(standard: Standard) -> Mapping[str, Ground]:
    survey = standard.social_recognition
    found = {} if survey is None else {SOCIAL_RECOGNITION: survey.ground, MINIMUM_SAMPLE: survey.sample_ground}
    return found | {path: each.ground for path, each in standard.provisos.items() if path != SOCIAL_RECOGNITION}


def _of_grading(grading: Grading | None) -> Mapping[str, Ground]:
    if grading is None:
        return {}
    strikes = {path: strike.ground for path, strike in grading.strikes}
    return {GRADE: grading.ground, POINTS: grading.points.ground, **strikes}


def with_changes(standard: Standard, paths: Collection[str]) -> tuple[str, ...]:
    """The clauses, and the local changes that touch them."""
    touching = (each.path for each in standard.changes if not set(paths).isdisjoint(each.touches))
    return (*paths, *touching)


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


def mean_clauses(standard: Standard, *, split: bool) -> tuple[str, ...]:
    """What the mean of all coefficients rests on: all that each of them does."""
    found = {path for each in standard.criteria for path in comparison_clauses(standard, each.code, split=split)}
    return _in_order(standard, found)


def coefficient_clauses(standard: Standard) -> tuple[str, ...]:
    """What any coefficient of a standard rests on."""
    return mean_clauses(standard, split=True)


def grade_clauses(standard: Standard, struck: Collection[str]) -> tuple[str, ...]:
    """What a grade rests on: the bands, the points, and the facts that bar or cost one."""
    return _in_order(standard, {IN_FORCE, GRADE, POINTS, *struck})


def unverified(standard: Standard, paths: Collection[str]) -> tuple[str, ...]:
    """Those of the clauses, and of the local changes to them, whose text no source confirms."""
    clauses = clauses_of(standard)
    return tuple(path for path in with_changes(standard, paths) if clauses[path].confidence is Confidence.UNVERIFIED)


def _in_order(standard: Standard, paths: Collection[str]) -> tuple[str, ...]:
    return tuple(path for path in clauses_of(standard) if path in paths)
