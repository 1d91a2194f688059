"""The page on which every procedure is drawn, made from the procedures: `python -m tests.audit_domain.procedures_drawn`
writes it anew."""

from pathlib import Path

from services.audit.domain.procedures.procedure import Clock, Desk, Procedure
from services.audit.procedures import procedures
from services.audit.schemas.procedures import diagram

PAGE = Path(__file__).resolve().parents[2] / "docs" / "procedures.md"
HEAD = """# 案件程序 · Procedures of cases

由 `services/audit/procedures/` 生成，与其不一致时测试不通过。Made from `services/audit/procedures/`; a test fails where
the two differ. Arrows are steps; those that leave a state as it is, and those that follow from another case in every
state, are left out. 箭头为步骤，不改变状态的从略。
"""
WHO = {
    Desk.UNIT: "单位 unit",
    Desk.SUPERVISOR: "督导 supervisor",
    Desk.DECIDER: "决定 decider",
    Desk.CLOCK: "期限 clock",
    Desk.CASE: "他案 another case",
}


def page() -> str:
    return HEAD + "".join(_of(each) for each in procedures().values())


def _of(procedure: Procedure) -> str:
    on = f" · on 立于 {', '.join(procedure.on.procedures)}" if procedure.on else ""
    rows = "".join(
        f"| `{each.code}` | {each.title.zh} {each.title.en} | {WHO[each.by]} |\n" for each in procedure.steps.values()
    )
    clocks = "".join(_clock(each, procedure) for each in procedure.clocks.values())
    head = f"\n## {procedure.title.zh} · {procedure.title.en} (`{procedure.code}`)\n\n{procedure.reference}{on}\n"
    drawn = f"\n```mermaid\n{diagram(procedure)}```\n"
    table = f"\n| 步骤 step | | 由 by |\n|---|---|---|\n{rows}"
    return head + drawn + table + (f"\n{clocks}" if clocks else "")


def _clock(clock: Clock, procedure: Procedure) -> str:
    long = f"to the day the case names 至案件所定日期 (`{clock.until}`)"
    if clock.days is not None:
        since = f" after 自 `{clock.since}`" if clock.since else ""
        long = f"{clock.days} {clock.counting} days{since} {clock.days} 日"
    then = procedure.steps[clock.then].title
    return f"- {clock.title.zh} {clock.title.en}: {long}; then 届满 {then.zh} ({then.en})\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
