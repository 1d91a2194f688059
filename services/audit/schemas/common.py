"""Pieces that several answers show."""

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from services.kernel.fields import Shown

ClausePath = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_-]+){0,8}$", max_length=300)]


Figure = Annotated[int | float, WithJsonSchema({"type": "number"})]
"""A JSON number that stays whole where it is whole."""


class RuleNamed(Shown):
    """A local variant, or another standard, in the version that was used."""

    code: str
    version: str


class Words(Shown):
    """The same words in Chinese and English."""

    zh: str
    en: str


class Named(Shown):
    """An organisation by code and name."""

    code: str
    name: Words


class Actor(Shown):
    """Who acted."""

    id: str
    name: str


def named(code: str, zh: str, en: str) -> Named:
    return Named(code=code, name=Words(zh=zh, en=en))


def example(body: dict[str, Any]) -> dict[str, Any]:
    """The part of a model's configuration that carries an example for the documentation."""
    return {"examples": [body]}
