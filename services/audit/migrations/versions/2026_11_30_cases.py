"""Orders become cases: of any procedure, with what each step says, with clocks, and opened on one another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "audit_cases"
down_revision = "audit_deliveries"
branch_labels = None
depends_on = None

SCHEMA = "audit"
_CASES = """insert into audit.case_file
      (id, kind, procedure, parent, organisation, unit, about, state, live, details, days, recorded_at)
    select id, 'rectification', 'rectification-2021', null, organisation, unit, organisation, state,
      (state <> 'confirmed' or due_on >= current_date) and coalesce((select max(e.happened_on)
        from audit.order_event e where e.order_id = o.id) >= o.recorded_at::date - 7, false),
      jsonb_build_object('rule', rule, 'demand', demand),
      jsonb_build_object('hearing_until', hearing_until, 'due_on', due_on), recorded_at
    from audit.rectification_order o order by number"""
_GROUNDS = """insert into audit.case_ground (case_id, finding, plan, duty, role, place)
    select order_id, finding, plan, duty, role, place from audit.order_finding"""
_STEPS = """insert into audit.case_step (case_id, step, text, said, happened_on, actor_id, actor_name, recorded_at)
    select order_id, event, text, '{}', happened_on, actor_id, actor_name, recorded_at
    from audit.order_event order by id"""
_CLOCKS = (
    """insert into audit.case_clock (case_id, clock, last_day)
       select id, 'hearing', hearing_until from audit.rectification_order where state = 'proposed'""",
    """insert into audit.case_clock (case_id, clock, last_day)
       select id, 'due', due_on from audit.rectification_order where state = 'confirmed'""",
    """insert into audit.case_clock (case_id, clock, last_day)
       select order_id, 'review_window', happened_on + 30 from audit.order_event where event = 'confirmed'""",
)


def upgrade() -> None:
    text = sa.Text()
    op.create_table(
        "case_file",
        sa.Column("id", text, nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("procedure", text, nullable=False),
        sa.Column("parent", text, nullable=True),
        sa.Column("organisation", text, nullable=False),
        sa.Column("unit", text, nullable=False),
        sa.Column("about", text, nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("days", JSONB(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["audit.case_file.id"], name="fk_case_file_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_case_file"),
        sa.UniqueConstraint("number", name="uq_case_file_number"),
        schema=SCHEMA,
    )
    op.create_index("ix_case_file_about", "case_file", ["about"], schema=SCHEMA)
    op.create_index("ix_case_file_organisation", "case_file", ["organisation"], schema=SCHEMA)
    op.create_index("ix_case_file_parent", "case_file", ["parent"], schema=SCHEMA)
    op.create_index("ix_case_file_unit", "case_file", ["unit", "state"], schema=SCHEMA)
    op.create_table(
        "case_ground",
        sa.Column("case_id", text, nullable=False),
        sa.Column("finding", text, nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("plan", "duty", "role", "place")),
        sa.ForeignKeyConstraint(["case_id"], ["audit.case_file.id"], name="fk_case_ground_case_id"),
        sa.ForeignKeyConstraint(["finding"], ["audit.finding.id"], name="fk_case_ground_finding"),
        sa.PrimaryKeyConstraint("case_id", "finding", name="pk_case_ground"),
        schema=SCHEMA,
    )
    op.create_index("ix_case_ground_finding", "case_ground", ["finding"], schema=SCHEMA)
    op.create_table(
        "case_step",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("case_id", text, nullable=False),
        sa.Column("step", text, nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("said", JSONB(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("actor_id", text, nullable=True),
        sa.Column("actor_name", text, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["audit.case_file.id"], name="fk_case_step_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_step"),
        schema=SCHEMA,
    )
    op.create_index("ix_case_step_case_id", "case_step", ["case_id"], schema=SCHEMA)
    op.create_table(
        "case_clock",
        sa.Column("case_id", text, nullable=False),
        sa.Column("clock", text, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["audit.case_file.id"], name="fk_case_clock_case_id"),
        sa.PrimaryKeyConstraint("case_id", "clock", name="pk_case_clock"),
        schema=SCHEMA,
    )
    op.create_index("ix_case_clock_last_day", "case_clock", ["last_day"], schema=SCHEMA)
    _ledger()
    op.create_table(
        "case_evidence",
        *(sa.Column(name, text, nullable=False) for name in ("case_id", "sha256", "media_type")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("title", text, nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *(sa.Column(name, text, nullable=False) for name in ("actor_id", "actor_name")),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["audit.case_file.id"], name="fk_case_evidence_case_id"),
        sa.PrimaryKeyConstraint("case_id", "sha256", name="pk_case_evidence"),
        schema=SCHEMA,
    )
    for statement in (_CASES, _GROUNDS, _STEPS, *_CLOCKS):
        op.execute(statement)
    for table in ("order_event", "order_finding", "rectification_order"):
        op.drop_table(table, schema=SCHEMA)
    for table in ("case_ground", "case_step", "case_evidence", "ledger_entry"):
        op.execute(
            f"create trigger {table}_never_changes before update or delete on audit.{table} "
            "for each row execute function audit.refuse_change()"
        )


def _ledger() -> None:
    text = sa.Text()
    op.create_table(
        "ledger_row",
        sa.Column("case_id", text, nullable=False),
        *(
            sa.Column(name, text, nullable=False)
            for name in ("school", "standard", "criterion", "unit_zh", "unit_en", "assessment")
        ),
        sa.Column("exact", text, nullable=True),
        sa.Column("to_add", sa.Numeric(), nullable=True),
        sa.Column("at_least", sa.Boolean(), nullable=False),
        sa.Column("cause", text, nullable=True),
        sa.Column("measure", text, nullable=True),
        sa.Column("owner", text, nullable=True),
        sa.Column("cost", sa.Numeric(), nullable=True),
        sa.Column("priority", text, nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "priority in ('urgent', 'important', 'ordinary')", name=op.f("ck_ledger_row_priority_known")
        ),
        sa.ForeignKeyConstraint(["assessment"], ["audit.assessment.id"], name="fk_ledger_row_assessment"),
        sa.ForeignKeyConstraint(["case_id"], ["audit.case_file.id"], name="fk_ledger_row_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_ledger_row"),
        schema=SCHEMA,
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("county", "standard", "assessment")),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("actor_id", text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["assessment"], ["audit.assessment.id"], name="fk_ledger_entry_assessment"),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entry"),
        schema=SCHEMA,
    )
    op.create_index("ix_ledger_entry_county", "ledger_entry", ["county", "standard"], schema=SCHEMA)
    op.create_index("ix_ledger_row_owner", "ledger_row", ["owner"], schema=SCHEMA)
    op.create_index("ix_ledger_row_school", "ledger_row", ["school", "standard", "criterion"], schema=SCHEMA)


def downgrade() -> None:
    raise NotImplementedError("a case may have taken steps that no order knew: restore a backup")
