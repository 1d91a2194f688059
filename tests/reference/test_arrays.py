"""Many counties at once are judged as each is by itself; `python -m tests.acceptance agreement` takes thousands."""

from services.audit.standards import shipped_standard
from tests.reference.arrays import disagreements
from tests.reference.mutants import CODE

SEEDS = range(60)


def test_arrays_and_exact_engine_agree_with_the_exact_engine_alone() -> None:
    assert list(disagreements(shipped_standard(CODE), SEEDS)) == []
