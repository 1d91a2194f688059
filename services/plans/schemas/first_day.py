"""A day from which something holds."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from services.kernel.fields import Day
from services.plans.domain.timeline import END


def _before_the_end(day: date) -> date:
    """Programs write the last day there is for "never"; what begins on it would never hold."""
    if day >= END:
        raise ValueError(f"a day before {END} is expected: nothing begins on the last one")
    return day


FirstDay = Annotated[Day, AfterValidator(_before_the_end)]
