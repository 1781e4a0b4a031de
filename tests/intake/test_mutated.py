"""Broken files of every feed are stored whole or not at all; the benchmark tries 10,000."""

from __future__ import annotations

from benchmarks.fuzz import bare_desk, verdicts

FILES = 200


def test_every_broken_file_is_accepted_whole_or_refused_with_reasons() -> None:
    desk = bare_desk()
    found = verdicts(desk, range(FILES))
    desk.engine.close()
    assert found.total() == FILES
    assert set(found) == {"accepted", "rejected"}
