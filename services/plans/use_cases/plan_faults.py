"""Every fault of a plan document: within itself, and against the organisations that exist."""

from collections.abc import Collection, Iterable, Iterator

from services.kernel.errors import Fault
from services.plans.domain.date_rules import date_faults, force_faults
from services.plans.domain.phase_rules import phase_faults
from services.plans.domain.references import Mention, repeated, unknown
from services.plans.domain.restatement_rules import restatement_faults
from services.plans.domain.target_rules import target_faults
from services.plans.domain.words import AssignmentRole
from services.plans.domain.yardstick_rules import unready, yardstick_faults
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_units import LeadingGroup
from services.plans.use_cases.forbidden_targets import plan_forbidden_faults
from services.yardsticks.language import ByStandard


def organisations_named(plan: PlanDocument) -> list[Mention]:
    """Every organisation the plan names, where it names it."""
    found = [Mention("/jurisdiction", plan.jurisdiction)]
    if plan.issued_by is not None:
        found.append(Mention("/issued_by", plan.issued_by))
    found += [Mention(f"/units/{n}/organisation", unit.organisation) for n, unit in enumerate(plan.units)]
    if plan.leading_group is not None:
        found += _group_mentions(plan.leading_group)
    found += [Mention(f"/supervising/{n}/organisation", one.organisation) for n, one in enumerate(plan.supervising)]
    for at, measure in plan.measures_with_pointers():
        found += [
            Mention(f"{at}/assignments/{n}/organisation", one.organisation) for n, one in enumerate(measure.assignments)
        ]
    return found


def _group_mentions(group: LeadingGroup) -> list[Mention]:
    at = "/leading_group"
    office = (
        [] if group.office_organisation is None else [Mention(f"{at}/office_organisation", group.office_organisation)]
    )
    return office + _codes(f"{at}/member_organisations", group.member_organisations, "")


def plan_faults(plan: PlanDocument, organisations: Collection[str]) -> list[Fault]:
    """`organisations` are those of the named ones that exist."""
    return [
        *date_faults(plan.document),
        *force_faults(plan.legal_status, plan.in_force_from),
        *phase_faults(plan.phases),
        *_repeated_codes(plan),
        *_dangling_references(plan),
        *unknown(organisations_named(plan), organisations, "organisation"),
        *_name_faults(plan),
        *_assignment_faults(plan),
        *_target_faults(plan),
        *plan_forbidden_faults(plan),
    ]


def publication_faults(plan: PlanDocument) -> list[Fault]:
    """What a draft may still lack, but a published plan may not."""
    expected = "a yardstick, or in one word why the target cannot be assessed"
    return [
        Fault("target_without_yardstick", f"/targets/{number}/yardstick", expected, target.code)
        for number, target in enumerate(plan.targets)
        if unready(target)
    ]


def _codes(at: str, codes: Iterable[str], field: str = "/code") -> list[Mention]:
    return [Mention(f"{at}/{number}{field}", code) for number, code in enumerate(codes)]


def _repeated_codes(plan: PlanDocument) -> Iterator[Fault]:
    yield from repeated(_codes("/phases", (one.code for one in plan.phases)), "phase")
    yield from repeated(_codes("/programmes", (one.code for one in plan.programmes)), "programme")
    measures = [Mention(f"{at}/code", measure.code) for at, measure in plan.measures_with_pointers()]
    yield from repeated(measures, "measure")
    yield from repeated(_codes("/guarantees", (one.code for one in plan.guarantees)), "guarantee")
    yield from repeated(_codes("/accountability", (one.code for one in plan.accountability)), "entry")
    yield from repeated(_codes("/systems", (one.code for one in plan.systems)), "system")
    yield from repeated(_codes("/units", (one.key for one in plan.units), "/key"), "unit")
    duties = [
        mention
        for number, unit in enumerate(plan.units)
        for mention in _codes(f"/units/{number}/duties", (duty.code for duty in unit.duties))
    ]
    yield from repeated(duties, "duty")
    yield from repeated(_codes("/targets", (one.code for one in plan.targets)), "target")
    yield from repeated(_codes("/standards", plan.standards, ""), "standard")
    if plan.leading_group:
        yield from repeated(_codes("/leading_group/members", plan.leading_group.members, ""), "member")
        organisations = plan.leading_group.member_organisations
        yield from repeated(_codes("/leading_group/member_organisations", organisations, ""), "member")


def _dangling_references(plan: PlanDocument) -> Iterator[Fault]:
    units = {unit.key for unit in plan.units}
    if plan.leading_group:
        yield from unknown(_codes("/leading_group/members", plan.leading_group.members, ""), units, "unit")
        if plan.leading_group.office_at is not None:
            yield from unknown([Mention("/leading_group/office_at", plan.leading_group.office_at)], units, "unit")
    known: dict[str, tuple[set[str], str]] = {
        "phase": ({one.code for one in plan.phases}, "phase"),
        "measure": ({measure.code for _, measure in plan.measures_with_pointers()}, "measure"),
        "responsible_unit": (units, "unit"),
        "restates": ({one.code for one in plan.targets}, "target"),
    }
    for number, target in enumerate(plan.targets):
        for field, (codes, what) in known.items():
            code = getattr(target, field)
            if code is not None:
                yield from unknown([Mention(f"/targets/{number}/{field}", code)], codes, what)


def _name_faults(plan: PlanDocument) -> Iterator[Fault]:
    for number, unit in enumerate(plan.units):
        if unit.name_in_source is None and not unit.name_lost_in_source:
            expected = "the name as printed, or name_lost_in_source true"
            yield Fault("name_missing", f"/units/{number}/name_in_source", expected)


def _assignment_faults(plan: PlanDocument) -> Iterator[Fault]:
    for at, measure in plan.measures_with_pointers():
        seen: set[tuple[str, AssignmentRole]] = set()
        for number, one in enumerate(measure.assignments):
            if (one.organisation, one.role) in seen:
                expected = f"each organisation once as {one.role.value}"
                yield Fault("assignment_repeated", f"{at}/assignments/{number}", expected, one.organisation)
            seen.add((one.organisation, one.role))
        roles = measure.open_ended_roles
        yield from repeated(_codes(f"{at}/open_ended_roles", (role.value for role in roles), ""), "role")
        for number, role in enumerate(roles):
            if not measure.of_role(role):
                expected = "a role in which the measure names somebody"
                yield Fault("role_unassigned", f"{at}/open_ended_roles/{number}", expected, role.value)


def _target_faults(plan: PlanDocument) -> Iterator[Fault]:
    yield from restatement_faults(plan.targets)
    for number, target in enumerate(plan.targets):
        at = f"/targets/{number}"
        yield from target_faults(target, at)
        yield from yardstick_faults(target, at)
        if isinstance(target.yardstick, ByStandard):
            asked = [Mention(f"{at}/yardstick/standard", target.yardstick.standard)]
            yield from unknown(asked, plan.standards, "standard")
