"""Assignments of measures as rows"""

import sqlalchemy as sa
from alembic import op

revision = "plans_assignments"
down_revision = "plans_names"
branch_labels = None
depends_on = None

# Plans published so far: each of their assignments says for itself whether the list of its role is open-ended.
PUBLISHED = """
    with measure as (
        select r.plan_code, r.revision, 0 as programme, listed.number, listed.body
        from plans.plan_revision r
        cross join jsonb_array_elements(r.document -> 'measures') with ordinality as listed (body, number)
        union all
        select r.plan_code, r.revision, p.number, listed.number, listed.body
        from plans.plan_revision r
        cross join jsonb_array_elements(r.document -> 'programmes') with ordinality as p (body, number)
        cross join jsonb_array_elements(p.body -> 'measures') with ordinality as listed (body, number)
    ), assignment as (
        select m.plan_code, m.revision, m.body as measure, listed.body,
            row_number() over (partition by m.plan_code, m.revision
                order by m.programme, m.number, listed.number) as position
        from measure m
        cross join jsonb_array_elements(m.body -> 'assignments') with ordinality as listed (body, number)
    )
    insert into plans.plan_assignment (plan_code, revision, position, measure_code, measure_zh, measure_en,
        organisation_code, name_in_source, role, joint, open_ended, place)
    select plan_code, revision, position, measure ->> 'code', measure -> 'title' ->> 'zh', measure -> 'title' ->> 'en',
        body ->> 'organisation', body ->> 'name_in_source', body ->> 'role',
        body ->> 'role' = 'lead' and count(*) over listed > 1,
        bool_or(coalesce(cast(body ->> 'open_ended' as boolean), false)) over listed,
        measure ->> 'place'
    from assignment
    window listed as (partition by plan_code, revision, measure ->> 'code', body ->> 'role')
"""


def upgrade() -> None:
    op.create_table(
        "plan_assignment",
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure_code", sa.Text(), nullable=False),
        sa.Column("measure_zh", sa.Text(), nullable=False),
        sa.Column("measure_en", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("name_in_source", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("open_ended", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'cooperating', 'responsible')", name=op.f("ck_plan_assignment_role")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["plans.organisation.code"], name=op.f("fk_plan_assignment_organisation_code")
        ),
        sa.ForeignKeyConstraint(
            ["plan_code", "revision"],
            ["plans.plan_revision.plan_code", "plans.plan_revision.revision"],
            name="fk_plan_assignment_plan_code_revision",
        ),
        sa.PrimaryKeyConstraint("plan_code", "revision", "position", name=op.f("pk_plan_assignment")),
        schema="plans",
    )
    op.create_index(
        "ix_plan_assignment_organisation_code", "plan_assignment", ["organisation_code"], unique=False, schema="plans"
    )
    op.execute(PUBLISHED)
    op.execute(
        "create trigger plan_assignment_never_changes before update or delete on plans.plan_assignment"
        " for each row execute function plans.refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("plan_assignment", schema="plans")
