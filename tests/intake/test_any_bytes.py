"""Whatever the bytes, the desk answers: taken in, or refused with reasons."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import xlsx_template
from tests.intake.cases import HEAD, MASKS, arrival, lines


@pytest.fixture(scope="module")
def one_desk() -> Desk:
    return open_desk()


GOOD = lines(HEAD, MASKS).encode()
BOOK = xlsx_template(CATALOGUE.feeds["supplies_daily"])
STARTS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
)


def answered(desk: Desk, content: bytes) -> None:
    judged = desk.check(arrival(content))
    assert judged.is_accepted or any(problem.rejects for problem in judged.problems)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_noise_is_answered(one_desk: Desk, start: bytes, noise: bytes) -> None:
    answered(one_desk, start + noise)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=200), st.integers(0, len(GOOD)))
def test_text_pushed_into_a_good_file_is_answered(
    one_desk: Desk, text: str, place: int
) -> None:
    pushed = text.encode("utf-8", "surrogatepass")
    answered(one_desk, GOOD[:place] + pushed + GOOD[place:])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, len(BOOK) - 1), st.integers(0, 255))
def test_a_damaged_workbook_is_answered(one_desk: Desk, place: int, byte: int) -> None:
    answered(one_desk, BOOK[:place] + bytes([byte]) + BOOK[place + 1 :])
    answered(one_desk, BOOK[:place])
