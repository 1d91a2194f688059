"""One index of parts beside their key, by state: it serves what waits as well as what was sent for an organisation."""

from alembic import op

revision = "metrics_parts"
down_revision = "metrics_answers"
branch_labels = None
depends_on = None

SCHEMA, TABLE = "metrics", "submission_part"


def upgrade() -> None:
    for name in ("ix_submission_part_organisation_submission", "ix_submission_part_pending"):
        op.drop_index(name, TABLE, schema=SCHEMA)
    op.create_index("ix_submission_part_state", TABLE, ["state", "organisation", "submission"], schema=SCHEMA)


def downgrade() -> None:
    op.drop_index("ix_submission_part_state", TABLE, schema=SCHEMA)
    pair = ["organisation", "submission"]
    op.create_index("ix_submission_part_organisation_submission", TABLE, pair, schema=SCHEMA)
    op.execute(
        "create index ix_submission_part_pending on metrics.submission_part (organisation, submission)"
        " where state = 'pending'"
    )
