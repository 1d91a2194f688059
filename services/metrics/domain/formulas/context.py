"""What the checks of all parts share: the words known, the faults found, the kinds and units that must agree."""

from collections.abc import Sequence

from services.metrics.domain.formulas.faults import FormulaFault, fault, near
from services.metrics.domain.formulas.kinds import Kind, Shape
from services.metrics.domain.formulas.nodes import Converted, Node, Number
from services.metrics.domain.formulas.printing import plain
from services.metrics.domain.formulas.units import RATIO, Unit, known_words, strangers, unit_of
from services.metrics.domain.formulas.vocabulary import Vocabulary

SHAPES = {
    Shape.NUMBER: ("a number", "数值"),
    Shape.TRUTH: ("a condition", "条件（是或否）"),
    Shape.WORD: ("a word", "文字"),
    Shape.WORDS: ("a list of words", "一组文字"),
    Shape.GRADE: ("a grade", "等级"),
}


class Context:
    """Parts whose kind is None are faulty already; nothing more is said about them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.faults: list[FormulaFault] = []

    def add(self, code: str, column: int, hint: str = "", **named: str) -> None:
        self.faults.append(fault(code, column, hint, **named))

    def are(self, shape: Shape, parts: Sequence[Node]) -> bool:
        """Whether all parts are of a shape; each that is not is a fault."""
        expected, expected_zh = SHAPES[shape]
        for part in parts:
            if part.kind is not None and part.kind.shape is not shape:
                given, given_zh = SHAPES[part.kind.shape]
                words = {"expected": expected, "expected_zh": expected_zh, "given": given, "given_zh": given_zh}
                self.add("wrong_kind", part.at, "condition" if shape is Shape.TRUTH else "", **words)
        return all(part.kind is not None and part.kind.shape is shape for part in parts)

    def unit(self, text: str, at: int) -> Unit | None:
        """The unit of a text, which must be one of the tables or one that an indicator is reported in."""
        unit = unit_of(text)
        reported = self.vocabulary.own_units
        odd = [name for name in strangers(unit) if name not in reported]
        for name in odd:
            self.add("unknown_unit", at, given=name, **near(name, [*known_words(), *reported]))
        return None if odd else unit

    def together(self, parts: Sequence[Node]) -> Kind | None:
        """The kind of numbers that are added, compared or chosen from: all of one unit; None after a fault."""
        if not self.are(Shape.NUMBER, parts):
            return None
        kinds = [part.kind for part in parts if part.kind is not None]
        presence = any(kind.presence for kind in kinds)
        stated = [kind for kind in kinds if not kind.any_unit]
        if not stated:
            return Kind(Shape.NUMBER, any_unit=True, bare=True, presence=presence)
        first = _standard(parts)
        apart = [part for part in parts if part.kind and not part.kind.any_unit and not part.kind.unit.same_as(first)]
        for part in apart:
            self._apart(part, first)
        bare = all(kind.bare for kind in kinds)
        return None if apart else Kind(Shape.NUMBER, first, bare=bare, presence=presence)

    def _apart(self, part: Node, first: Unit) -> None:
        kind = part.kind
        if kind is None:
            return
        words = both(kind.unit, first)
        if kind.bare:
            given = plain(part.value) if isinstance(part, Number) else "…"
            self.add("unit_missing", part.at, "say_unit", given=given, **words)
        elif kind.unit.converts_to(first):
            self.add("scales_differ", part.at, "convert", **words)
        else:
            self.add("units_differ", part.at, **words)


def both(left: Unit, right: Unit) -> dict[str, str]:
    """The words of two units that a fault needs."""
    return {"left": str(left), "right": str(right), "left_en": left.english, "right_en": right.english}


def _standard(parts: Sequence[Node]) -> Unit:
    """The unit that the others are held against: one that is written in the formula, else the first that is stated."""
    stated = [part for part in parts if part.kind and not part.kind.any_unit and not part.kind.bare]
    written = [part for part in stated if isinstance(part, Number | Converted)]
    found = next((part.kind for part in [*written, *stated]), None)
    return found.unit if found else RATIO
