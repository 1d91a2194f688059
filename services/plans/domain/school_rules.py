"""What a school may say of itself: stages that fit its kind, a code of the right form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.kernel.errors import Fault
from services.plans.domain.organisation import SchoolKind, Stage

_TYPES = "11|2[12]|3[1-7]|4[12]|51|9[1-3]"
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]"
_CODE = re.compile(rf"({_TYPES})({_PROVINCES})[0-9]{{6}}")
_CHILDREN = {Stage.PRESCHOOL, Stage.SPECIAL}
_ALL = set(Stage)

TEACHES: Mapping[SchoolKind, tuple[Sequence[Stage], set[Stage]]] = {
    SchoolKind.KINDERGARTEN: ((Stage.PRESCHOOL,), {Stage.SPECIAL}),
    SchoolKind.PRIMARY: ((Stage.PRIMARY,), _CHILDREN),
    SchoolKind.JUNIOR_SECONDARY: ((Stage.JUNIOR_SECONDARY,), {Stage.SPECIAL}),
    SchoolKind.NINE_YEAR: ((Stage.PRIMARY, Stage.JUNIOR_SECONDARY), _CHILDREN),
    SchoolKind.COMPLETE_SECONDARY: ((Stage.JUNIOR_SECONDARY, Stage.SENIOR_SECONDARY), {Stage.SPECIAL}),
    SchoolKind.TWELVE_YEAR: ((Stage.PRIMARY, Stage.JUNIOR_SECONDARY, Stage.SENIOR_SECONDARY), _CHILDREN),
    SchoolKind.SENIOR_SECONDARY: ((Stage.SENIOR_SECONDARY,), {Stage.SPECIAL}),
    SchoolKind.VOCATIONAL: ((Stage.SENIOR_SECONDARY,), {Stage.JUNIOR_SECONDARY, Stage.SPECIAL}),
    SchoolKind.TEACHING_POINT: ((Stage.PRIMARY,), _CHILDREN),
    SchoolKind.SPECIAL: ((Stage.SPECIAL,), _ALL),
}
"""By kind the stages it must teach, and those it may have beside them: attached preschool or special classes."""


def stages_of(school: Mapping[str, Any]) -> list[str] | None:
    """The stages given, or else those its kind must teach; None where neither is known."""
    given: list[str] | None = school.get("stages")
    if given or not school.get("school_kind"):
        return given
    return [stage.value for stage in TEACHES[SchoolKind(school["school_kind"])][0]]


def school_faults(school: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """`at` is the JSON pointer of the attributes."""
    code, kind, stages = (school.get(name) for name in ("school_code", "school_kind", "stages"))
    if code is not None and not _CODE.fullmatch(code):
        expected = "ten digits: two for the type of school, two for the province after GB/T 2260, six running"
        yield Fault("school_code_invalid", f"{at}/school_code", expected, code)
    if not stages:
        return
    if len(set(stages)) < len(stages):
        yield Fault("stage_repeated", f"{at}/stages", "each stage once", ", ".join(stages))
    if kind is not None:
        must, may = TEACHES[SchoolKind(kind)]
        if kind == SchoolKind.SPECIAL:
            must = ()  # it teaches the stages of others, and says them as it likes
        if not set(must) <= set(stages) <= {*must, *may}:
            beside = f", beside it at most {', '.join(sorted(may))}"
            yield Fault("stages_contradict_kind", f"{at}/stages", f"{', '.join(must)}{beside}", ", ".join(stages))
