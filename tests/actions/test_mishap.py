"""A crash is told by its places, and nothing that it says gets into a log."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from lishui_dash.actions.mishap import keep_logs_clean, log_mishap
from tests.planted import ID, NAME, PHONE

SAID = f"could not convert {NAME} {ID} {PHONE}"


@pytest.fixture
def clean() -> Iterator[None]:
    made = logging.getLogRecordFactory()
    of_threads, of_all = threading.excepthook, sys.excepthook
    keep_logs_clean()
    yield
    logging.setLogRecordFactory(made)
    threading.excepthook, sys.excepthook = of_threads, of_all


def is_silent(text: str) -> bool:
    return not any(value in text for value in (NAME, ID, PHONE))


@pytest.mark.usefixtures("clean")
def test_whoever_logs_an_error_logs_its_places_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        raise ValueError(SAID)
    except ValueError as error:
        logging.getLogger("some.library").exception("it broke")
        log_mishap("收件夹出错", error)
    assert is_silent(caplog.text)
    assert caplog.text.count("ValueError") == 2
    assert __file__ in caplog.text


@pytest.mark.usefixtures("clean")
def test_a_thread_that_ends_in_an_error_says_where(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise ValueError(SAID)

    thread = threading.Thread(target=broken, name="night")
    thread.start()
    thread.join()
    assert is_silent(caplog.text + "".join(capfd.readouterr()))
    assert "night" in caplog.text
    assert "Traceback" in caplog.text


@pytest.mark.usefixtures("clean")
def test_numbers_of_persons_are_masked_in_any_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.getLogger("some.library").warning("row %s: %s", 7, f"{ID} {PHONE}")
    assert is_silent(caplog.text)
    assert "row 7" in caplog.text


@pytest.mark.usefixtures("clean")
def test_a_message_that_does_not_fit_its_values_is_logged_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logging.getLogger("some.library").warning("100%", "x")
    assert "100%" in caplog.text
