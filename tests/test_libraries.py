"""The libraries are those that were asked for, from nowhere else, and audited."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.libraries import SetAside, set_aside, verdict_of

ROOT = Path(__file__).parents[1]
TODAY = date(2020, 3, 4)
BAD = {"id": "PYSEC-2020-1", "aliases": ["CVE-2020-1"], "fix_versions": ["2.0"]}


def report(*libraries: dict[str, object]) -> str:
    return json.dumps({"dependencies": libraries})


def good(name: str = "a") -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": []}


def bad() -> dict[str, object]:
    return {"name": "b", "version": "1.0", "vulns": [BAD]}


def unknown() -> dict[str, object]:
    return {"name": "c", "skip_reason": "not found"}


def test_a_known_vulnerability_fails_and_says_what_mends_it() -> None:
    told = verdict_of(report(good(), bad()), (), TODAY)
    assert told.fails
    assert "b 1.0: PYSEC-2020-1 (mended in 2.0)" in told.said
    assert "a 1.0" not in told.said


@pytest.mark.parametrize("name", ["PYSEC-2020-1", "CVE-2020-1"])
def test_one_that_is_set_aside_fails_again_after_its_day(name: str) -> None:
    aside = [SetAside(name, TODAY, "we never open such files")]
    assert not verdict_of(report(bad()), aside, TODAY).fails
    assert verdict_of(report(bad()), aside, date(2020, 3, 5)).fails


@pytest.mark.parametrize("nothing", ["", "Traceback", "{}", report(), report(unknown())])
def test_that_nothing_was_audited_is_said_loudly_and_fails_nothing(nothing: str) -> None:
    told = verdict_of(nothing, (), TODAY)
    assert not told.fails
    assert "NO LIBRARY WAS AUDITED" in told.said


def test_what_could_not_be_audited_is_named() -> None:
    told = verdict_of(report(good(), unknown()), (), TODAY)
    assert not told.fails
    assert told.said.startswith("1 ")
    assert told.said.endswith(": c")


def test_what_is_set_aside_is_named_dated_and_explained() -> None:
    for one in set_aside():
        assert re.fullmatch(r"(CVE|GHSA|PYSEC|OSV)-[\w-]+", one.id)
        assert len(one.reason) > 20, one.id


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_locked_is_what_was_asked_for(name: str) -> None:
    asked = _asked_in(ROOT / f"{name}.in")
    locked = (ROOT / f"{name}.txt").read_text("utf-8")
    versions = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", locked, re.MULTILINE))
    for requirement in asked:
        wanted, _, version = requirement.partition("==")
        assert wanted in versions, requirement
        assert version in ("", versions[wanted]), requirement
    direct = {
        wanted
        for wanted, why in re.findall(
            r"^([a-z0-9.-]+)==.*?\n((?:    # .*\n?)+)",
            _without_hashes(locked),
            re.MULTILINE,
        )
        if f"{name}.in" in why
    }
    own = {line.partition("==")[0] for line in asked}
    assert direct - own <= {
        line.partition("==")[0] for line in _asked_in(ROOT / "requirements.in")
    }
    assert own <= direct


def _asked_in(path: Path) -> list[str]:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def _without_hashes(locked: str) -> str:
    return re.sub(r" \\\n(    --hash=\S+(?: \\)?\n)+", "\n", locked)
