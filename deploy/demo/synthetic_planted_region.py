"""What Ningxia's synthetic figures are made to show, by name, so that the walk and the tests can point at it.

A course is a figure a period, oldest first: school years from 2021-2022, calendar years from 2021.
"""

from decimal import Decimal

from deploy.demo.synthetic_plan import Key

REGION = "640000"
FIRST_YEAR = 2021
AS_OF = "2024-12-01"

# The eleven targets that are due in 2025.
REACHED = ("T24", "T26", "T33", "T53")
ON_THE_WAY = ("T25", "T31", "T44", "T45", "T51")
RISING, FALLING = "T25", "T52"
OPEN = "T30"
MISSED_IN = ("T43", "2022")  # met in the newest year and missed in an earlier one: not met, each year is asked

COURSES = {
    "T24": ("76.5", "80.2", "83.9", "86.4"),
    "T25": ("89", "91.2", "93.1", "94.6"),
    "T26": ("18.2", "31.9", "45.5", "59"),
    "T30": ("95.8", "96.3", "96.9", "97.4"),
    "T31": ("0", "4.6", "13.7", "22.8"),
    "T33": ("91.2", "92.8", "94.1", "95.3"),
    "T43": ("500", "486", "510", "520"),
    "T44": ("0.25", "0.48", "0.71", "0.93"),
    "T45": ("62", "75", "86", "94.5"),
    "T51": ("6.1", "7.4", "8.8", "9.7"),
    "T52": ("15.8", "15.1", "14.3", "13.6"),
    "T53": ("17.2", "18.5", "19.6", "20.9"),
    "T12": ("60", "70", "75", "72"),
    "T03": ("20", "22", "25", "24"),
}

# One school with an open campus and one crowded class: of a demand on each, one that fails is enough.
PLANTED = {
    Key("640181-f02", "campus_closed", "2024-2025"): Decimal(0),
    Key("640121-f02", "largest_class.primary", "2024-2025"): Decimal(47),
}
FAIL_BY_ONE_SCHOOL = ("T27", "T57")

# One county's bureau has not reported the five figures of the nine-year completion rate in the newest school year.
SILENT_COUNTY = "640324"
GAPS = frozenset(
    Key(f"{SILENT_COUNTY}-education", f"nine_year_{item}", "2024-2025")
    for item in ("graduates", "joined", "left", "entrants", "deaths")
)
