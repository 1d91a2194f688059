"""The ledger is brought up to an assessment: new shortages enter it, known ones are measured again, filled ones close.

What an assessment cannot decide leaves a row as it is: nothing missing is taken for filled.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from services.access.caller import Guard
from services.audit.domain.case_numbers import exact_text, terminating
from services.audit.domain.procedures.life import Happened, passed, taken
from services.audit.errors import AssessmentBindsNobody, AssessmentOlder, CaseUnfit, CountyNeeded
from services.audit.procedures import SHORTAGE, calendar, in_force
from services.audit.repository.assessments import Kept
from services.audit.repository.cases import steps_of
from services.audit.repository.ledger import (
    Amount,
    NewRow,
    OpenRow,
    add_entry,
    add_rows,
    follow_school,
    last_entry,
    lock_ledger,
    measure_again,
    open_rows,
)
from services.audit.repository.organisations import survivor_of
from services.audit.repository.results import results_at
from services.audit.rulebook import Rulebook
from services.audit.use_cases.assessed_standard import assessed_standard
from services.audit.use_cases.case_day import refuse_ahead
from services.audit.use_cases.case_lives import Opened, keep_moved, keep_opened, life_of
from services.audit.use_cases.derived_results import is_of_many
from services.audit.use_cases.list_shortages import AskedShortages, Shortage, every_shortage
from services.kernel.errors import Fault
from services.kernel.routes import Session

Key = tuple[str, str]
"""A school and a criterion."""


@dataclass
class Entered:
    """How many rows came of it; `not_measured` are open ones of which the assessment says nothing."""

    entered: int = 0
    measured: int = 0
    unchanged: int = 0
    closed: int = 0
    moved: int = 0
    joined: int = 0
    not_measured: int = 0


async def enter_shortages(session: Session, guard: Guard, rulebook: Rulebook, assessment: str, on: date) -> Entered:
    kept, standard = await assessed_standard(session, guard, rulebook, assessment)
    await guard.require(kept.organisation)
    if is_of_many(kept):
        raise CountyNeeded(faults=[Fault("county_needed", "/assessment", "an assessment of one county", assessment)])
    if kept.information_only:
        raise AssessmentBindsNobody(", ".join(kept.information_only))
    refuse_ahead("/on", on)
    if on < kept.as_of:
        expected = f"{kept.as_of} or later, the day assessed"
        raise CaseUnfit(faults=[Fault("before_assessment", "/on", expected, on.isoformat())])
    await lock_ledger(session, kept.organisation)
    last = await last_entry(session, kept.organisation, standard.code)
    if last is not None and last[:2] > (kept.as_of, kept.number):
        raise AssessmentOlder()
    if last is not None and on < last[2]:
        expected = f"{last[2]} or later, when the ledger was last brought up"
        raise CaseUnfit(faults=[Fault("before_last_entry", "/on", expected, on.isoformat())])
    every = await every_shortage(session, guard, rulebook, AskedShortages(assessment, None, None))
    entering = _Entering(session, guard, kept, standard.code, on, await _verdicts(session, kept), Entered())
    rows = await entering.one_for_each(await open_rows(session, kept.organisation, standard.code))
    await entering.bring_up(rows, {(each.kept.organisation, each.kept.criterion): each for each in every})
    await add_entry(session, kept.organisation, standard.code, kept.id, on, guard.caller.id)
    return entering.found


async def _verdicts(session: Session, kept: Kept) -> Mapping[Key, set[str | None]]:
    """What the assessment says of each school under each criterion, in all its stages."""
    verdicts: dict[Key, set[str | None]] = {}
    for row in await results_at(session, kept.id, kind="criterion"):
        verdicts.setdefault((row.organisation, row.criterion or ""), set()).add(row.verdict)
    return verdicts


@dataclass
class _Entering:
    session: Session
    guard: Guard
    kept: Kept
    standard: str
    on: date
    verdicts: Mapping[Key, set[str | None]]
    found: Entered

    async def one_for_each(self, rows: Sequence[OpenRow]) -> Mapping[Key, OpenRow]:
        """Rows follow schools that the assessment counts no more; of several of one school and criterion the oldest
        goes on."""
        counted = {school for school, _ in self.verdicts}
        gone = dict.fromkeys(row.school for row in rows if row.school not in counted)
        heirs = {school: await survivor_of(self.session, school) or school for school in gone}
        there: dict[Key, OpenRow] = {}
        for row in rows:
            school = heirs.get(row.school, row.school)
            if school != row.school:
                await self._step(row.case_id, "moved", {"school": school, "from": row.school})
                await follow_school(self.session, row.case_id, school)
                self.found.moved += 1
            key = school, row.criterion
            if key in there:
                await self._step(row.case_id, "joined", {"row": there[key].case_id})
                await measure_again(self.session, row.case_id, self.kept.id, None, self.on)
                self.found.joined += 1
            else:
                there[key] = replace(row, school=school)
        return there

    async def bring_up(self, rows: Mapping[Key, OpenRow], lacking: Mapping[Key, Shortage]) -> None:
        short = {key: each for key, each in lacking.items() if "not_met" in self.verdicts.get(key, ())}
        for key, row in rows.items():
            if key in short:
                await self._measure(row, _amount(short[key]))
            elif self.verdicts.get(key) == {"met"}:
                await self._step(row.case_id, "closed", {"assessment": self.kept.id})
                await measure_again(self.session, row.case_id, self.kept.id, None, self.on)
                self.found.closed += 1
            else:
                self.found.not_measured += 1
        new = [shortage for key, shortage in short.items() if key not in rows]
        await self._enter(new)

    async def _measure(self, row: OpenRow, amount: Amount) -> None:
        said: dict[str, Any] = {"assessment": self.kept.id, "exact": amount.exact}
        if row.state == "reported" and await self._is_later(row):
            await self._step(row.case_id, "not_done", said)
        elif amount != row.amount:
            await self._step(row.case_id, "measured", said)
        same = amount == row.amount
        self.found.unchanged += same
        self.found.measured += not same
        await measure_again(self.session, row.case_id, self.kept.id, amount, None)

    async def _is_later(self, row: OpenRow) -> bool:
        """Whether the assessment tells of the time after the owner reported it done."""
        reported = [each.happened_on for each in await steps_of(self.session, row.case_id) if each.step == "reported"]
        return row.assessment != self.kept.id and self.kept.as_of >= reported[-1]

    async def _enter(self, new: Sequence[Shortage]) -> None:
        procedure = in_force(SHORTAGE, self.on)
        if procedure is None:
            raise CaseUnfit(faults=[Fault("too_early", "/on", "a day on which standards hold", self.on.isoformat())])
        rows = []
        for each in new:
            id_, amount, unit = f"gap_{secrets.token_hex(8)}", _amount(each), each.criterion.reported_unit
            county, school = self.kept.organisation, each.kept.organisation
            opened = Opened(id_, None, county, school, {"rule": self.standard}, {}, (), school)
            said = {"assessment": self.kept.id, "exact": amount.exact, "criterion": each.criterion.code}
            first = Happened(procedure.first, self.on, self.guard.caller.id, said)
            await keep_opened(self.session, procedure, opened, first, each.criterion.title.zh, self.guard.caller)
            rows.append(
                NewRow(
                    case_id=id_,
                    school=school,
                    standard=self.standard,
                    criterion=each.criterion.code,
                    unit_zh=unit.zh,
                    unit_en=unit.en,
                    assessment=self.kept.id,
                    exact=amount.exact,
                    to_add=amount.to_add,
                    at_least=amount.at_least,
                    entered_on=self.on,
                )
            )
        await add_rows(self.session, rows)
        self.found.entered += len(rows)

    async def _step(self, case: str, step: str, said: Mapping[str, Any]) -> None:
        there = await life_of(self.session, case)
        if there is None:
            raise LookupError(f"the ledger holds {case}, which is no case")
        kept, before = there
        life = passed(before, self.on, calendar())
        happened = Happened(step, max(self.on, life.moved_on), self.guard.caller.id, said)
        await keep_moved(self.session, kept, before, taken(life, happened, calendar()), "", self.guard.caller)


def _amount(found: Shortage) -> Amount:
    whole, to_add = found.lack.whole, found.lack.to_add
    return Amount(
        None if whole.amount is None else exact_text(whole.amount),
        None if to_add is None else Decimal(terminating(to_add) or "0"),
        whole.at_least,
    )
