"""Every word that says why there is no plain comparison has words of both languages."""

import re

from services.audit.domain.figure_words import REASONS
from services.audit.domain.measured import Measurement
from services.audit.domain.target_rules import TargetAssessment
from services.yardsticks.words import Unassessable

NAMED = re.compile(r"\b(?:[a-z]+_)+[a-z]+\b")


def test_every_reason_that_measurements_and_targets_name_has_its_words() -> None:
    told = " ".join(filter(None, (Measurement.__doc__, TargetAssessment.__doc__)))
    named = {word for word in NAMED.findall(told) if word != "failed_periods"} | {each.value for each in Unassessable}
    assert len(named) > 12
    assert named <= REASONS.keys()
    assert all(words.zh and words.en for words in REASONS.values())
