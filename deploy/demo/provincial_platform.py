"""The second machine, a provincial data platform: departments, bureaus, and schools without a system of their own."""

from collections.abc import Collection, Sequence

from deploy.demo.sending import OBLIGATIONS, Sender
from deploy.demo.synthetic import Reading
from deploy.demo.synthetic_plan import Key
from deploy.demo.telling import say, table
from services.yardsticks.periods import kind_of


class ProvincialPlatform:
    """Sends for everybody at or below the region's government."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def send(self, readings: Sequence[Reading], what: str) -> None:
        report = await self._sender.send(readings, note=f"synthetic readings: {what}")
        say(f"   the platform sent {what}: {report['counts']}")

    async def owed(self, region: str, as_of: str, collections: Collection[str], gaps: Collection[Key]) -> list[Key]:
        """What the collections still wait for, but what nobody has given to the platform.

        A datum that another collection asks, too, is to be sent through one of the two only, whichever that is.
        """
        duties = await self._sender.door.everything(OBLIGATIONS, organisation=region, as_of=as_of)
        asked = {
            Key(duty["organisation"], item, duty["period"])
            for duty in duties
            if duty["collection"] in collections
            for item in (*duty["to_send"], *(each["indicator"] for each in duty["reused"]))
        }
        waited = [Key(duty["organisation"], item, duty["period"]) for duty in duties for item in duty["to_send"]]
        return [key for key in dict.fromkeys(waited) if key in asked and key not in gaps]

    async def send_by_period(self, readings: Sequence[Reading]) -> None:
        """One submission a period, and a line for each kind of period."""
        periods = sorted({reading.period for reading in readings})
        told: dict[str, list[int]] = {}
        for period in periods:
            batch = [reading for reading in readings if reading.period == period]
            report = await self._sender.send(batch, note=f"synthetic readings of {period}")
            told.setdefault(kind_of(period).value, []).append(report["counts"]["created"])
        rows = [[kind, str(len(counts)), str(sum(counts))] for kind, counts in told.items()]
        table(["kind of period", "submissions", "readings taken"], rows)
