"""The ledger of shortages as a table."""

from services.audit.repository.ledger import KeptRow
from services.kernel.tables_out import Cell, Column

TABLE = (
    Column("编号", "case", 20),
    Column("学校代码", "school", 16),
    Column("学校", "name", 30),
    Column("并入学校", "followed_by", 16),
    Column("指标", "criterion", 10),
    Column("需增加", "to_add", 12),
    Column("单位", "unit", 10),
    Column("状态", "state", 12),
    Column("轻重缓急", "priority", 12),
    Column("缺口原因", "cause", 40),
    Column("措施", "measure", 40),
    Column("责任单位", "owner", 24),
    Column("经费（元）", "cost", 14),
    Column("完成期限", "due_on", 12),
    Column("进度（%）", "percent", 10),
    Column("列入日期", "entered_on", 12),
    Column("销号日期", "ended_on", 12),
)


def ledger_cells(row: KeptRow) -> tuple[Cell, ...]:
    """One shortage; what is not known or not arranged stays empty."""
    return (
        row.case_id,
        row.school,
        row.school_zh,
        row.heir,
        row.criterion,
        row.to_add,
        row.unit_zh,
        row.state,
        row.priority,
        row.cause,
        row.measure,
        row.owner_zh,
        row.cost,
        row.due_on,
        row.percent,
        row.entered_on,
        row.ended_on,
    )
