"""A form is followed once, in time, and from the browser that it was given to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from lishui_dash.access.forms import LIFE, Filled, Forms
from tests.access.cheap import AT

KEY, HOLDER = b"k" * 32, "what only one browser has"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.sqlite"


@pytest.fixture
def forms(path: Path) -> Forms:
    return Forms(path, KEY)


def test_a_form_is_good_once(forms: Forms, path: Path) -> None:
    token = forms.token("sign-in", HOLDER, AT)
    assert forms.used(token, "sign-in", HOLDER, AT) is Filled.GOOD
    assert forms.used(token, "sign-in", HOLDER, AT) is Filled.USED
    assert Forms(path, KEY).used(token, "sign-in", HOLDER, AT) is Filled.USED


def test_a_form_is_good_for_a_quarter_of_an_hour(forms: Forms) -> None:
    token = forms.token("sign-in", HOLDER, AT)
    assert forms.used(token, "sign-in", HOLDER, AT + LIFE) is Filled.EXPIRED
    just = AT + LIFE - timedelta(seconds=1)
    assert forms.used(token, "sign-in", HOLDER, just) is Filled.GOOD
    assert forms.used(token, "sign-in", HOLDER, AT + LIFE) is Filled.EXPIRED


def test_a_form_of_another_clock_is_not_followed(forms: Forms) -> None:
    token = forms.token("sign-in", HOLDER, AT)
    earlier = AT - timedelta(hours=1)
    assert forms.used(token, "sign-in", HOLDER, earlier) is Filled.EXPIRED


def test_of_many_that_come_at_once_one_is_followed(forms: Forms) -> None:
    token = forms.token("sign-in", HOLDER, AT)
    with ThreadPoolExecutor(8) as threads:
        said = threads.map(lambda _: forms.used(token, "sign-in", HOLDER, AT), range(24))
        assert sorted(one.value for one in said) == ["good"] + ["used"] * 23


def test_a_form_is_for_one_purpose_and_one_browser(forms: Forms) -> None:
    token = forms.token("sign-in", HOLDER, AT)
    for purpose, holder in (("sign-out", HOLDER), ("sign-in", "x"), ("sign-in", "")):
        assert forms.used(token, purpose, holder, AT) is Filled.FORGED
    assert forms.used(token, "sign-in", HOLDER, AT) is Filled.GOOD


def test_a_form_given_to_nobody_is_good_for_nobody(forms: Forms) -> None:
    token = forms.token("sign-in", "", AT)
    assert forms.used(token, "sign-in", "", AT) is Filled.FORGED


def test_a_changed_or_made_up_token_is_forged(forms: Forms, path: Path) -> None:
    token = forms.token("sign-in", HOLDER, AT)
    other = Forms(path, b"o" * 32).token("sign-in", HOLDER, AT)
    head, signature = token.rsplit(".", 1)
    made_up = ["", "x", ".", "x.y", other, head, f"{head}.", f"x{token}", "令牌", "\ud800"]
    made_up += [f"{head[:-1]}.{signature}", token.upper(), token * 100, "e30.e30", "[]"]
    for one in made_up:
        assert forms.used(one, "sign-in", HOLDER, AT) is Filled.FORGED


def test_a_token_tells_nothing_of_what_the_browser_holds(forms: Forms) -> None:
    assert HOLDER not in forms.token("sign-in", HOLDER, AT)
