"""Whether a county can be recognised: its indicators, the preconditions, the vetoes and the survey, all together."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.audit.domain.conditions import Proviso
from services.audit.domain.items import measure_condition
from services.audit.domain.measured import Facts, Measurement
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict, every

INDICATORS = "indicators"


@dataclass(frozen=True)
class ProvisoAssessment:
    """One proviso by the path of its clause; met where nothing stands in the way: of a veto, that nothing was found."""

    path: str
    proviso: Proviso
    measurement: Measurement

    @property
    def verdict(self) -> Verdict:
        return self.measurement.verdict


@dataclass(frozen=True)
class Recognition:
    """`met`: the county can be recognised. `stopped_by` names what alone forbids it, `open` what is not known yet:
    paths of clauses, or `indicators`. No proviso touches an indicator or its verdict.
    """

    verdict: Verdict
    indicators: Verdict
    preconditions: tuple[ProvisoAssessment, ...]
    vetoes: tuple[ProvisoAssessment, ...]
    social_recognition: ProvisoAssessment | None
    stopped_by: tuple[str, ...]
    open: tuple[str, ...]


def assess_recognition(standard: Standard, facts: Facts, period: str, indicators: Verdict) -> Recognition:
    """The final word on a county whose indicators, with the school rule, have this verdict.

    One thing that fails decides, whatever else is missing; a veto nobody has answered is not a veto denied.
    """

    assessed = {
        path: ProvisoAssessment(path, proviso, measure_condition(standard, proviso.condition, facts, period))
        for path, proviso in standard.provisos.items()
    }
    words = {path: each.verdict for path, each in assessed.items()} | {INDICATORS: indicators}
    return Recognition(
        verdict=every(words.values()),
        indicators=indicators,
        preconditions=tuple(each for path, each in assessed.items() if path.startswith("preconditions.")),
        vetoes=tuple(each for path, each in assessed.items() if path.startswith("vetoes.")),
        social_recognition=assessed.get("social_recognition"),
        stopped_by=_those(words, Verdict.NOT_MET),
        open=_those(words, Verdict.CANNOT_DECIDE),
    )


def _those(words: Mapping[str, Verdict], verdict: Verdict) -> tuple[str, ...]:
    return tuple(name for name, found in words.items() if found is verdict)
