"""Damage in the structure."""


def structure_defects(a, b, c):
    return []
