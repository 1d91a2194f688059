"""An example plan for the documentation; its jurisdiction is the root, so it works in every installation.

It holds no null: FastAPI leaves nulls out of the examples it publishes.
"""

from typing import Any

PLAN_EXAMPLE: dict[str, Any] = {
    "code": "example-plan",
    "title": {"zh": "示例方案（虚构）", "en": "Example plan (fictitious)"},
    "jurisdiction": "000000",
    "issued_by": "000000",
    "document": {"number": "虚构〔2021〕1号", "dated": "2021-09-01"},
    "legal_status": "in_force",
    "in_force_from": "2021-09-01",
    "phases": [
        {
            "code": "phase-1",
            "title": {"zh": "准备", "en": "Preparation"},
            "starts_on": "2021-09-01",
            "ends_on": "2021-12-31",
            "place": "三(一)",
        }
    ],
    "programmes": [
        {
            "code": "p1",
            "title": {"zh": "办学条件", "en": "School conditions"},
            "place": "二(一)",
            "measures": [
                {
                    "code": "m1.1",
                    "title": {"zh": "图书", "en": "Books"},
                    "summary": {"zh": "各校补足图书", "en": "Schools fill up their libraries"},
                    "place": "二(一)1",
                    "assignments": [
                        {"organisation": "000000", "name_in_source": "教育部门", "role": "lead"},
                    ],
                    "open_ended_roles": ["lead"],
                }
            ],
        }
    ],
    "accountability": [
        {
            "code": "a1",
            "title": {"zh": "年底通报进展", "en": "Progress is made public at the end of the year"},
            "place": "五",
            "cadence": "每年12月",
        }
    ],
    "systems": [{"code": "s1", "title": {"zh": "图书台账", "en": "A ledger of the books"}, "place": "二(一)1"}],
    "units": [
        {
            "key": "education",
            "organisation": "000000",
            "name_in_source": "教育部门",
            "place": "四 1",
            "duties": [
                {
                    "code": "education/1",
                    "summary": {"zh": "安排购书经费", "en": "Provides the money for books"},
                    "own_role": "responsible",
                    "partners": ["财政"],
                    "place": "四 1(1)",
                }
            ],
        }
    ],
    "targets": [
        {
            "code": "T01",
            "place": "二(一)1",
            "measure": "m1.1",
            "statement": {"zh": "小学每名学生至少有15册书", "en": "At least 15 books per primary pupil"},
            "kind": "threshold",
            "comparison": ">=",
            "value": 15,
            "unit": "册/生",
            "population": {"zh": "每所小学", "en": "Each primary school"},
            "deadline": "2021-12-31",
            "deadline_text": "2021年底",
            "deadline_certainty": "stated",
            "certainty": "number",
            "yardstick": {
                "period": "school_year",
                "population": {"kind": "school", "school_kinds": ["primary"]},
                "quantities": [{"amount": {"books.primary": 1}, "over": {"pupils.primary": 1}}],
                "reach": "each",
            },
        }
    ],
}
