"""Documents sent for import, and the corrections of their drafts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "plans_imports"
down_revision = "plans_assignments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_import",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("jurisdiction_code", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("blocks", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("notes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("draft", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=True),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state IN ('queued', 'read', 'refused')", name=op.f("ck_plan_import_state")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_code"], ["plans.organisation.code"], name=op.f("fk_plan_import_jurisdiction_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_import")),
        schema="plans",
    )
    op.create_index(
        "uq_plan_import_jurisdiction_sha256",
        "plan_import",
        ["jurisdiction_code", "sha256", "media_type"],
        unique=True,
        schema="plans",
    )
    op.create_index(
        "ix_plan_import_queued",
        "plan_import",
        ["recorded_at"],
        unique=False,
        schema="plans",
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_index("ix_plan_import_plan_code", "plan_import", ["plan_code"], unique=False, schema="plans")
    op.create_table(
        "plan_import_correction",
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("patch", postgresql.JSONB(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["plans.plan_import.id"], name=op.f("fk_plan_import_correction_import_id")
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_plan_import_correction")),
        schema="plans",
    )
    op.execute(
        "create trigger plan_import_correction_never_changes before update or delete on plans.plan_import_correction"
        " for each row execute function plans.refuse_change()"
    )
    # Of an import what was sent never changes: everything else follows from it.
    op.execute(
        "create trigger plan_import_keeps_its_original"
        " before update of id, jurisdiction_code, media_type, sha256, size, original, sent_by on plans.plan_import"
        " for each row execute function plans.refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("plan_import_correction", schema="plans")
    op.drop_table("plan_import", schema="plans")
