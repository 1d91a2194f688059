"""Rules shipped with plans, as dated, cited text an official can read, each with the examples it is tested by."""

from functools import cache
from importlib.resources import files

import yaml

from services.plans.domain.forbidden_targets import Ground, Languages, forbidden_in
from services.plans.rules.forbidden import ForbiddenTargets, languages_of


@cache
def forbidden_targets() -> ForbiddenTargets:
    """The rules on forbidden targets as they are shipped. Raises pydantic.ValidationError where they have a fault."""
    text = files(__name__).joinpath("forbidden_targets.yaml").read_text(encoding="utf-8")
    return ForbiddenTargets.model_validate(yaml.safe_load(text))


@cache
def forbidden_languages() -> Languages:
    return languages_of(forbidden_targets())


def grounds_against(text: str, *, of_target: bool = False) -> Ground | None:
    """What rules out a target that a Chinese text sets; None where it sets none that is forbidden.

    In a text that is itself a target (`of_target`) the name of a forbidden measure is enough.
    """
    found = forbidden_in(text, "zh", forbidden_languages(), of_target=of_target)
    return None if found is None else found.rule.ground
