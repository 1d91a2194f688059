"""The program of a vendor who serves many schools: its first afternoon with the API, from the token to a correction."""

from collections.abc import Sequence

from deploy.demo.sending import OBLIGATIONS, SUBMISSIONS, Sender
from deploy.demo.synthetic import County, Reading
from deploy.demo.synthetic_errors import spoil
from deploy.demo.synthetic_planted import CORRECTION, LAST_PERIOD, PERIODS
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.telling import say, table

AS_OF = "2021-10-31"
BALANCE = "balance"


class SchoolSystem:
    """One machine with one token; `balance` are the readings beside the resource indicators."""

    def __init__(self, sender: Sender, county: County, balance: Sequence[Reading]) -> None:
        self._sender, self._county = sender, county
        self._codes = {school.code for school in county.schools}
        self._balance = [reading for reading in balance if reading.organisation in self._codes]

    async def owed(self) -> dict[str, int]:
        """How many data items its schools still have to send, by school year, the further items of the last by name."""
        duties = await self._sender.door.everything(OBLIGATIONS, organisation=COUNTY, as_of=AS_OF)
        own = [duty for duty in duties if duty["organisation"] in self._codes]
        owed = dict.fromkeys((*PERIODS, BALANCE), 0)
        for duty in own:
            owed[BALANCE if duty["collection"].startswith(BALANCE) else duty["period"]] += duty["missing"]
        return owed

    async def send_everything_owed(self) -> bool:
        """Whether anything was new."""
        owed = await self.owed()
        rows = [[period, "resources 资源配置", str(owed[period])] for period in PERIODS]
        rows.append([LAST_PERIOD, "guarantee and quality 政府保障与教育质量", str(owed[BALANCE])])
        table(["school year", "items of", "data items owed"], rows)
        for period in PERIODS:
            if owed[period] and period == LAST_PERIOD:
                await self._first_attempt(period)
            if owed[period]:
                await self._send(self._county.readings(period), f"resources of {period}")
        if owed[BALANCE] >= len(self._balance):
            await self._send(self._balance, f"guarantee and quality of {LAST_PERIOD}")
        await self._repeat_after_time_out()
        return any(owed[period] for period in PERIODS)

    async def _first_attempt(self, period: str) -> None:
        """A dry run of what the export produces at first; the report groups its many faults by cause."""
        body = self._sender.body(spoil(self._county.readings(period)))
        answer = await self._sender.door.http.post(SUBMISSIONS, params={"dry_run": "true"}, json=body)
        report = answer.json().get("report", answer.json())
        say(f"   dry run of {period}: {answer.status_code}, {report['counts']['rejected']} of {len(body['readings'])}")
        rows = [[c["code"], str(c["count"]), c["action_owner"], c["what_to_do"]["en"]] for c in report["conflicts"]]
        table(["cause", "rows", "who", "what to do"], rows)
        say("   repaired in the export: three causes, not eighty messages")

    async def _send(self, readings: Sequence[Reading], what: str) -> None:
        report = await self._sender.send(readings, note=f"synthetic readings: {what}")
        say(f"   sent {what}: {report['counts']} as {report['submission']}")
        if report["warnings"]:
            rows = [
                [
                    each["title_zh"],
                    str(each["count"]),
                    each["action_owner"],
                    ", ".join(each["objects"]["organisations"]),
                ]
                for each in report["warnings"]
            ]
            table(["warning 预警", "readings", "who", "schools"], rows)

    async def _repeat_after_time_out(self) -> None:
        """No answer came, so the program sends again: the natural keys make that harmless."""
        period = PERIODS[0]
        report = await self._sender.send(self._county.readings(period))
        say(f"   sent resources of {period} again after a time-out: {report['counts']}")

    async def send_again(self, organisation: str, note: str) -> None:
        """One school's return once more, after it was returned."""
        readings = [each for each in self._county.readings(LAST_PERIOD) if each.organisation == organisation]
        report = await self._sender.send(readings, note=note)
        say(f"   sent again: {organisation}, {report['counts']}")

    async def correct(self) -> None:
        """One value, with the reason."""
        reading = Reading(CORRECTION.organisation, CORRECTION.indicator, CORRECTION.period, CORRECTION.new)
        report = await self._sender.send([reading], correction_reason=CORRECTION.reason)
        say(f"   corrected: {CORRECTION.organisation} {CORRECTION.indicator} {CORRECTION.old} → {CORRECTION.new}")
        say(f"   because: {CORRECTION.reason}; {report['counts']}")
