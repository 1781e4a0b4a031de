"""Demo data: two months of early 2020 as the units of the city would have sent them."""

from lishui_dash.demo.scale import Scale
from lishui_dash.demo.sequence import Loaded, Morning, Progress, load, mornings, only

__all__ = ["Loaded", "Morning", "Progress", "Scale", "load", "mornings", "only"]
