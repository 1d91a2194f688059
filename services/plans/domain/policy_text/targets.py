"""Targets in a passage: numbers with populations and deadlines, what is checkable without, what is lost."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from services.plans.domain.policy_text.checkable_targets import read_checkable
from services.plans.domain.policy_text.clauses import Clause, clauses_of
from services.plans.domain.policy_text.dates_of_targets import Due, dues_of
from services.plans.domain.policy_text.deadlines import When, read_dates
from services.plans.domain.policy_text.draft import DOUBTFUL, Defect, DraftTarget, Read
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.lost_values import read_lost_values
from services.plans.domain.policy_text.numbers import Quantity, read_quantities
from services.plans.domain.policy_text.numeric_targets import read_numbers
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source
from services.plans.domain.policy_text.veil import BLANK, veiled
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind

_LABEL = re.compile(
    r"[ 、,;]{0,3}(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:、|\.(?!\d)))"
)
_BACK = 80  # how far before its statement the population of a target may stand


@dataclass(frozen=True, slots=True)
class TargetContext:
    """What the passage inherits: the last day and code of its phase, the day of issue (三年内 counts from it).

    Among aims a deadline lasts over the end of its sentence; `aimed_at` is the one that stood before the passage,
    or that a measure gives for all it says (完成时限).
    """

    phase: str | None = None
    phase_ends_on: date | None = None
    issued_on: date | None = None
    measure: str | None = None
    responsible_unit: str | None = None
    among_aims: bool = False
    aimed_at: date | None = None

    @property
    def lent(self) -> tuple[date, str] | None:
        """The day that counts where the passage gives none, and by which rule."""
        if self.phase_ends_on:
            return self.phase_ends_on, "end_of_phase"
        return (self.aimed_at, "due_with_the_whole") if self.aimed_at else None


@dataclass(frozen=True, slots=True)
class TargetsFound:
    targets: tuple[DraftTarget, ...] = ()
    defects: tuple[Defect, ...] = ()


def read_targets(source: Source, passage: Passage, context: TargetContext) -> TargetsFound:
    """The targets of one passage, in the order of the text; codes count from T01 and are given anew by the caller."""
    shown = veiled(passage.text)
    dates = read_dates(passage.text, source.text, context.issued_on)
    dates = tuple(when for when in dates if shown[when.start] != BLANK or shown[when.end - 1] != BLANK)
    quiet = _without_dates(shown, dates)
    clauses = tuple(clauses_of(quiet, dates, lasting=context.among_aims))
    quantities = tuple(read_quantities(quiet))
    findings = tuple(_with_due(clauses, _findings(quiet, clauses, quantities, context), context))
    run_together = _run_together(quantities)
    write = _Writer(source, passage, context)
    targets = tuple(
        write.target(number, finding, due, finding.at[0] in run_together)
        for number, (finding, due) in enumerate(findings, 1)
    )
    return TargetsFound(targets, tuple(_defects(passage, findings, run_together)))


def _without_dates(shown: str, dates: Sequence[When]) -> str:
    parts, at = [], 0
    for when in dates:
        parts += [shown[at : when.start], BLANK * (when.end - when.start)]
        at = when.end
    return "".join([*parts, shown[at:]])


def _findings(
    text: str, clauses: Sequence[Clause], quantities: Sequence[Quantity], context: TargetContext
) -> list[Finding]:
    found = [*read_numbers(text, clauses, quantities), *read_lost_values(text, clauses)]
    found += read_checkable(text, clauses, found, context.phase_ends_on is not None)
    return sorted(found, key=lambda finding: finding.at)


def _run_together(quantities: Sequence[Quantity]) -> dict[int, tuple[int, int]]:
    """97%96%: by where each of the numbers stands the place of both."""
    found: dict[int, tuple[int, int]] = {}
    for first, second in pairwise(quantities):
        if first.unit in "%‰" and first.unit and second.start == first.end:
            found[first.start] = found[second.start] = (first.start, second.end)
    return found


def _with_due(
    clauses: Sequence[Clause], findings: Sequence[Finding], context: TargetContext
) -> Iterator[tuple[Finding, Due]]:
    starts = [clause.start for clause in clauses]
    for at, group in groupby(findings, lambda finding: bisect_right(starts, finding.at[0]) - 1):
        siblings = list(group)
        yield from zip(siblings, dues_of(clauses[at], siblings, context.lent), strict=True)


class _Writer:
    """Writes findings as targets of the document."""

    def __init__(self, source: Source, passage: Passage, context: TargetContext) -> None:
        self._source, self._passage, self._context = source, passage, context

    def target(self, number: int, finding: Finding, due: Due, doubtful: bool) -> DraftTarget:
        context = self._context
        confidence = DOUBTFUL if doubtful else finding.confidence
        kind = finding.kind
        if kind is TargetKind.COUNT and due.certainty in (DeadlineCertainty.STATED, DeadlineCertainty.LOST):
            kind = TargetKind.CUMULATIVE_COUNT
        return DraftTarget(
            f"T{number:02}", self._printed(_trimmed(self._passage.text, finding.statement)), kind,
            finding.comparison, finding.value, finding.upper, finding.unit, self._who(finding),
            self._printed(finding.condition) if finding.condition else None,
            due.day, self._printed(due.printed) if due.printed else None, due.certainty, finding.certainty,
            self._passage.span(*finding.statement), context.measure, context.phase, context.responsible_unit,
            read=self._reads(finding, due, confidence),
        )  # fmt: skip

    def _who(self, finding: Finding) -> str | None:
        """As printed, where the words stand together; what was put together from a list is folded."""
        if finding.population is None:
            return None
        start = max(0, finding.statement[0] - _BACK)
        at = self._passage.text.find(finding.population, start, finding.statement[1])
        return finding.population if at < 0 else self._printed((at, at + len(finding.population)))

    def _printed(self, place: tuple[int, int]) -> str:
        return self._passage.printed(self._source, *place)

    def _reads(self, finding: Finding, due: Due, confidence: float) -> dict[str, Read]:
        said = Read(self._passage.span(*finding.at), confidence, finding.rule)
        read = {"statement": Read(self._passage.span(*finding.statement), confidence, finding.rule)}
        for name in ("kind", "comparison"):
            read[name] = said
        for name in ("value", "unit", "population"):
            if getattr(finding, name) is not None:
                read[name] = said
        if finding.condition:
            read["condition"] = Read(self._passage.span(*finding.condition), confidence, "condition")
        if due.printed or due.day:
            read["deadline"] = Read(self._passage.span(*(due.printed or finding.at)), due.confidence, due.rule)
        return read


def _trimmed(text: str, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    label = _LABEL.match(text, start, end)
    start = label.end() if label else start
    while start < end - 1 and text[start] in " 、,;。:和及":
        start += 1
    while end > start + 1 and text[end - 1] in " 、,;。:(":
        end -= 1
    return start, end


def _defects(
    passage: Passage, findings: Sequence[tuple[Finding, Due]], run_together: dict[int, tuple[int, int]]
) -> Iterator[Defect]:
    """Numbers and years that are lost, numbers that ran together: each place once, in the order of the text."""
    places = {("numbers_run_together", place) for place in run_together.values()}
    for finding, due in findings:
        if finding.certainty is Certainty.LOST:
            places.add(("number_lost", finding.at))
        if due.certainty is DeadlineCertainty.LOST and due.printed:
            places.add(("year_lost", due.printed))
    for code, place in sorted(places, key=lambda each: (each[1], each[0])):
        yield Defect(code, passage.span(*place))
