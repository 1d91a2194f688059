"""The first tables of the gateway."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "gateway_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("version", name=op.f("uq_change_version")),
        schema="gateway",
    )
    op.create_index("ix_change_topic_key", "change", ["topic", "key"], unique=False, schema="gateway")
    op.create_index(
        "ix_change_unsequenced",
        "change",
        ["id"],
        unique=False,
        schema="gateway",
        postgresql_where=sa.text("version IS NULL"),
    )
    op.create_table(
        "credential_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential_event")),
        schema="gateway",
    )
    op.create_index(
        op.f("ix_credential_event_principal_id"), "credential_event", ["principal_id"], unique=False, schema="gateway"
    )
    op.create_table(
        "feed_cursor",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_cursor")),
        schema="gateway",
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_head")),
        schema="gateway",
    )
    op.create_table(
        "kept_answer",
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("principal", "key", name=op.f("pk_kept_answer")),
        schema="gateway",
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisation")),
        schema="gateway",
    )
    op.create_index("ix_organisation_parent_code", "organisation", ["parent_code"], unique=False, schema="gateway")
    op.create_index(
        "ix_organisation_path",
        "organisation",
        ["path"],
        unique=False,
        schema="gateway",
        postgresql_ops={"path": "text_pattern_ops"},
    )
    op.create_table(
        "principal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
        schema="gateway",
    )
    op.create_table(
        "account",
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["gateway.principal.id"], name=op.f("fk_account_principal_id")),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
        schema="gateway",
    )
    op.create_table(
        "authorization_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["gateway.principal.id"], name=op.f("fk_authorization_code_principal_id")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_authorization_code")),
        schema="gateway",
    )
    op.create_table(
        "client_secret",
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["gateway.principal.id"], name=op.f("fk_client_secret_principal_id")),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_client_secret")),
        schema="gateway",
    )
    op.create_table(
        "principal_grant",
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["gateway.principal.id"], name=op.f("fk_principal_grant_principal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("principal_id", "role", "organisation_code", name=op.f("pk_principal_grant")),
        schema="gateway",
    )
    op.execute(
        """create function gateway.refuse_change() returns trigger language plpgsql as
           $$ begin raise exception 'rows of % are never changed', tg_table_name; end $$"""
    )
    op.execute(
        """create trigger credential_event_grows before update or delete on gateway.credential_event
           for each row execute function gateway.refuse_change()"""
    )
    op.execute("insert into gateway.feed_head (id, version) values (1, 0)")


def downgrade() -> None:
    op.execute("drop trigger credential_event_grows on gateway.credential_event")
    op.execute("drop function gateway.refuse_change()")
    op.drop_table("principal_grant", schema="gateway")
    op.drop_table("client_secret", schema="gateway")
    op.drop_table("authorization_code", schema="gateway")
    op.drop_table("account", schema="gateway")
    op.drop_table("principal", schema="gateway")
    op.drop_index(
        "ix_organisation_path", table_name="organisation", schema="gateway", postgresql_ops={"path": "text_pattern_ops"}
    )
    op.drop_index("ix_organisation_parent_code", table_name="organisation", schema="gateway")
    op.drop_table("organisation", schema="gateway")
    op.drop_table("kept_answer", schema="gateway")
    op.drop_table("feed_head", schema="gateway")
    op.drop_table("feed_cursor", schema="gateway")
    op.drop_index(op.f("ix_credential_event_principal_id"), table_name="credential_event", schema="gateway")
    op.drop_table("credential_event", schema="gateway")
    op.drop_index(
        "ix_change_unsequenced", table_name="change", schema="gateway", postgresql_where=sa.text("version IS NULL")
    )
    op.drop_index("ix_change_topic_key", table_name="change", schema="gateway")
    op.drop_table("change", schema="gateway")
