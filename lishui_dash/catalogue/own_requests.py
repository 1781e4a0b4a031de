"""What this product asks for is a request like any other: who consented, how long it takes.

Which requests those are follows from the feeds. Whoever counts the forms of others has to
count his own.
"""

from __future__ import annotations

from datetime import datetime

from lishui_dash.spec import Cadence, UnitKind

APPROVED_AT = datetime(2020, 1, 23, 8, 0)
ISSUED_AT = datetime(2020, 1, 23, 8, 30)
APPROVAL_NO = "同意〔2020〕0123-01"
"""The consent of the command centre; a city that takes this product over puts its own."""
OWN_ID = "YQ-BXT-"
"""How the numbers of these requests begin, and of no other."""
MINUTES_A_REPORT = 5
"""To choose a file that exists already, look at what it says and confirm: judgement. The
workbook of a township holds three reports and may take a quarter of an hour."""
LONGEST_MINUTES = 60
"""What one delivery counts at most: a page that stays open is no work. Judgement."""

LEVELS = {
    UnitKind.COMMAND: "county",
    UnitKind.CITY_COMMAND: "municipal",
    UnitKind.DEPARTMENT: "municipal",
    UnitKind.TOWNSHIP: "township",
    UnitKind.VILLAGE: "village",
    UnitKind.HOSPITAL: "hospital",
    UnitKind.CLINIC: "hospital",
    UnitKind.STORE: "county",
    UnitKind.OTHER: "enterprise",
}
"""The level (code list unit_level) of each sort of unit."""
GRASSROOTS = ("township", "village", "hospital")

RECURS = {Cadence.DAILY: "daily", Cadence.WEEKLY: "weekly", Cadence.ON_CHANGE: "once"}
"""A list that is sent when it changes is asked for once; of events nobody asks for."""
