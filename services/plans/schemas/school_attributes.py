"""What only a school has."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from services.kernel.fields import Closed
from services.plans.domain.organisation import Boarding, Ownership, SchoolKind, Stage, Surroundings


def _in_words(given: Any) -> Any:
    """Senders that know yes and no only: yes is a school classed as a boarding school."""
    return {True: Boarding.BOARDING, False: Boarding.DAY}[given] if isinstance(given, bool) else given


class SchoolAttributes(Closed):
    """`school_code` is the ten-digit code of the school register, which changes with the type of the school.

    `boarding`: for day pupils only, with some boarders, or run as a boarding school; true and false are taken for the
    last and the first. school_code 为学校标识码，随办学类型变化；boarding 为走读、部分寄宿或寄宿制。
    """

    school_kind: SchoolKind | None = None
    stages: Annotated[list[Stage], Field(max_length=len(Stage))] | None = None
    place: Surroundings | None = None
    boarding: Annotated[Boarding | None, BeforeValidator(_in_words)] = None
    ownership: Ownership | None = None
    school_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")] | None = None

    def given(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)
