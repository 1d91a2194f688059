"""How a figure is measured (测算口径): one language for the targets of plans and the items of standards.

Plans keeps yardsticks with its targets, metrics says in the same words who reports an indicator, audit measures by
them.

The form in which metrics hands readings over in bulk stands here too (packed_readings), for audit reads it.
Where a task stands on a day is computed here too (task_state): plans tells it to units, audit judges units by it.
"""
