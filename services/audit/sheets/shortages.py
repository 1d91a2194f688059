"""What schools lack as a table."""

from decimal import Decimal

from services.audit.domain.case_numbers import exact_text, terminating
from services.audit.use_cases.list_shortages import Shortage
from services.kernel.tables_out import Cell, Column

TABLE = (
    Column("学校代码", "organisation", 16),
    Column("学校", "name", 30),
    Column("指标", "criterion", 10),
    Column("指标名称", "title", 40),
    Column("需增加", "to_add", 12),
    Column("单位", "unit", 10),
    Column("是否下限", "at_least", 8),
    Column("精确值", "exact", 20),
    Column("无法确定的原因", "reason", 16),
    Column("未达学段", "stages", 24),
)


def shortage_row(found: Shortage) -> tuple[Cell, ...]:
    """One school and criterion; an unknown amount stays empty."""
    kept, whole = found.kept, found.lack.whole
    missed = (part.stage for part, lack in found.lack.by_stage if lack.amount is None or lack.amount > 0)
    return (
        kept.organisation,
        kept.name_zh,
        kept.criterion,
        found.criterion.title.zh,
        None if found.lack.to_add is None else Decimal(terminating(found.lack.to_add) or "0"),
        found.criterion.reported_unit.zh,
        "是 yes" if whole.at_least else "否 no",
        None if whole.amount is None else exact_text(whole.amount),
        whole.reason,
        " ".join(missed),
    )
