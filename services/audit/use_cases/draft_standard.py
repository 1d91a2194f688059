"""A standard or a local variant is written as a draft: read in full, and a variant held against its standard."""

import re

from services.access.caller import Guard
from services.access.policy import ROOT_ORGANISATION
from services.audit.domain.case_clauses import coefficient_clauses, unverified
from services.audit.domain.grading import CountiesKeep, Grading
from services.audit.domain.grounds import Confidence, StandardRefused
from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant
from services.audit.editions import hold_against, read_rule
from services.audit.errors import StandardPublished, StandardUnreadable, StandardVersionTaken
from services.audit.repository.editions import PUBLISHED, KeptEdition, NewDraft, add_draft, edition_of, write_draft
from services.audit.rulebook import Rulebook
from services.audit.standards.marks import placed
from services.kernel.errors import Fault, NotFound
from services.kernel.routes import Session

SENT = "document"
"""What a refusal calls the body, where a shipped file has its name."""


async def draft_standard(session: Session, guard: Guard, rulebook: Rulebook, body: bytes) -> KeptEdition:
    """A new draft. Refused where the version is there already, shipped ones counted."""
    await guard.require(ROOT_ORGANISATION)
    new = _read(guard, rulebook, body)
    if (new.code, new.version) in rulebook.keys or not await add_draft(session, new):
        fault = Fault("version_taken", "/version", f"another version of {new.code}", new.version)
        raise StandardVersionTaken(faults=[fault])
    return await standing(session, new.code, new.version)


async def rewrite_draft(
    session: Session, guard: Guard, rulebook: Rulebook, key: tuple[str, str], body: bytes
) -> KeptEdition:
    """The draft as it is written now. Refused once it is published, and where the document is of another version."""
    await guard.require(ROOT_ORGANISATION)
    kept = await draft_to_change(session, rulebook, key)
    new = _read(guard, rulebook, body)
    faults = [
        Fault("address_differs", f"/{name}", f"{there}, as in the address", given)
        for name, there, given in (("code", kept.code, new.code), ("version", kept.version, new.version))
        if there != given
    ]
    if faults:
        raise StandardUnreadable(faults=faults)
    await write_draft(session, new)
    return await standing(session, *key)


async def draft_to_change(session: Session, rulebook: Rulebook, key: tuple[str, str]) -> KeptEdition:
    """A draft, held until this transaction ends."""
    kept = await edition_of(session, *key, locked=True)
    if key in rulebook.keys or (kept is not None and kept.state == PUBLISHED):
        raise StandardPublished()
    if kept is None:
        raise NotFound()
    return kept


async def standing(session: Session, code: str, version: str) -> KeptEdition:
    kept = await edition_of(session, code, version)
    if kept is None:
        raise LookupError("a version that was just written is not there")
    return kept


def check(rulebook: Rulebook, text: str) -> tuple[str, str, str]:
    """Code, version and digest of a document that can be read. Raises StandardUnreadable at its line."""
    try:
        read = read_rule(text, SENT)
        try:
            _check_among(rulebook, read.rule, text)
        except StandardRefused as refused:
            raise refused if refused.line else placed(refused, text, SENT) from refused
    except StandardRefused as refused:
        raise StandardUnreadable(str(refused), faults=[_fault(refused)]) from refused
    return read.rule.code, read.rule.version, read.sha256


def _check_among(rulebook: Rulebook, rule: Standard | Variant, text: str) -> None:
    """Against the other standards: a variant has one to change, a grade has those it hangs on."""
    if isinstance(rule, Variant):
        base = rulebook.standards.get(rule.variant_of)
        if rule.code in rulebook.standards:
            raise StandardRefused("code", "is the code of a standard")
        if base is None:
            raise StandardRefused("variant_of", f"must be one of: {', '.join(sorted(rulebook.standards))}")
        hold_against(rule, base.exact, text, SENT)
        return
    if rule.code in {each.rule.code for each in rulebook.variants}:
        raise StandardRefused("code", "is the code of a local variant")
    if rule.grading is not None:
        _check_counties(rulebook, rule.grading)


def _check_counties(rulebook: Rulebook, grading: Grading) -> None:
    """A fact about counties is no surer than the limits it is taken from."""
    for place, strike in enumerate(grading.downgrades):
        if not isinstance(strike.condition, CountiesKeep):
            continue
        path, other = f"grading.downgrades[{place}]", rulebook.standards.get(strike.condition.standard)
        if other is None:
            raise StandardRefused(f"{path}.counties_keep", f"must be one of: {', '.join(sorted(rulebook.standards))}")
        doubtful = unverified(other.rule, coefficient_clauses(other.rule))
        if doubtful and strike.ground.confidence is Confidence.VERIFIED:
            raise StandardRefused(f"{path}.confidence", f"must be unverified, as {', '.join(doubtful)} there are")


def _read(guard: Guard, rulebook: Rulebook, body: bytes) -> NewDraft:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StandardUnreadable(faults=[Fault("not_utf8", "", "text in UTF-8")]) from error
    code, version, sha256 = check(rulebook, text)
    return NewDraft(code, version, text, sha256, guard.caller.id, guard.caller.name)


def _fault(refused: StandardRefused) -> Fault:
    pointer = "/" + re.sub(r"\[(\d+)\]", r"/\1", refused.path).replace(".", "/")
    line = None if refused.line is None else f"line {refused.line}"
    return Fault("standard_unreadable", pointer, refused.reason, line)
