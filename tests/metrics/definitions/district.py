"""A fictitious district whose items have codes of their own: rules of one test never meet another's readings."""

from typing import Any

from tests.metrics.county import NAME, PERIOD, ROOT, Answer, County, organisation, settle

BEFORE = "2020-2021"
SCHOOLS = 8
UNITS = {"pupils": "人", "boarders": "人", "classes": "个", "area": "㎡", "equipment": "万元", "fenced": "是否"}
REFERENCE = {"document": "云泽市填报须知（虚构）", "clause": "第四条"}


class District(County):
    """Schools s1 … s8: primary schools, of which s8 is private and all others are public."""

    def item(self, name: str) -> str:
        return f"{self.code}.{name}"

    def of(self, number: int, name: str, value: Any, period: str = PERIOD, **more: Any) -> dict[str, Any]:
        """One reading."""
        key = {"organisation": self.school(number), "indicator": self.item(name), "period": period}
        return {**key, "value": value, **more}

    def derived(self, name: str, formula: str, **changed: Any) -> dict[str, Any]:
        """A derived indicator; `{area}` in a formula stands for the district's item."""
        body = {
            "code": self.item(name),
            "title": {"zh": "派生", "en": name},
            "unit": "㎡/人",
            "period": "school_year",
            "population": {"kind": "school"},
            "formula": self.written(formula),
            "valid_from": BEFORE,
            "reference": REFERENCE,
        }
        return {**body, **changed}

    def rule(self, name: str, test: dict[str, Any], severity: str = "warning", **changed: Any) -> dict[str, Any]:
        body = {
            "code": self.item(name),
            "severity": severity,
            "title": {"zh": "规则", "en": f"rule {name}"},
            "what_to_do": {"zh": "请核对", "en": "look again"},
            "action_owner": "school",
            "population": {"kind": "school"},
            "test": test,
            "valid_from": BEFORE,
            "reference": REFERENCE,
        }
        return {**body, **changed}

    def boarders_within(self, severity: str = "blocking", **changed: Any) -> dict[str, Any]:
        """No more boarders than pupils."""
        test = {"kind": "part_of_whole", "parts": [self.item("boarders")], "whole": [self.item("pupils")]}
        return self.rule("boarders_within", test, severity, **changed)

    def holds(self, name: str, condition: str, severity: str = "warning", **changed: Any) -> dict[str, Any]:
        return self.rule(name, {"kind": "consistency", "condition": self.written(condition)}, severity, **changed)

    def written(self, formula: str) -> str:
        return formula.format_map({name: self.item(name) for name in (*UNITS, "space", "density", "growth")})

    async def define(self, *bodies: dict[str, Any], by: str = "administrator", **params: Any) -> Answer:
        """Derived indicators, or rules, which have a severity."""
        kind = "rules" if "severity" in bodies[0] else "derived"
        return await self.call("POST", f"/{kind}", by=by, json={kind: list(bodies)}, params=params)

    async def defined(self, *bodies: dict[str, Any]) -> None:
        answer = await self.define(*bodies)
        assert answer.status == 201, answer

    async def sent(self, *readings: dict[str, Any], **more: Any) -> Answer:
        answer = await self.submit(*readings, **more)
        assert answer.status == 201, answer
        return answer

    async def findings(self, answer: Answer, by: str = "sender") -> list[Any]:
        """Those on the submission of a report."""
        found = await self.get(f"/submissions/{answer.body['submission']}", by=by)
        listed: list[Any] = found.body["findings"]
        return listed


def indicator(district: District, name: str, **changed: Any) -> dict[str, Any]:
    body = {
        "code": district.item(name),
        "title": {"zh": "数", "en": name},
        "unit": UNITS[name],
        "value_type": {"fenced": "yes_no", "area": "decimal", "equipment": "decimal"}.get(name, "integer"),
        "not_negative": True,
        "period": "school_year",
        "reported_by": {"kind": "school"},
        "population": NAME,
    }
    return {**body, **changed}


async def open_district(database: Any, door: Any, code: str) -> District:
    district = District(code, door, database)
    path = f"/000000/{code}"
    tree = [ROOT, organisation(code, "000000", path, "government", division_code="640221")]
    for number in range(1, SCHOOLS + 1):
        school = district.school(number)
        ownership = "private" if number == SCHOOLS else "public"
        attributes = {"school_kind": "primary", "place": "rural", "ownership": ownership, "stages": ["primary"]}
        tree.append(organisation(school, code, f"{path}/{school}", "school", **attributes))
    roles = dict.fromkeys(("sender", "reviewer", "auditor", "dashboard", "administrator2"), code)
    roles |= {"administrator": "000000", "school1": district.school(1), "school2": district.school(2)}
    await settle(district, tree, roles)
    body = {"indicators": [indicator(district, name) for name in UNITS]}
    assert (await district.call("POST", "/indicators", by="administrator", json=body)).status == 201
    await ask(district, code)
    return district


async def ask(district: District, organisation: str) -> None:
    """The items of a district, of all schools below an organisation, for both school years."""
    for period in (BEFORE, PERIOD):
        asked = {
            "title": NAME,
            "organisation": organisation,
            "period": period,
            "indicators": [district.item(name) for name in UNITS],
            "opens_on": f"{period[:4]}-09-01",
            "due_on": f"{period[:4]}-10-15",
            "status": "open",
        }
        path = f"/collections/{district.code}-{organisation}-{period}"
        assert (await district.call("PUT", path, by="administrator", json=asked)).status == 201
