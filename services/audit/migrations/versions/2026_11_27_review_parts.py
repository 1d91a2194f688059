"""One review decides on parts of many submissions, several of one organisation among them."""

from alembic import op

revision = "audit_review_parts"
down_revision = "audit_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _key(["feed_version", "submission", "organisation"])


def downgrade() -> None:
    """To reviews of one submission each only."""
    _key(["feed_version", "organisation"])


def _key(columns: list[str]) -> None:
    op.drop_constraint(op.f("pk_review_copy"), "review_copy", schema="audit")
    op.create_primary_key(op.f("pk_review_copy"), "review_copy", columns, schema="audit")
