"""A screen opens with its token, until the token is revoked."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import CliRunner, Result

from lishui_dash.__main__ import main
from lishui_dash.access.screens import Screens
from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import ADDRESS, AUDIT, CLOCK, PORT, SCREENS, SECRET_FILE

AT = datetime(2020, 3, 4, 9)
LATER = datetime(2020, 3, 4, 10)
HALL = "指挥大厅"
ADDS_MANY = """
import sys
from datetime import datetime
from pathlib import Path
from lishui_dash.access.screens import Screens
for number in range(20):
    Screens(Path(sys.argv[1])).add(f"{sys.argv[2]}{number}", datetime(2020, 3, 4, 9))
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "new" / "screens.csv"
    for setting in (AUDIT, SECRET_FILE):
        monkeypatch.setenv(setting.name, str(tmp_path / setting.name.lower()))
    monkeypatch.setenv(SCREENS.name, str(file))
    monkeypatch.setenv(CLOCK.name, "2020-03-04T09:00")
    return file


@pytest.fixture
def screens(path: Path) -> Screens:
    """The screens as a server has them, which looks at the file at every question."""
    return Screens(path, look_seconds=0)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["screen", *arguments])


def test_a_screen_opens_with_its_token_and_with_no_other(screens: Screens) -> None:
    token = screens.add(HALL, AT)
    holder = screens.holder(token)
    assert holder is not None
    assert (holder.name, holder.made_at, holder.revoked_at) == (HALL, AT, None)
    for wrong in ("", token[:-1], token + "A", token.swapcase(), "\ud800", "令牌"):
        assert screens.holder(wrong) is None


def test_a_revoked_token_opens_nothing_and_its_name_may_be_given_again(
    screens: Screens,
) -> None:
    old = screens.add(HALL, AT)
    screens.revoke(HALL, LATER)
    assert screens.holder(old) is None
    new = screens.add(HALL, LATER)
    assert screens.holder(old) is None
    assert screens.holder(new) is not None
    assert [s.revoked_at for s in screens.listed()] == [LATER, None]


def test_a_running_server_follows_the_commands_within_seconds(path: Path) -> None:
    server = Screens(path, look_seconds=0.05)
    token = Screens(path).add(HALL, AT)
    until = perf_counter() + 5
    while server.holder(token) is None:
        assert perf_counter() < until
    Screens(path).revoke(HALL, LATER)
    while server.holder(token) is not None:
        assert perf_counter() < until


def test_only_the_hash_of_a_token_is_kept_and_for_its_owner_alone(
    screens: Screens, path: Path
) -> None:
    token = screens.add(HALL, AT)
    assert token not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "screens.csv",
        "screens.csv.lock",
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("一楼, “东”侧", "一楼, “东”侧"),
        ("东厅\n西厅\t二", "东厅 西厅 二"),
        ("䶮厅𠮷座", "䶮厅𠮷座"),
        ("指挥大厅".encode("gb18030").decode("utf-8", "surrogateescape"), "指挥大厅"),
        ("x\x00\u202ey", "x y"),
    ],
)
def test_any_name_is_kept_as_one_line_of_text(
    screens: Screens, name: str, kept: str
) -> None:
    token = screens.add(name, AT)
    holder = screens.holder(token)
    assert holder is not None
    assert holder.name == kept
    screens.revoke(name, LATER)
    assert screens.holder(token) is None


@pytest.mark.parametrize("name", ["", " \n", "长" * 61])
def test_a_name_that_nobody_could_read_is_refused(screens: Screens, name: str) -> None:
    with pytest.raises(SetupRefused, match="1 至 60"):
        screens.add(name, AT)


def test_two_screens_do_not_share_a_name(screens: Screens) -> None:
    token = screens.add(HALL, AT)
    with pytest.raises(SetupRefused, match="已有名为“指挥大厅”的大屏"):
        screens.add(f" {HALL} ", LATER)
    assert screens.holder(token) is not None


def test_who_revokes_a_name_that_is_not_there_is_told_which_are(screens: Screens) -> None:
    screens.add(HALL, AT)
    with pytest.raises(SetupRefused, match="现有：指挥大厅"):
        screens.revoke("会议室", LATER)


def test_two_writers_lose_none_of_each_other_s_screens(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", ADDS_MANY, str(path), name])
        for name in ("甲", "乙")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    names = [screen.name for screen in Screens(path).listed()]
    assert sorted(names) == sorted(f"{name}{n}" for name in ("甲", "乙") for n in range(20))


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda good: b"",
    "no heading": lambda good: good.split(b"\n", 1)[1],
    "cut short": lambda good: good[:-30],
    "not a hash": lambda good: good.replace(good.split(b",")[-3], b"f00d"),
    "not a day": lambda good: good.replace(b"2020", b"many"),
    "twice": lambda good: good + good.split(b"\n", 1)[1],
    "not text": lambda good: b"\xff\xfe\x00" + good,
    "nul": lambda good: good + b"\x00\n",
    "open quote": lambda good: good + b'"x',
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_file_lets_nobody_in_and_a_server_keeps_what_it_knew(
    path: Path, screens: Screens, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = screens.add(HALL, AT)
    assert screens.holder(token) is not None
    path.write_bytes(FAULTS[fault](path.read_bytes()))
    started_now = Screens(path)
    assert started_now.holder(token) is None
    caplog.clear()
    assert [screens.holder(token) is not None for _ in range(3)] == [True] * 3
    assert len(caplog.messages) == 1
    with pytest.raises(SetupRefused, match="大屏名册损坏"):
        screens.add("会议室", AT)


def test_a_file_taken_away_opens_no_running_server(path: Path, screens: Screens) -> None:
    token = screens.add(HALL, AT)
    assert screens.holder(token) is not None
    path.unlink()
    assert screens.holder(token) is not None


def test_a_server_reads_the_file_again_once_it_is_whole(
    path: Path, screens: Screens
) -> None:
    token = screens.add(HALL, AT)
    good = path.read_bytes()
    path.write_bytes(b"")
    assert screens.holder(token) is None
    path.write_bytes(good)
    assert screens.holder(token) is not None


def test_a_thousand_questions_are_cheap(path: Path) -> None:
    screens = Screens(path)
    token = [screens.add(f"屏{number}", AT) for number in range(40)][-1]
    started = perf_counter()
    for _ in range(1000):
        assert screens.holder(token) is not None
    print(f"{perf_counter() - started:.3f} s for 1,000 with 40 screens")  # noqa: T201


def test_the_command_prints_the_whole_address_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS.name, "10.0.0.5")
    monkeypatch.setenv(PORT.name, "8600")
    said = run("add", HALL)
    address = said.stdout.strip()
    start, token = address.rsplit("/", 1)
    assert (said.exit_code, start) == (0, "http://10.0.0.5:8600/screen")
    assert Screens(path).holder(token) is not None
    assert token not in run("list").output


def test_the_commands_list_and_revoke(path: Path) -> None:
    run("add", HALL)
    assert re.fullmatch(
        r"指挥大厅  2020-03-04 \d\d:\d\d  使用中 in use\n", run("list").stdout
    )
    assert run("revoke", HALL).exit_code == 0
    assert "停用 revoked" in run("list").stdout


@pytest.mark.parametrize(
    ("command", "told"), [("add", "已有名为"), ("revoke", "没有正在使用")]
)
def test_what_is_refused_is_a_sentence_and_exit_code_1(
    path: Path, command: str, told: str
) -> None:
    run("add", HALL)
    said = run(command, HALL if command == "add" else "会议室")
    assert said.exit_code == 1
    assert told in said.stderr
    assert "Traceback" not in said.output


def test_a_damaged_file_is_told_by_every_command(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("姓名\n")
    for arguments in (("list",), ("add", HALL), ("revoke", HALL)):
        said = run(*arguments)
        assert (said.exit_code, "大屏名册损坏" in said.stderr) == (1, True)
