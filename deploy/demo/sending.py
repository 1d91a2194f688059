"""Readings as the API takes them, and a machine that sends them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deploy.demo.door import Door
from deploy.demo.synthetic import Reading
from deploy.demo.synthetic_items import Item

SUBMISSIONS = "/api/v1/metrics/submissions"
OBLIGATIONS = "/api/v1/metrics/obligations"


@dataclass(frozen=True)
class Sender:
    """One machine with one token; `items` say in which form their values go out."""

    door: Door
    items: Mapping[str, Item]

    def body(self, readings: Sequence[Reading], **more: Any) -> dict[str, Any]:
        return {"mode": "all_or_nothing", "readings": [self._row(reading) for reading in readings], **more}

    async def send(self, readings: Sequence[Reading], **more: Any) -> dict[str, Any]:
        """The report; raises where any of the readings is refused."""
        report: dict[str, Any] = await self.door.post(SUBMISSIONS, self.body(readings, **more))
        return report

    def _row(self, reading: Reading) -> dict[str, Any]:
        item = self.items.get(reading.indicator)
        row = {
            "organisation": reading.organisation,
            "indicator": reading.indicator,
            "period": reading.period,
            "value": None if reading.value is None else _value(item, reading),
            "unknown_reason": reading.unknown_reason,
        }
        if item is not None and item.evidence_needed and reading.value is not None:
            row["evidence"] = f"虚构文件 · Fictitious document: {reading.organisation}, {reading.period}"
        return row


def _value(item: Item | None, reading: Reading) -> bool | int | float | str:
    assert reading.value is not None  # noqa: S101 - the caller has just asked
    if item is not None:
        return item.own_form(reading.value)
    whole = reading.value == reading.value.to_integral_value()
    return int(reading.value) if whole else float(reading.value)
