"""Orders of an earlier release go on as cases: with their log, their grounds and the clocks that run."""

import asyncio
from datetime import date

from alembic import command

from services.audit.process import PROCESS
from tests.in_process import migrated_to

BEFORE = (
    """insert into audit.assessment (id, standard, standard_version, engine_version, organisation, period, as_of,
         snapshot_version, organisations_version, actor_id, actor_name, verdict, information_only, summary,
         result_sha256)
       values ('asm_1', 'compulsory-balanced-2017', '2017.2', '1', '640221', '2021-2022', '2021-10-31', 1, 1, 'a', 'A',
         'not_met', '[]', '{}', 'x')""",
    """insert into audit.finding
         (id, assessment, organisation, stage, criterion, verdict, shortage, rests_on_unverified)
       values ('fnd_1', 'asm_1', 's1', 'primary', 'R5', 'not_met', '{}', '[]')""",
    """insert into audit.rectification_order (id, organisation, unit, rule, demand, proposed_on, hearing_until, due_on,
         state, proposer_id)
       values ('ord_1', '640221', 'u', 'accountability-2021', 'do', '2021-11-10', '2021-11-25', '2022-06-30',
           'proposed', 'a'),
         ('ord_2', '640221', 'u', 'accountability-2021', 'do', '2021-11-10', '2021-11-25', '2022-06-30', 'confirmed',
           'a')""",
    """insert into audit.order_finding (order_id, finding, plan, duty, role, place)
       values ('ord_2', 'fnd_1', 'p', 'd', 'responsible', 'five 1')""",
    """insert into audit.order_event (order_id, event, text, happened_on, actor_id, actor_name)
       values ('ord_1', 'proposed', 'why', '2021-11-10', 'a', 'A'),
         ('ord_2', 'proposed', 'why', '2021-11-10', 'a', 'A'),
         ('ord_2', 'stated', 'words', '2021-11-18', 'b', 'B'), ('ord_2', 'confirmed', 'yes', '2021-11-26', 'c', 'C')""",
)


async def test_orders_become_cases_with_their_log_and_their_clocks() -> None:
    async with migrated_to(PROCESS, "audit_deliveries") as (config, connection):
        for statement in BEFORE:
            await connection.execute(statement)
        await asyncio.to_thread(command.upgrade, config, "head")
        cases = await connection.fetch(
            "select id, kind, procedure, unit, about, state, live, details ->> 'demand' as demand from audit.case_file"
            " order by number"
        )
        steps = await connection.fetch("select case_id, step, happened_on, actor_name from audit.case_step order by id")
        clocks = await connection.fetch("select case_id, clock, last_day from audit.case_clock order by 1, 2")
        grounds = await connection.fetch("select case_id, finding, place from audit.case_ground")
    rectification = ("rectification", "rectification-2021", "u", "640221")
    assert [tuple(each) for each in cases] == [
        ("ord_1", *rectification, "proposed", False, "do"),
        ("ord_2", *rectification, "confirmed", False, "do"),
    ]
    assert [tuple(each)[:2] for each in steps] == [
        ("ord_1", "proposed"),
        ("ord_2", "proposed"),
        ("ord_2", "stated"),
        ("ord_2", "confirmed"),
    ]
    assert [tuple(each) for each in clocks] == [
        ("ord_1", "hearing", date(2021, 11, 25)),
        ("ord_2", "due", date(2022, 6, 30)),
        ("ord_2", "review_window", date(2021, 12, 26)),
    ]
    assert [tuple(each) for each in grounds] == [("ord_2", "fnd_1", "five 1")]
