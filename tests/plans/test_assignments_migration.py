"""Plans that were published before assignments were rows."""

import asyncio
import json
from typing import Any

from alembic import command

from services.plans.domain.stored_plan import in_present_form
from services.plans.process import PROCESS
from services.plans.schemas.plan_document import PlanDocument
from tests.in_process import migrated_to
from tests.plans.documents import document

PUBLISHED = """
    with plan as (insert into plans.plan (code, jurisdiction_code, version, published) values ('old', '000000', 2, 1))
    insert into plans.plan_revision (plan_code, revision, document, published_on, reason, published_by)
    values ('old', 1, cast($1 as jsonb), '2021-09-01', 'issued long ago', 'somebody')
"""


def old_plan() -> dict[str, Any]:
    """Each assignment says for itself whether the list it stands in is open-ended; nothing says how to measure."""

    def part(role: str, open_ended: bool) -> dict[str, Any]:
        return {"organisation": "000000", "name_in_source": f"某{role}", "role": role, "open_ended": open_ended}

    plan = document("old", "000000")
    for new in ("accountability", "systems"):
        del plan[new]
    for new in ("yardstick", "deadline_certainty"):
        del plan["targets"][0][new]
    (first,) = plan["programmes"][0]["measures"]
    del first["open_ended_roles"]
    first["assignments"] = [part("lead", False), part("lead", False), part("cooperating", False)]
    second = first | {"code": "m1.2", "assignments": [part("lead", False)]}
    second["assignments"] += [part("cooperating", False), part("cooperating", True)]
    plan["programmes"].append(plan["programmes"][0] | {"code": "p2", "measures": [second]})
    plan["measures"] = [first | {"code": "m0", "assignments": [part("responsible", False)]}]
    return plan


async def test_their_assignments_become_rows() -> None:
    async with migrated_to(PROCESS, "plans_0001") as (config, connection):
        await connection.execute(PUBLISHED, json.dumps(old_plan()))
        await asyncio.to_thread(command.upgrade, config, "plans_assignments")
        rows = await connection.fetch(
            """select position, measure_code, organisation_code, name_in_source, role, joint, open_ended, place
               from plans.plan_assignment where (plan_code, revision) = ('old', 1) order by position"""
        )
        place = "二(一)1"
        assert [tuple(row) for row in rows] == [
            (1, "m0", "000000", "某responsible", "responsible", False, False, place),
            (2, "m1.1", "000000", "某lead", "lead", True, False, place),
            (3, "m1.1", "000000", "某lead", "lead", True, False, place),
            (4, "m1.1", "000000", "某cooperating", "cooperating", False, False, place),
            (5, "m1.2", "000000", "某lead", "lead", False, False, place),
            (6, "m1.2", "000000", "某cooperating", "cooperating", False, True, place),
            (7, "m1.2", "000000", "某cooperating", "cooperating", False, True, place),
        ]
        await asyncio.to_thread(command.downgrade, config, "plans_names")


def test_their_documents_are_read_as_documents_are_written_today() -> None:
    old = old_plan()
    plan = PlanDocument.model_validate(in_present_form(old))
    roles = [[role.value for role in measure.open_ended_roles] for _, measure in plan.measures_with_pointers()]
    assert roles == [[], [], ["cooperating"]]
    assert (plan.targets[0].deadline_certainty, plan.targets[0].yardstick) == ("stated", None)
    assert in_present_form(json.loads(plan.model_dump_json())) == json.loads(plan.model_dump_json())
    assert old == old_plan()
