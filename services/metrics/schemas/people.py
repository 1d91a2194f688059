"""Principals as answers name them."""

from services.kernel.fields import Shown


class PersonShown(Shown):
    id: str
    name: str


def person(id_: str | None, name: str | None) -> PersonShown | None:
    return None if id_ is None or name is None else PersonShown(id=id_, name=name)
