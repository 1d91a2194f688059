"""Many counties at once are judged as each is by itself; `python -m tests.acceptance agreement` takes thousands."""

import pytest

from services.audit.domain.nation.compiled import NotLaid, compiled
from services.audit.domain.variants import standard_with, variant_from
from services.audit.standards import shipped_document, shipped_standard
from tests.reference.arrays import disagreements
from tests.reference.mutants import CODE

SEEDS, FEW = range(60), range(20)


def test_arrays_and_exact_engine_agree_with_the_exact_engine_alone() -> None:
    assert list(disagreements(shipped_standard(CODE), SEEDS)) == []


@pytest.mark.parametrize("variant", ["liaoning-funds-2024", "jiulongpo-entry-2022"])
def test_they_agree_on_the_standard_read_with_a_local_variant(variant: str) -> None:
    local = variant_from(shipped_document(f"variants/{variant}"))
    standard = standard_with(shipped_document(local.variant_of), [local])
    assert list(disagreements(standard, FEW)) == []


def test_what_arrays_do_not_hold_is_left_to_the_exact_engine() -> None:
    local = variant_from(shipped_document("variants/shenyang-2024"))
    for standard in (
        standard_with(shipped_document(local.variant_of), [local]),
        shipped_standard("compulsory-basic-2012"),
        shipped_standard("preschool-2020"),
        shipped_standard("ningxia-county-2019"),
    ):
        with pytest.raises(NotLaid):
            compiled(standard)
