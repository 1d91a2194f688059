"""Rules of procedure shipped with the product, one dated file each."""

from functools import cache
from importlib.resources import files

from services.audit.domain.case_force import DatedRule, dated_rule_from
from services.audit.domain.signals import SignalRule, rules_from
from services.audit.standards import document_from

ACCOUNTABILITY = "accountability-"


@cache
def accountability_rules() -> tuple[DatedRule, ...]:
    """Every version of the accountability rules that is shipped, oldest first."""
    texts = [
        entry.read_text(encoding="utf-8")
        for entry in files(__name__).iterdir()
        if entry.name.startswith(ACCOUNTABILITY) and entry.name.endswith(".yaml")
    ]
    rules = [dated_rule_from(document_from(text)) for text in texts]
    return tuple(sorted(rules, key=lambda rule: rule.in_force_from))


@cache
def signal_rules() -> tuple[SignalRule, ...]:
    """By which a unit shows a colour."""
    return rules_from(document_from(files(__name__).joinpath("signals.yaml").read_text(encoding="utf-8")))
