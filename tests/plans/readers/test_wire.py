"""Dataclasses as JSON."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.plans.domain.policy_text.source import Paragraph, Span
from services.plans.domain.words import TargetKind
from services.plans.readers.wire import as_json


@dataclass
class Everything:
    value: Any


def test_spans_days_enums_and_gaps_have_their_form() -> None:
    value = {"a": Span(1, 2), "b": date(2027, 1, 4), "c": TargetKind.CAP, "d": None, "e": (True, 1, "“甲”\n")}
    assert as_json(Everything(value)) == (
        '{"value":{"a":[1,2],"b":"2027-01-04","c":"cap","d":null,"e":[true,1,"“甲”\\n"]}}'
    )
    assert as_json(Paragraph(Span(0, 3), 1)) == '{"span":[0,3],"heading":1}'


def test_a_number_keeps_its_digits() -> None:
    assert as_json([Decimal("95.10"), Decimal("0.1"), 0.6]) == "[95.10,0.1,0.6]"


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="NaN"):
        as_json(Decimal("NaN"))


@given(
    some.recursive(
        some.none() | some.booleans() | some.integers() | some.text(),
        lambda kin: some.lists(kin) | some.dictionaries(some.text(), kin),
    )
)
def test_it_reads_as_what_the_standard_library_writes(value: Any) -> None:
    assert json.loads(as_json(value)) == value
