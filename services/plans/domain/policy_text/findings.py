"""What is gathered while a document is read through: targets under one numbering, rules and defects."""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.plans.domain.policy_text.draft import INHERITED, Defect, DraftTarget, Read, StatedRule
from services.plans.domain.policy_text.items import Stretch, passage_of
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.table_figures import TableFigure
from services.plans.domain.policy_text.targets import TargetContext, read_targets
from services.plans.domain.words import DeadlineCertainty, TargetKind

_ALIKE = 0.8
_REMEMBERED = 20


@dataclass(slots=True)
class Findings:
    source: Source
    rules: Sequence[StatedRule] = ()
    targets: list[DraftTarget] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    def look(self, stretches: Iterable[Stretch], context: TargetContext, *, besides: Sequence[Span] = ()) -> None:
        """Looks for targets in each stretch, without what stands at `besides`."""
        for stretch in stretches:
            passage = outside(passage_of(self.source, stretch), besides)
            if not passage.text.strip():
                continue
            found = read_targets(self.source, passage, context)
            self.defects.extend(found.defects)
            self.add(found.targets)

    def add(self, targets: Sequence[DraftTarget]) -> None:
        """Targets found elsewhere, or in one stretch; their codes count anew here."""
        codes = {one.code: f"T{len(self.targets) + number:02}" for number, one in enumerate(targets, 1)}
        for one in targets:
            restates = codes.get(one.restates) if one.restates else None
            self.targets.append(replace(one, code=codes[one.code], restates=restates))

    def add_figures(
        self, figures: Iterable[TableFigure], codes: Mapping[Span, str], dues: Mapping[Span, date | None]
    ) -> None:
        """Targets of single cells, each with the measure and the deadline that its row has."""
        holding = sorted(codes)
        for figure in figures:
            row = _holding(holding, figure.cell)
            due = dues.get(row) if row else None
            target = replace(figure.target, measure=codes[row] if row else None)
            if due and not target.deadline:
                read = {**target.read, "deadline": Read(figure.row, INHERITED, "due_with_the_whole")}
                kind = TargetKind.CUMULATIVE_COUNT if target.kind is TargetKind.COUNT else target.kind
                target = replace(
                    target, kind=kind, deadline=due, deadline_certainty=DeadlineCertainty.STATED, read=read
                )
            self.add([target])

    def in_order(self) -> tuple[DraftTarget, ...]:
        """The targets as they stand in the text, numbered so, those that say an earlier one again marked."""
        ordered = sorted(self.targets, key=lambda one: one.span)
        codes = {one.code: f"T{number:02}" for number, one in enumerate(ordered, 1)}
        named = [replace(one, code=codes[one.code], restates=codes.get(one.restates or "")) for one in ordered]
        return tuple(_with_restatements(named))


def _holding(rows: Sequence[Span], cell: Span) -> Span | None:
    """Of rows in the order of the text the one that a cell stands in."""
    at = bisect_right(rows, (cell.start, cell.end + 1)) - 1
    return rows[at] if at >= 0 and rows[at].start <= cell.start and cell.end <= rows[at].end else None


def outside(passage: Passage, spans: Sequence[Span]) -> Passage:
    """A passage without what stands at those places."""
    if not spans:
        return passage
    ordered = sorted(spans)
    kept = []
    at = 0
    for number, place in enumerate(passage.places):
        while at < len(ordered) and ordered[at].end <= place:
            at += 1
        if at == len(ordered) or place < ordered[at].start:
            kept.append(number)
    places = passage.places[:0]
    places.extend(passage.places[number] for number in kept)
    return Passage("".join(passage.text[number] for number in kept), places)


def _with_restatements(targets: Sequence[DraftTarget]) -> Iterable[DraftTarget]:
    """One that gives the same figure in nearly the same words as an earlier one elsewhere restates it."""
    earlier: dict[tuple[object, ...], deque[DraftTarget]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
    for one in targets:
        before = earlier[(one.kind, one.comparison, one.value, one.upper, one.unit)]
        same = next((other for other in before if _places_differ(one, other) and _alike(one, other)), None)
        before.append(one)
        yield replace(one, restates=same.restates or same.code) if same and not one.restates else one


def _places_differ(one: DraftTarget, other: DraftTarget) -> bool:
    here, there = (one.measure, one.phase, one.responsible_unit), (other.measure, other.phase, other.responsible_unit)
    return here != there


def _alike(one: DraftTarget, other: DraftTarget) -> bool:
    left, right = _pairs(one.statement), _pairs(other.statement)
    return 2 * len(left & right) >= _ALIKE * (len(left) + len(right)) if left and right else False


def _pairs(text: str) -> set[str]:
    words = "".join(character for character in text if character.isalnum())
    return {words[at : at + 2] for at in range(len(words) - 1)}
