"""What stays of files on disk: open only where they are about things and name nobody."""

from __future__ import annotations

import pytest

from lishui_dash.actions.sealing import sealed
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.spec import About
from tests.intake.cases import HEAD, MASKS, example, lines

KEYS = KeyRing.in_memory()


@pytest.mark.parametrize(
    "feed", [f.name for f in CATALOGUE.deliverable.values() if f.about is not About.THINGS]
)
def test_a_report_about_people_is_locked_even_where_it_names_nobody(feed: str) -> None:
    content = example(feed, {"name_masked": "王*明", "phone_masked": "139****2345"})
    name, kept = sealed("a.csv", content, KEYS)
    assert (name, KEYS.unlock(kept)) == ("a.csv.locked", content)


def test_a_report_about_things_stays_open_until_it_tells_of_somebody() -> None:
    head = f"{HEAD},备注"
    plain = lines(head, f"{MASKS},到货 12000 只").encode()
    assert sealed("a.csv", plain, KEYS) == ("a.csv", plain)
    for told in ("（0578）2688888", "332522.19880101.1237", "139－5781－2345"):
        content = lines(head, f"{MASKS},{told}").encode()
        assert sealed("a.csv", content, KEYS)[0] == "a.csv.locked"


def test_what_is_no_known_report_is_locked() -> None:
    content = "姓名,备注\n王小明*,无\n".encode()
    assert sealed("n.csv", content, KEYS)[0] == "n.csv.locked"
