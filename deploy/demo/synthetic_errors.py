"""The first attempt of a school information system: the right readings with three mistakes, each made many times."""

from dataclasses import replace
from decimal import Decimal
from itertools import islice

from deploy.demo.synthetic import Reading
from deploy.demo.synthetic_planted import TEACHING_POINT_OF_50_OR_MORE

MISSPELT_FROM = "teachers_pe.primary"
MISSPELT_TO = "teacher_pe.primary"
MISSPELT_ROWS = 40
HALVED_INDICATOR = "teachers_backbone.primary"  # a teacher of two schools counted as half at each
HALVED_ROWS = 30
MISTAKEN_SCHOOL = TEACHING_POINT_OF_50_OR_MORE
STRANGE_ORGANISATION = "640202-s001"  # a school of another county
STRANGE_ROWS = 10


def spoil(readings: list[Reading]) -> list[Reading]:
    """The readings in the same order with an unknown indicator, fractions of teachers and a strange school's code.

    Repairing them means sending `readings` itself. Expects the readings of one period for the whole county.
    """
    misspelt = set(islice((r for r in readings if r.indicator == MISSPELT_FROM), MISSPELT_ROWS))
    halved = set(islice((r for r in readings if r.indicator == HALVED_INDICATOR), HALVED_ROWS))
    strange = set(islice((r for r in readings if r.organisation == MISTAKEN_SCHOOL), STRANGE_ROWS))

    def spoilt(reading: Reading) -> Reading:
        if reading in misspelt:
            return replace(reading, indicator=MISSPELT_TO)
        if reading in halved and reading.value is not None:
            return replace(reading, value=reading.value + Decimal("0.5"))
        return replace(reading, organisation=STRANGE_ORGANISATION) if reading in strange else reading

    return [spoilt(reading) for reading in readings]
