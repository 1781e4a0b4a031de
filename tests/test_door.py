"""The door beside the store: files through it, and nobody without the key."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from lishui_dash.actions.carrier import Carrier
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.door import Door
from lishui_dash.actions.letter import Letter
from lishui_dash.actions.reply import Answer
from lishui_dash.actions.wire import address_of, connection_of, is_known_owner
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.receive import Desk
from lishui_dash.views.reply import reply_to

NOW = datetime(2020, 3, 4, 7, 30)
WORD, OTHER = b"a word that both know", b"another word"
UNIT, NAME = "331121-S01", "青田县防疫物资库"
HEAD = "统计日期,县市区,单位,物资名称,计量单位,昨日结存,今日消耗,今日结存\n"
GOOD = (HEAD + f"2020-03-03,青田县,{NAME},N95口罩,只,100,20,80\n").encode()
LETTER = Letter("物资.csv", "命令行", unit=NAME)
LARGEST = 4096


@contextmanager
def opened(store: Path, desk: Desk, answer: Answer | None = None) -> Iterator[Door]:
    told = answer or partial(reply_to, desk)
    door = Door(store, WORD, desk.engine, told, lambda: NOW, LARGEST)
    door.open()
    yield door
    door.close()


def nobody() -> Desk:
    raise StoreUnavailable("the store is with the server")


def carrier(store: Path, word: bytes = WORD, patience: float = 0) -> Carrier:
    return Carrier(store, lambda: word, nobody, answering, lambda: NOW, patience)


def answering(desk: Desk) -> Answer:
    return partial(reply_to, desk)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "lishui.duckdb"


def test_a_file_goes_through_with_what_is_said_of_it(store: Path, desk: Desk) -> None:
    letter = Letter(
        "物资.csv", "命令行", "防护物资日报", NAME, received_at=datetime(2020, 3, 5, 9)
    )
    with opened(store, desk):
        reply = carrier(store).hand_in(letter, GOOD)
    assert reply.is_accepted
    assert "回执 1" in reply.text
    assert reply.report["parts"][0]["rows_n"] == 1
    assert desk.engine.query("SELECT sender, unit_code, received_at FROM delivery") == [
        ("命令行", UNIT, datetime(2020, 3, 5, 9))
    ]
    assert desk.original(1) == GOOD


def test_a_refusal_comes_back_with_every_problem(store: Path, desk: Desk) -> None:
    with opened(store, desk):
        reply = carrier(store).hand_in(LETTER, GOOD.replace(b",100,20,", b",x,y,"))
    assert not reply.is_accepted
    assert [problem["row"] for problem in reply.report["problems"]] == [2, 2]


def test_who_does_not_hold_the_key_hands_in_nothing(store: Path, desk: Desk) -> None:
    with opened(store, desk), pytest.raises(StoreUnavailable, match="密钥"):
        carrier(store, OTHER).hand_in(LETTER, GOOD)
    assert desk.engine.query("SELECT count(*) FROM delivery") == [(0,)]


def test_nothing_is_handed_to_a_listener_without_the_key(store: Path, desk: Desk) -> None:
    came: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as listener, ThreadPoolExecutor(1) as apart:
        listener.bind(address_of(store))
        listener.listen()

        def listen() -> None:
            end, _ = listener.accept()
            with connection_of(end) as connection:
                connection.send_bytes(b"?" * 32)
                came.extend([connection.recv_bytes(), connection.recv_bytes()])
                connection.send_bytes(b"!" * 32)
                with pytest.raises(EOFError):
                    connection.recv_bytes()

        done = apart.submit(listen)
        with pytest.raises(StoreUnavailable, match="密钥"):
            carrier(store).hand_in(LETTER, GOOD)
        done.result()
    assert [len(message) for message in came] == [32, 32]


def test_the_door_is_for_its_own_user_alone(store: Path, desk: Desk) -> None:
    with opened(store, desk):
        assert stat.S_IMODE(Path(address_of(store)).stat().st_mode) == 0o600
    assert not Path(address_of(store)).exists()


def test_a_path_too_long_for_a_socket_has_its_door_elsewhere(desk: Desk) -> None:
    store = Path("/".join(["", *["folder"] * 20, "lishui.duckdb"]))
    assert len(address_of(store)) < 100
    with opened(store, desk):
        assert carrier(store).hand_in(LETTER, GOOD).is_accepted


def test_a_socket_left_behind_by_a_kill_is_no_door(store: Path, desk: Desk) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(address_of(store))
    with Carrier(store, lambda: WORD, lambda: desk, answering, lambda: NOW, 0) as own:
        assert own.hand_in(LETTER, GOOD).is_accepted
    with socket.socket(socket.AF_UNIX) as refused, pytest.raises(ConnectionRefusedError):
        refused.connect(address_of(store))


def test_several_at_once_and_one_who_says_nothing_are_attended(
    store: Path, desk: Desk
) -> None:
    rows = [GOOD.replace(b"100,20,80", f"100,{n},{100 - n}".encode()) for n in range(8)]
    with opened(store, desk), socket.socket(socket.AF_UNIX) as silent:
        silent.connect(address_of(store))
        begun = monotonic()
        with ThreadPoolExecutor(8) as clerks:
            replies = list(
                clerks.map(lambda content: carrier(store).hand_in(LETTER, content), rows)
            )
        assert monotonic() - begun < 15
        silent.close()
    numbers = [reply.report["parts"][0]["delivery_no"] for reply in replies]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    "letter", [b"", b"{", b"[]", b'{"file_name": 1}', b"\xff", b"\x80\x04N."]
)
def test_what_is_no_letter_is_dropped_and_the_next_is_read(
    store: Path, desk: Desk, letter: bytes
) -> None:
    with opened(store, desk):
        end = socket.socket(socket.AF_UNIX)
        end.connect(address_of(store))
        with connection_of(end) as connection:
            assert is_known_owner(connection, WORD)
            connection.send_bytes(letter)
            with pytest.raises((EOFError, OSError)):
                connection.recv_bytes()
        assert carrier(store).hand_in(LETTER, GOOD).is_accepted


def test_a_file_too_large_is_not_read(store: Path, desk: Desk) -> None:
    with opened(store, desk):
        with pytest.raises(StoreUnavailable, match="中断"):
            carrier(store).hand_in(LETTER, GOOD + b"\n" * LARGEST)
        assert carrier(store).hand_in(LETTER, GOOD).is_accepted


def test_a_server_that_starts_is_waited_for(store: Path, desk: Desk) -> None:
    with ThreadPoolExecutor(1) as apart:
        waiting = apart.submit(carrier(store, patience=20).hand_in, LETTER, GOOD)
        with opened(store, desk):
            assert waiting.result().is_accepted


def test_a_store_that_closes_is_told_to_the_caller(store: Path, desk: Desk) -> None:
    desk.engine.close()
    other = open_desk()
    closed = opened(store, other, partial(reply_to, desk))
    with closed, pytest.raises(StoreUnavailable, match="已关闭"):
        carrier(store).hand_in(LETTER, GOOD)
    other.engine.close()
