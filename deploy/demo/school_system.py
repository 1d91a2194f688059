"""The program of a vendor who serves many schools: its first afternoon with the API, from the token to a correction."""

from collections.abc import Sequence
from typing import Any

from deploy.demo.door import Door
from deploy.demo.synthetic import County, Reading
from deploy.demo.synthetic_errors import spoil
from deploy.demo.synthetic_planted import CORRECTION, LAST_PERIOD, PERIODS
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.telling import say, table

SUBMISSIONS = "/api/v1/metrics/submissions"
AS_OF = "2021-10-31"


def as_body(readings: Sequence[Reading], **more: Any) -> dict[str, Any]:
    """Readings as the API takes them; decimals go out as the numbers they are."""
    rows = [
        {
            "organisation": reading.organisation,
            "indicator": reading.indicator,
            "period": reading.period,
            "value": None if reading.value is None else _number(reading),
            "unknown_reason": reading.unknown_reason,
        }
        for reading in readings
    ]
    return {"mode": "all_or_nothing", "readings": rows, **more}


def _number(reading: Reading) -> int | float:
    assert reading.value is not None  # noqa: S101 - the caller has just asked
    whole = reading.value == reading.value.to_integral_value()
    return int(reading.value) if whole else float(reading.value)


class SchoolSystem:
    """One machine with one token."""

    def __init__(self, door: Door, county: County) -> None:
        self._door, self._county = door, county

    async def owed(self) -> dict[str, int]:
        """How many data items are still to be sent, by school year: one call, however many schools."""
        duties = await self._door.everything("/api/v1/metrics/obligations", organisation=COUNTY, as_of=AS_OF)
        return {period: sum(d["missing"] for d in duties if d["period"] == period) for period in PERIODS}

    async def send_everything_owed(self) -> bool:
        """Whether anything was owed."""
        owed = await self.owed()
        table(["school year", "data items owed"], [[period, str(owed[period])] for period in PERIODS])
        for period in PERIODS:
            if owed[period] and period == LAST_PERIOD:
                await self._first_attempt(period)
            if owed[period]:
                await self._send(period)
        await self._repeat_after_time_out()
        return any(owed.values())

    async def _first_attempt(self, period: str) -> None:
        """A dry run of what the export produces at first; the report groups its many faults by cause."""
        body = as_body(spoil(self._county.readings(period)))
        answer = await self._door.http.post(SUBMISSIONS, params={"dry_run": "true"}, json=body)
        report = answer.json().get("report", answer.json())
        say(f"   dry run of {period}: {answer.status_code}, {report['counts']['rejected']} of {len(body['readings'])}")
        rows = [[c["code"], str(c["count"]), c["action_owner"], c["what_to_do"]["en"]] for c in report["conflicts"]]
        table(["cause", "rows", "who", "what to do"], rows)
        say("   repaired in the export: three causes, not eighty messages")

    async def _send(self, period: str) -> None:
        body = as_body(self._county.readings(period), note=f"synthetic readings of {period}")
        report = await self._door.post(SUBMISSIONS, body)
        say(f"   sent {period}: {report['counts']} as {report['submission']}")

    async def _repeat_after_time_out(self) -> None:
        """No answer came, so the program sends again: the natural keys make that harmless."""
        period = PERIODS[0]
        report = await self._door.post(SUBMISSIONS, as_body(self._county.readings(period)))
        say(f"   sent {period} again after a time-out: {report['counts']}")

    async def send_again(self, organisation: str, note: str) -> None:
        """One school's return once more, after it was returned."""
        readings = [each for each in self._county.readings(LAST_PERIOD) if each.organisation == organisation]
        report = await self._door.post(SUBMISSIONS, as_body(readings, note=note))
        say(f"   sent again: {organisation}, {report['counts']}")

    async def correct(self) -> None:
        """One value, with the reason."""
        reading = Reading(CORRECTION.organisation, CORRECTION.indicator, CORRECTION.period, CORRECTION.new)
        report = await self._door.post(SUBMISSIONS, as_body([reading], correction_reason=CORRECTION.reason))
        say(f"   corrected: {CORRECTION.organisation} {CORRECTION.indicator} {CORRECTION.old} → {CORRECTION.new}")
        say(f"   because: {CORRECTION.reason}; {report['counts']}")
