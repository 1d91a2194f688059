"""What stands beside verdicts: what schools lack, who carries a coefficient, an evaluation, a sample, the way back."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from deploy.demo.door import Door
from deploy.demo.synthetic_planted import CORRECTION, CV_FAILS_WEIGHTED_ONLY, LAST_PERIOD
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.telling import say, table

AUDIT = "/api/v1/audit"
EVALUATED_AS_OF, DRAWN_ON, PUBLISHED_ON = "2022-08-31", "2021-10-08", "2022-01-15"
SAMPLE = {
    "organisation": COUNTY,
    "purpose": "monitoring",
    "population": {"kind": "school", "school_kinds": ["primary", "junior_secondary", "nine_year"]},
    "stratify_by": ["place", "type"],
    "share": 0.25,
    "seed": "2021 autumn, drawn in public",
    "schedule": [{"period": LAST_PERIOD, "publish_on": PUBLISHED_ON}],
    "drawn_on": DRAWN_ON,
    "reason": "年度监测（演示） · yearly monitoring (demo)",
}
ESTIMATED = "teaching_area"


@dataclass(frozen=True)
class Evaluating:
    """The supervisor of the county asks."""

    supervisor: Door

    async def tell(self, assessment: dict[str, Any]) -> None:
        path = f"{AUDIT}/assessments/{assessment['id']}"
        await self._lacks(path)
        await self._carriers(path)
        await self._evaluation(assessment["id"])
        await self._sample()
        await self._backward()

    async def _lacks(self, path: str) -> None:
        lacking = [each for each in await self.supervisor.everything(f"{path}/shortages") if each["to_add"] != 0]
        by_criterion: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in lacking:
            by_criterion[each["criterion"]].append(each)
        rows = []
        for criterion, found in sorted(by_criterion.items()):
            known = [each for each in found if each["to_add"] is not None]
            most = max(known, key=lambda each: each["to_add"])
            whole = sum(each["to_add"] for each in known)
            unit = most["unit"]["zh"]
            unknown = len(found) - len(known)
            rows.append(
                [
                    f"{criterion} {most['title']['zh']}",
                    str(len(known)),
                    f"{_figure(whole)} {unit}",
                    f"{most['organisation']['name']['zh']} {_figure(most['to_add'])} {unit}",
                    str(unknown) if unknown else "",
                ]
            )
        table(["criterion 指标", "schools", "to add 共缺", "most 缺口最大", "not known"], rows)

    async def _carriers(self, path: str) -> None:
        stage, criterion = CV_FAILS_WEIGHTED_ONLY
        found = await self.supervisor.get(f"{path}/carriers", criterion=criterion, stage=stage, limit=3)
        say(
            f"   {criterion} {stage}: coefficient 差异系数 {found['coefficient']:.4f}, limit {found['limit']:.2f};"
            f" with every school on its line {found['all_at_line']['coefficient']:.4f}"
        )
        for each in found["items"]:
            raised = each["at_line"] or each["at_mean"]
            then = f"; raised, it would be {raised['coefficient']:.4f}" if raised else ""
            say(f"   - {each['organisation']['name']['zh']} carries {each['share']:.1%}, {each['side']} the mean{then}")

    async def _evaluation(self, assessment: str) -> None:
        asked = {"organisation": COUNTY, "period": LAST_PERIOD, "as_of": EVALUATED_AS_OF, "assessment": assessment}
        found = await self.supervisor.post(f"{AUDIT}/evaluations", asked)
        parts = ("process", "value_added", "results")
        zh = ("过程", "增值", "结果")
        bands = [
            f"{part} {word}: {found[part]['band'] or 'nothing was due'}" for part, word in zip(parts, zh, strict=True)
        ]
        say(f"   evaluation 综合评价 as of {EVALUATED_AS_OF}: {found['band']} ({'; '.join(bands)})")
        rows = [
            [f"{each['criterion']} {each['title']['zh']}", *(str(each["counts"][one]) for one in _STANDINGS)]
            for each in found["value_added"]["criteria"]
        ]
        table(["value added 增值", *(word for word in _STANDINGS.values())], rows)

    async def _sample(self) -> None:
        """Drawn once; a second walk shows the one that is kept."""
        known = (await self.supervisor.get(f"{AUDIT}/samples", organisation=COUNTY, limit=1))["items"]
        id_ = known[0]["id"] if known else (await self.supervisor.post(f"{AUDIT}/samples", SAMPLE))["id"]
        kept = await self.supervisor.get(f"{AUDIT}/samples/{id_}")
        strata = f"{len(kept['strata'])} strata, seed “{kept['seed']}”"
        say(f"   sample 抽样: {kept['drawn']} of {kept['frame']} schools in {strata}")
        asked = {"asked": "mean", "item": ESTIMATED, "period": LAST_PERIOD}
        path = f"{AUDIT}/samples/{id_}/estimates"
        early = await self.supervisor.http.get(path, params={**asked, "as_of": DRAWN_ON})
        say(f"   an estimate before its day? {early.status_code} {early.json()['code']}")
        found = await self.supervisor.get(path, **asked, as_of=PUBLISHED_ON)
        say(
            f"   teaching area of a school 校均教学及辅助用房: {found['value']:.1f} m², 95 %: {found['low']:.1f} to"
            f" {found['high']:.1f}, {found['answered']} of {found['drawn']} answered"
        )

    async def _backward(self) -> None:
        datum = {"organisation": CORRECTION.organisation, "indicator": CORRECTION.indicator, "period": LAST_PERIOD}
        used = (await self.supervisor.get(f"{AUDIT}/uses", **datum, limit=1))["items"][0]
        named = ", ".join(" ".join(filter(None, _result(each))) for each in used["results"])
        reading = f"{CORRECTION.organisation} {CORRECTION.indicator} {_figure(used['used']['value'])}"
        say(f"   {reading} counts in: {named}; corrected since: {used['stale']}")
        again = await self.supervisor.everything(f"{AUDIT}/reruns", organisation=COUNTY, as_of=EVALUATED_AS_OF)
        say(f"   to be assessed again because of corrections: {len(again)}")


def _result(used: dict[str, Any]) -> tuple[str | None, ...]:
    return used["kind"], used["criterion"], used["stage"]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.10g}"


_STANDINGS = {
    "above": "above 高于预期",
    "as_expected": "as expected 符合",
    "below": "below 低于预期",
    "cannot_decide": "cannot decide 不判定",
}
