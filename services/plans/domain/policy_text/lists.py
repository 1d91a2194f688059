"""One number said of several: A、B均达到95%, A和B各1所, three hundred per cents of three things."""

import re
from collections.abc import Iterator
from dataclasses import replace

from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.policy_text.veil import BLANK

_EACH_OF = re.compile(
    r"(?:均|都|各自|全部)(?:要|应|须|能)?(?:达到|达|不低于|不少于|保持在|稳定在|超过|实现|在|不超过|控制在)$|各(?:不少于|至少|打造|建设|建成?|新建|配备|评选|培育|设立|开展|举办)?$"
)
_MARK = re.compile(r"[,。;:]")
_RATE_ENDS = re.compile("(?<=[率比例])[、和及与](?!例)")
_LONGEST_TAIL = 12
_LEVELS = re.compile(r"(?:等)?[两三四五六二]级|(?:等)?[两三四五六]类")
_LEAD_IN = re.compile(
    r"(?:[^、]{0,40}(?:每(?:天|周|月|年|学期|学年|个乡镇|个县|校|所学校)|要|应|实现|确保|保证|推动|做到))?"
    r"(?:力争|争取|确保|实现|使|建设|新建|配备|开设|设立|推动|保证|将|做到|并)*"
)


def spread(sight: Sight, finding: Finding) -> Iterator[Finding]:
    """The finding, or one for each thing that it is said of; the thing becomes its population."""
    if sight.quantity.bundle > 1:
        yield from _bundle(sight, finding)
        return
    shared = _EACH_OF.search(sight.before[-_LONGEST_TAIL:])
    if shared is not None:
        listed = sight.before[: len(sight.before) - len(shared[0])]
        listed = _MARK.split(listed)[-1]
        labels = _of_rates(listed) or _labels(listed)
        if len(labels) > 1:
            rule = "said_of_each"
            yield from (replace(finding, population=label, confidence=BY_RULE, rule=rule) for label in labels)
            return
    yield _respectively(sight, finding)


def _bundle(sight: Sight, finding: Finding) -> Iterator[Finding]:
    """三个100% after a list of three or more is three, the last taking what is over; without a list it is one."""
    count, labels = sight.quantity.bundle, _labels(sight.before)
    if len(labels) < count:
        yield replace(finding, rule="bundle_not_listed")
        return
    listed = [*labels[: count - 1], "、".join(labels[count - 1 :])]
    confidence = BY_RULE if len(labels) == count else ASSUMED
    for label in listed:
        yield replace(finding, population=label, confidence=confidence, rule="bundle_listed")


def _respectively(sight: Sight, finding: Finding) -> Finding:
    """A、B、C分别达到10%、15%、20%: the third is said of C."""
    at = sight.head.find("分别")
    if at < 0 or sight.others < 2:
        return finding
    labels = _labels(sight.head[:at])
    if len(labels) != sight.others:
        return finding
    label = _LEVELS.split(labels[sight.number], maxsplit=1)[0]
    return replace(finding, population=label or finding.population)


def _labels(listed: str) -> list[str]:
    lead = _LEAD_IN.match(listed)
    parts = _outside_brackets(listed[lead.end() :] if lead else listed)
    named = [part.strip(BLANK + " ") for part in parts]
    return [part for part in named if part]


def _of_rates(listed: str) -> list[str]:
    """专职保安配备率、报警和监控系统与公安联网率: where several are rates, a name ends with its 率 only."""
    parts = [part for part in _RATE_ENDS.split(listed) if part.strip(BLANK + " ")]
    return parts if len(parts) > 1 and all(part.endswith(("率", "比例", "占比", "比")) for part in parts) else []


def _outside_brackets(listed: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, character in enumerate(listed):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth <= 0 and character in "、和及与":
            parts.append(listed[start:at])
            start = at + 1
    return [*parts, listed[start:]]
