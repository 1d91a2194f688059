"""Measures that a table names, joined with those of the text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from services.plans.domain.policy_text.draft import DraftMeasure, DraftProgramme, DraftUnit, StatedRule
from services.plans.domain.policy_text.duty_tables import read_duty_table
from services.plans.domain.policy_text.figure_columns import Period
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.responsibility_tables import (
    read_responsibility_programmes,
    read_responsibility_table,
)
from services.plans.domain.policy_text.source import Source, Span, Table
from services.plans.domain.policy_text.table_figures import FiguresFound, table_figures

_SHORTEST = 6


def _tables(source: Source) -> Iterator[Table]:
    return (block for block in source.blocks if isinstance(block, Table))


def measures_of_tables(source: Source, rules: Sequence[StatedRule]) -> list[DraftMeasure]:
    """All of them, in the order of the text."""
    return [measure for table in _tables(source) for measure in read_responsibility_table(source, table, rules)]


def programmes_of_tables(source: Source, rules: Sequence[StatedRule]) -> dict[Span, DraftProgramme]:
    """By the place of a row the programme that groups it; rows that nothing groups are not in it."""
    return {
        measure.span: programme
        for table in _tables(source)
        for programme in read_responsibility_programmes(source, table, rules)
        for measure in programme.measures
    }


def figures_of_tables(source: Source, period: Period) -> FiguresFound:
    """Targets that single cells give."""
    found = [table_figures(source, table, period) for table in _tables(source)]
    return FiguresFound(
        tuple(figure for each in found for figure in each.figures),
        tuple(defect for each in found for defect in each.defects),
    )


def units_of_tables(source: Source) -> list[DraftUnit]:
    """Units with the duties that a table of units gives them."""
    return [unit for table in _tables(source) for unit in read_duty_table(source, table)]


def grouped(
    rows: Sequence[DraftMeasure], programmes: Mapping[Span, DraftProgramme]
) -> tuple[list[DraftProgramme], list[DraftMeasure]]:
    """The rows under their programmes, which keep the order of the text, and those without one."""
    by_title: dict[str, list[DraftMeasure]] = {}
    heads: dict[str, DraftProgramme] = {}
    alone = []
    for row in rows:
        head = programmes.get(row.span)
        if head is None:
            alone.append(row)
        else:
            heads.setdefault(head.title, head)
            by_title.setdefault(head.title, []).append(row)
    return [replace(head, measures=tuple(by_title[title])) for title, head in heads.items()], alone


def joined(
    programmes: Sequence[DraftProgramme], measures: Sequence[DraftMeasure], more: Iterable[DraftMeasure]
) -> tuple[list[DraftProgramme], list[DraftMeasure], list[DraftMeasure], dict[Span, str]]:
    """Programmes and measures with the assignments of those rows that have their titles, the rows left over, and of
    those taken by their place the code of the measure."""
    rows = {_key(one.title): one for one in reversed(list(more))}
    taken: dict[str, str] = {}

    def with_row(measure: DraftMeasure) -> DraftMeasure:
        key = _key(measure.title)
        found = (
            key if key in rows else next((one for one in rows if _same(one, key)), None) if len(rows) < 500 else None
        )
        if found is None:
            return measure
        taken[found] = measure.code
        return _both(measure, rows[found])

    whole = [replace(one, measures=tuple(map(with_row, one.measures))) for one in programmes]
    direct = list(map(with_row, measures))
    rest = [row for key, row in rows.items() if key not in taken]
    return whole, direct, sorted(rest, key=lambda row: row.span), {rows[key].span: code for key, code in taken.items()}


def _both(measure: DraftMeasure, row: DraftMeasure) -> DraftMeasure:
    said = {(fold(one.name), one.role) for one in measure.assignments}
    added = tuple(one for one in row.assignments if (fold(one.name), one.role) not in said)
    roles = tuple(dict.fromkeys((*measure.open_ended_roles, *row.open_ended_roles)))
    return replace(measure, assignments=measure.assignments + added, open_ended_roles=roles)


def _key(title: str) -> str:
    return "".join(character for character in fold(title) if character.isalnum())


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter)
