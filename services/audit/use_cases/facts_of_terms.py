"""Facts about what a step says: outcomes, scopes, grades, checklists and days that fit their case."""

from fractions import Fraction

from services.audit.domain.case_force import DatedRule
from services.audit.domain.inspecting import cut_of, unlisted
from services.audit.domain.outcome_ladder import Scope, Subject, exceeds, unfit, widest
from services.audit.domain.procedures.procedure import Ask
from services.audit.errors import (
    CaseUnfit,
    CutNotKept,
    OrdersFallen,
)
from services.audit.repository.cases import FALLEN, KeptCase, case_of, steps_of
from services.audit.rules import accountability_rules
from services.audit.use_cases.asked_fact import Asked
from services.kernel.errors import Fault


async def orders_stand(asked: Asked) -> None:
    """None of the orders that somebody is held to account for has fallen since."""
    orders = [await case_of(asked.session, each) for each in asked.kept.details["on_cases"]]
    fallen = [each.id for each in orders if each is not None and each.state in FALLEN]
    if fallen:
        raise OrdersFallen(", ".join(fallen), extra={"cases": fallen})


async def not_sooner(asked: Asked) -> None:
    """Sent back, the unit has no less time than it had."""
    due = asked.life.days.get("due_on")
    if due is not None and due > asked.on and asked.said[Ask.UNTIL] < due:
        expected = f"{due} or later, when the unit must be done as it is"
        raise CaseUnfit(faults=[Fault("until_too_early", "/until", expected, asked.said[Ask.UNTIL].isoformat())])


async def later_than_due(asked: Asked) -> None:
    """More time is more than there was."""
    parent = None if asked.kept.parent is None else await case_of(asked.session, asked.kept.parent)
    due = None if parent is None else parent.days.get("due_on")
    if due is not None and asked.said[Ask.UNTIL] <= due:
        expected = f"a day after {due}, when the unit must be done as it is"
        raise CaseUnfit(faults=[Fault("until_too_early", "/until", expected, asked.said[Ask.UNTIL].isoformat())])


async def outcomes_fit(asked: Asked) -> None:
    """Outcomes of the ladder for such a subject; a decision imposes none of which the subject was not told."""
    case = await _nearest_that_tells(asked, "subject")
    if case is None:
        raise CaseUnfit(faults=[Fault("no_outcomes", "/outcomes", "a case of accountability: an order has none")])
    outcomes, rule = list(asked.said[Ask.OUTCOMES]), _rule_of(case)
    odd = unfit(rule.outcomes, outcomes, Subject(case.details["subject"]["kind"]))
    faults = [Fault("outcome_unfit", f"/outcomes/{place}", why, outcomes[place]) for place, why in odd.items()]
    told = [each.said["outcomes"] for each in await steps_of(asked.session, case.id) if each.step == "notified"]
    if told and not faults:
        faults = [
            Fault("not_notified", f"/outcomes/{place}", f"one the subject was told of: {', '.join(told[-1])}", code)
            for place, code in enumerate(outcomes)
            if code not in told[-1]
        ]
    if faults:
        raise CaseUnfit(faults=faults)


async def scope_fits(asked: Asked) -> None:
    """As widely as the gravest outcome in force allows."""
    imposed = [
        each.said["outcomes"] for each in await steps_of(asked.session, asked.kept.id) if "outcomes" in each.said
    ]
    limit = widest(_rule_of(asked.kept).outcomes, imposed[-1])
    if exceeds(Scope(asked.said[Ask.SCOPE]), limit):
        raise CaseUnfit(faults=[Fault("scope_too_wide", "/scope", f"{limit} or narrower", asked.said[Ask.SCOPE])])


async def _nearest_that_tells(asked: Asked, detail: str) -> KeptCase | None:
    """The case itself or the nearest above it that has the detail: a subject is told by what holds somebody to
    account, grades by an appraisal."""
    case: KeptCase | None = asked.kept
    while case is not None and detail not in case.details:
        case = None if case.parent is None else await case_of(asked.session, case.parent)
    return case


def _rule_of(case: KeptCase) -> DatedRule:
    return next(each for each in accountability_rules() if each.code == case.details["rule"])


async def cut_kept(asked: Asked) -> None:
    """The list of a year is as much shorter than that of the year before as it must be."""
    details = asked.kept.details
    cut = cut_of(details["baseline"], len(details["entries"]))
    if cut is not None and cut < Fraction(str(details["cut"])):
        raise CutNotKept(
            f"{len(details['entries'])} of {details['baseline']}, a cut of {float(cut):.1%} where"
            f" {details['cut']:.1%} is asked"
        )


async def checklist_fits(asked: Asked) -> None:
    checked = asked.said[Ask.CHECKED]
    odd = unlisted(asked.kept.details["checklist"], checked)
    if odd:
        raise CaseUnfit(
            faults=[
                Fault("not_on_the_checklist", f"/checked/{place}", why, checked[place]["criterion"])
                for place, why in odd.items()
            ]
        )


async def grade_known(asked: Asked) -> None:
    """A grade of the rules the appraisal was proposed under."""
    case = await _nearest_that_tells(asked, "grades")
    codes = [] if case is None else [each["code"] for each in case.details["grades"]]
    if asked.said[Ask.GRADE] not in codes:
        raise CaseUnfit(faults=[Fault("grade_unknown", "/grade", f"one of: {', '.join(codes)}", asked.said[Ask.GRADE])])
