"""WHAT a declaration is. Standard library only."""

from lishui_dash.spec.clause import Clause, Group, Promise, PromiseKind
from lishui_dash.spec.columns import Code, CodeList, Column, Privacy, Register, Rule, Type
from lishui_dash.spec.feed import About, Cadence, Due, Feed, Load, Packed, Tier, UnitKind
from lishui_dash.spec.indicator import Audience, Combine, Extra, Indicator, Measure
from lishui_dash.spec.rollup import Rollup
from lishui_dash.spec.threshold import (
    Better,
    Format,
    Kind,
    Line,
    Threshold,
    ThresholdChange,
    When,
)
from lishui_dash.spec.threshold_faults import fault_of
from lishui_dash.spec.trace import Trace
from lishui_dash.spec.workbook import DayWorkbook, WorkbookSheet
from lishui_dash.words import Words

__all__ = [
    "About",
    "Audience",
    "Better",
    "Cadence",
    "Clause",
    "Code",
    "CodeList",
    "Column",
    "Combine",
    "DayWorkbook",
    "Due",
    "Extra",
    "Feed",
    "Format",
    "Group",
    "Indicator",
    "Kind",
    "Line",
    "Load",
    "Measure",
    "Packed",
    "Privacy",
    "Promise",
    "PromiseKind",
    "Register",
    "Rollup",
    "Rule",
    "Threshold",
    "ThresholdChange",
    "Tier",
    "Trace",
    "Type",
    "UnitKind",
    "When",
    "Words",
    "WorkbookSheet",
    "fault_of",
]
