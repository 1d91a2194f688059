"""All that a population can ask of an organisation: those alike in it are asked once, however many they are."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from services.audit.domain.measured import Organisation
from services.yardsticks.membership import level_of
from services.yardsticks.words import Level

_DIVISIONS = {Level.PROVINCE: "110000", Level.PREFECTURE: "110100", Level.COUNTY: "110101"}


class Likeness(NamedTuple):
    """Empty where an organisation has no such attribute."""

    kind: str
    school_kind: str = ""
    place: str = ""
    function: str = ""
    level: str = ""

    @property
    def is_county(self) -> bool:
        """Whether it is what a standard for counties is held against."""
        return self.kind == "government" and self.level == Level.COUNTY.value

    def named(self, code: str) -> Organisation:
        """An organisation of this likeness, existing in every period."""
        words = {"school_kind": self.school_kind, "place": self.place, "function": self.function}
        attributes = {name: word for name, word in words.items() if word}
        if self.level:
            attributes["division_code"] = _DIVISIONS[Level(self.level)]
        return Organisation(code, self.kind, attributes)


def likeness_of(kind: str, attributes: Mapping[str, Any]) -> Likeness:
    division = attributes.get("division_code")
    school_kind, place, function = (str(attributes.get(each) or "") for each in ("school_kind", "place", "function"))
    return Likeness(kind, school_kind, place, function, level_of(str(division)).value if division else "")
