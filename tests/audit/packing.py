"""Changes of readings as metrics hands them over, made from readings in words."""

import base64
import math
from typing import Any

import numpy as np

from services.yardsticks.packed_readings import NAMES, ROW

SAID = ("unknown_reason", "evidence")


def packed_change(change: dict[str, Any]) -> dict[str, Any]:
    """Of another topic, as it is."""
    if change["topic"] != "readings":
        return change
    body = dict(change["body"])
    readings = body.pop("readings")
    words = {name: list(dict.fromkeys(reading[name] for reading in readings)) for name in NAMES}
    rows = np.zeros(len(readings), ROW)
    for name in NAMES:
        rows[name] = [words[name].index(reading[name]) for reading in readings]
    rows["value"] = [math.nan if reading["value"] is None else reading["value"] for reading in readings]
    head: dict[str, Any] = {f"{name}s": codes for name, codes in words.items()}
    told = [(place, [reading.get(name) for name in SAID]) for place, reading in enumerate(readings)]
    head["remarks"] = [[place, *said] for place, said in told if any(said)]
    reasons = {reading.get("correction_reason") for reading in readings} or {None}
    (reason,) = reasons
    packed = base64.b64encode(rows.tobytes()).decode()
    return {**change, "body": {**body, **head, "correction_reason": reason}, "packed": packed}
