"""Procedures as somebody wrote them: closed documents, and nothing in one that could not happen."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from services.audit.domain.closed_document import Node
from services.audit.domain.grounds import Confidence, Text
from services.audit.domain.procedures.days import Counting
from services.audit.domain.procedures.procedure import Ask, Clock, Desk, Fact, Opening, Procedure, Step

Word = TypeVar("Word", bound=StrEnum)
_TOP = "code kind title rule in_force_from reference states final first steps"


def procedure_from(document: object) -> Procedure:
    """Reads one. Raises StandardRefused(path, reason) at the first fault."""
    top = Node("", document).closed(_TOP, "clocks on")
    states = {code: text_of(node) for code, node in top["states"].mapping().items()}
    steps = {code: _step(code, node, states) for code, node in top["steps"].mapping().items()}
    clocks = (
        {code: _clock(code, node, steps) for code, node in top["clocks"].mapping().items()} if "clocks" in top else {}
    )
    found = Procedure(
        top["code"].text(),
        top["kind"].text(),
        text_of(top["title"]),
        top["rule"].text(),
        day_of(top["in_force_from"]),
        top["reference"].text(),
        states,
        frozenset(_known(each, states, "state") for each in top["final"].sequence()),
        steps,
        clocks,
        _known(top["first"], steps, "step"),
        _opening(top["on"]) if "on" in top else None,
    )
    _check(Node("", document), found)
    return found


def text_of(node: Node) -> Text:
    words = node.closed("zh en")
    return Text(words["zh"].text(), words["en"].text())


def day_of(node: Node) -> date:
    try:
        return date.fromisoformat(node.text())
    except ValueError:
        return node.refuse("must be a date, YYYY-MM-DD")


def _step(code: str, node: Node, states: Mapping[str, Text]) -> Step:
    said = node.closed("title by", "of to needs apart_from asks facts before effect")
    return Step(
        code,
        text_of(said["title"]),
        said["by"].one_of(Desk),
        _names(said["of"], states, "state") if "of" in said else None,
        _known(said["to"], states, "state") if "to" in said else None,
        tuple(each.text() for each in _listed(said, "needs")),
        tuple(each.text() for each in _listed(said, "apart_from")),
        tuple(each.one_of(Ask) for each in _listed(said, "asks")),
        tuple(each.one_of(Fact) for each in _listed(said, "facts")),
        said["before"].text() if "before" in said else None,
        said["effect"].text() if "effect" in said else None,
    )


def _clock(code: str, node: Node, steps: Mapping[str, Step]) -> Clock:
    said = node.closed("title starts then reference confidence", "stops days counting since until")
    if ("days" in said) == ("until" in said):
        node.refuse("must say either days or until")
    if ("days" in said) != ("counting" in said):
        node.refuse("must say counting exactly where it says days")
    then = _known(said["then"], steps, "step")
    if steps[then].by is not Desk.CLOCK:
        said["then"].refuse("must be a step that is by a clock")
    return Clock(
        code,
        text_of(said["title"]),
        _names(said["starts"], steps, "step"),
        _names(said["stops"], steps, "step") if "stops" in said else (),
        then,
        said["days"].whole() if "days" in said else None,
        said["counting"].one_of(Counting) if "counting" in said else Counting.CALENDAR,
        said["since"].text() if "since" in said else None,
        said["until"].text() if "until" in said else None,
        said["reference"].text(),
        said["confidence"].one_of(Confidence),
    )


def _opening(node: Node) -> Opening:
    said = node.closed("procedures", "clock")
    return Opening(
        tuple(each.text() for each in said["procedures"].sequence()),
        said["clock"].text() if "clock" in said else None,
    )


def _listed(said: Mapping[str, Node], name: str) -> Iterator[Node]:
    return said[name].sequence() if name in said else iter(())


def _known(node: Node, among: Mapping[str, object], what: str) -> str:
    name = node.text()
    if name not in among:
        node.refuse(f"there is no {what} {name}")
    return name


def _names(node: Node, among: Mapping[str, object], what: str) -> tuple[str, ...]:
    return tuple(_known(each, among, what) for each in node.sequence())


def _check(top: Node, found: Procedure) -> None:
    """What names cannot tell: every state is reached, clocks are rung, and a state is final exactly where nobody can
    lead out of it but another case that is decided.
    """
    opening = found.opening
    if opening.of != () or opening.to is None or opening.by in (Desk.CLOCK, Desk.CASE):
        top.refuse(f"the first step {found.first} must be somebody's, of no state, and lead to one")
    for step in found.steps.values():
        if why := _odd(step, found):
            top.refuse(f"{step.code}: {why}")
    if unreached := set(found.states) - _reached(found):
        top.refuse(f"never reached: {', '.join(sorted(unreached))}")
    for state in found.states:
        leaves = any(
            step.leads(state) not in (None, state) for step in found.steps.values() if step.by is not Desk.CASE
        )
        if leaves == (state in found.final):
            top.refuse(f"{state}: {'is final, and left' if leaves else 'is not final, and never left'}")


def _odd(step: Step, found: Procedure) -> str | None:
    """What is wrong with a step, where it stands among the others."""
    unknown = {*step.needs, *step.apart_from} - set(found.steps)
    if unknown:
        return f"there is no step {', '.join(sorted(unknown))}"
    if step.by is Desk.CLOCK and step.code not in {clock.then for clock in found.clocks.values()}:
        return "no clock leads to it"
    if step.effect is not None and found.on is None:
        return "an effect needs a case to stand on"
    return "only the first step is of no state" if step.of == () and step.code != found.first else None


def _reached(found: Procedure) -> set[str]:
    reached = {found.opening.to or ""}
    while True:
        more = {to for state in reached for step in found.steps.values() if (to := step.leads(state)) is not None}
        if more <= reached:
            return reached
        reached |= more
