"""Drawing numbers where mistakes are made: on a line, a hair off it, one off it, far off it, nothing, missing."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Literal, TypeVar

from tests.reference.completing import Values

Mood = Literal["good", "bad", "open"]
"""What is drawn for a condition: kept, failed in one place, or not known in one place or more."""

HAIR = Fraction(1, 1000)
Drawn = TypeVar("Drawn")


class Lots:
    """Random draws of one county, repeatable by seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        tempers = ((60, 20, 20), (99.6, 0.2, 0.2), (98, 0, 2))
        self.temper = self.random.choices(tempers, (60, 20, 20))[0]
        """How often a condition is kept, failed, open: mixed, or nearly always kept, so that whole counties are too."""

    def one_of(self, choices: Sequence[Drawn]) -> Drawn:
        return self.random.choice(choices)

    def some_of(self, choices: Sequence[Drawn], most: int) -> list[Drawn]:
        return self.random.sample(choices, min(len(choices), self.random.randint(1, most)))

    def happens(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def mood(self) -> Mood:
        return self.random.choices(("good", "bad", "open"), self.temper)[0]

    def moods(self, count: int) -> list[Mood]:
        """For the conditions of one indicator: all kept, one failed or open, or any mixture."""
        if self.happens(15):
            return [self.mood() for _ in range(count)]
        found: list[Mood] = ["good"] * count
        found[self.random.randrange(count)] = self.mood()
        return found

    def at_least(self, line: Fraction) -> Fraction:
        return self.one_of((line, line, line + HAIR, line + 1, 2 * line))

    def below(self, line: Fraction) -> Fraction:
        """Less than a line above nothing, never negative."""
        return max(Fraction(0), self.one_of((line - HAIR, line - 1, line / 2, Fraction(0))))

    def number(self, line: Fraction, mood: Mood) -> Fraction | None:
        """At least the line, below it, or missing."""
        return None if mood == "open" else self.at_least(line) if mood == "good" else self.below(line)

    def number_up_to(self, line: Fraction, mood: Mood) -> Fraction | None:
        """At most the line, above it, or missing."""
        if mood == "good":
            return max(Fraction(0), self.one_of((line, line, line - HAIR, line - 1, line / 2)))
        return None if mood == "open" else self.one_of((line + HAIR, line + 1, 2 * line))

    def put(self, values: Values, item: str, value: Fraction | None) -> None:
        """What is missing is at times said to be missing, at times not said at all."""
        values.pop(item, None)
        if value is not None or self.happens(50):
            values[item] = value

    def lose(self, values: Values, *items: str) -> None:
        """One of the items at least goes missing."""
        for item in self.some_of(items, len(items)):
            self.put(values, item, None)

    def share(self, values: Values, part: str, whole: str, line: Fraction, mood: Mood, wholes: Sequence[int]) -> None:
        """A part of a whole, at least or less than the line; the part is never more than its whole."""
        size = Fraction(self.one_of(wholes))
        figure = self.below(line * size) if mood == "bad" else min(size, self.at_least(line * size))
        self.put(values, part, figure)
        self.put(values, whole, size)
        if mood == "open":
            self.lose(values, part, whole)
