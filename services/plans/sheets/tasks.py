"""The list of tasks as a table."""

from services.kernel.tables_out import Cell, Column
from services.plans.schemas.task_answers import TaskLine

TABLE = (
    Column("任务代码", "code", 14),
    Column("任务", "title", 40),
    Column("方案", "plan", 16),
    Column("措施", "measure", 12),
    Column("职责", "duty", 12),
    Column("目标", "target", 12),
    Column("承办单位", "owner", 20),
    Column("承接地区", "jurisdiction", 14),
    Column("开始", "starts_on", 12),
    Column("期限", "due_on", 12),
    Column("原定期限", "original_due_on", 12),
    Column("状态", "state", 12),
    Column("完成日期", "done_on", 12),
    Column("剩余天数", "days_left", 8),
    Column("等待", "waits_for", 20),
    Column("最近报告", "reported_on", 12),
    Column("方案效力", "plan_standing", 14),
    Column("承办单位存续", "owner_standing", 12),
    Column("承继单位", "owner_successors", 20),
)


def task_row(line: TaskLine) -> tuple[Cell, ...]:
    """One task."""
    return (
        line.code,
        line.title.zh,
        line.plan,
        line.measure,
        line.duty,
        line.target,
        line.owner,
        line.jurisdiction,
        line.starts_on,
        line.due_on,
        line.original_due_on,
        line.state.value,
        line.done_on,
        line.days_left,
        " ".join(line.waits_for),
        line.reported_on,
        line.plan_standing.value,
        line.owner_standing.value,
        " ".join(line.owner_successors),
    )
