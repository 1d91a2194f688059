"""One review decides on the parts of many organisations."""

from alembic import op

revision = "audit_reviews"
down_revision = "audit_plan_endings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _key(["feed_version", "organisation"])


def downgrade() -> None:
    """To reviews of one organisation each only."""
    _key(["feed_version"])


def _key(columns: list[str]) -> None:
    op.drop_constraint(op.f("pk_review_copy"), "review_copy", schema="audit")
    op.create_primary_key(op.f("pk_review_copy"), "review_copy", columns, schema="audit")
