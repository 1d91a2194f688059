"""Targets of plans and items of standards are scored too; organisations keep their history, readings their evidence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "audit_plans_and_items"
down_revision = "audit_0001"
branch_labels = None
depends_on = None

OLD_KINDS = "('school', 'part', 'criterion', 'comparison')"
NEW_KINDS = "('school', 'part', 'criterion', 'comparison', 'item', 'condition', 'target')"
OF_STANDARDS = ("standard", "standard_version", "period")


def upgrade() -> None:
    for column in OF_STANDARDS:
        op.alter_column("assessment", column, existing_type=sa.Text(), nullable=True, schema="audit")
    op.create_check_constraint(
        "version_of_standard", "assessment", "(standard is null) = (standard_version is null)", schema="audit"
    )
    op.create_check_constraint(
        "period_of_standard", "assessment", "(standard is null) = (period is null)", schema="audit"
    )
    op.create_check_constraint(
        "something_assessed", "assessment", "standard is not null or plan is not null", schema="audit"
    )
    op.create_index("ix_assessment_plan", "assessment", ["plan", "number"], schema="audit")
    _result_kinds(NEW_KINDS)
    op.alter_column("finding", "stage", existing_type=sa.Text(), nullable=True, schema="audit")
    op.add_column(
        "indicator_copy",
        sa.Column("form", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default="{}"),
        schema="audit",
    )
    op.alter_column("indicator_copy", "form", server_default=None, schema="audit")
    op.add_column("reading_copy", sa.Column("evidence", sa.Text(), nullable=True), schema="audit")
    op.create_index(
        "ix_reading_copy_series",
        "reading_copy",
        ["indicator", "organisation", "period", sa.text("id DESC")],
        schema="audit",
    )

    _history_of_organisations()


def _history_of_organisations() -> None:
    """What is known now counts as known since the version the copy has come to."""
    op.create_table(
        "organisation_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code", "feed_version", name=op.f("pk_organisation_copy")),
        schema="audit",
    )
    op.execute(
        """insert into audit.organisation_copy (code, feed_version, path, kind, name_zh, name_en, attributes)
           select code, coalesce((select version from audit.feed_cursor where feed = 'organisations'), 0),
             path, kind, name_zh, name_en, attributes from audit.organisation"""
    )
    op.execute(
        "create trigger organisation_copy_never_changes before update or delete on audit.organisation_copy"
        " for each row execute function audit.refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("organisation_copy", schema="audit")
    op.drop_index("ix_reading_copy_series", "reading_copy", schema="audit")
    op.drop_column("reading_copy", "evidence", schema="audit")
    op.drop_column("indicator_copy", "form", schema="audit")
    op.alter_column("finding", "stage", existing_type=sa.Text(), nullable=False, schema="audit")
    _result_kinds(OLD_KINDS)
    op.drop_index("ix_assessment_plan", "assessment", schema="audit")
    for name in ("something_assessed", "period_of_standard", "version_of_standard"):
        op.drop_constraint(op.f(f"ck_assessment_{name}"), "assessment", schema="audit")
    for column in OF_STANDARDS:
        op.alter_column("assessment", column, existing_type=sa.Text(), nullable=False, schema="audit")


def _result_kinds(kinds: str) -> None:
    op.execute("alter table audit.result drop constraint if exists ck_result_ck_result_kind_known")
    op.execute("alter table audit.result drop constraint if exists ck_result_kind_known")
    op.create_check_constraint("kind_known", "result", f"kind in {kinds}", schema="audit")
