"""Standards and local variants that an administrator uploads: drafts, and published versions that never change."""

import sqlalchemy as sa
from alembic import op

revision = "audit_standards"
down_revision = "audit_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text()
    op.create_table(
        "standard_edition",
        sa.Column("code", text, nullable=False),
        sa.Column("version", text, nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("sha256", text, nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("drafter_id", text, nullable=False),
        sa.Column("drafter_name", text, nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("reason", text, nullable=True),
        sa.Column("publisher_id", text, nullable=True),
        sa.Column("publisher_name", text, nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('draft', 'published')", name=op.f("ck_standard_edition_state_known")),
        sa.CheckConstraint(
            "(state = 'published') = (in_force_from is not null and published_on is not null and reason is not null "
            "and publisher_id is not null and publisher_name is not null)",
            name=op.f("ck_standard_edition_published_with_dates"),
        ),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_standard_edition")),
        schema="audit",
    )
    op.execute(
        "create trigger published_standard_never_changes before update or delete on audit.standard_edition "
        "for each row when (old.state = 'published') execute function audit.refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("standard_edition", schema="audit")
