"""The secret of access is made once, kept for its owner, and never shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lishui_dash.access.secret import Secret
from lishui_dash.errors import SetupRefused

TELLS = """
import sys
from pathlib import Path
from lishui_dash.access.secret import Secret
print(Secret.from_file(Path(sys.argv[1])).derived("test").hex())
"""


def test_a_secret_is_made_once_and_read_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "new" / "access.key"
    made = Secret.from_file(path)
    assert Secret.from_file(path).derived("test") == made.derived("test")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_bytes()) == 32
    assert [file.name for file in path.parent.iterdir()] == ["access.key"]


def test_each_purpose_has_a_key_of_its_own_that_is_not_the_secret(tmp_path: Path) -> None:
    path = tmp_path / "access.key"
    secret = Secret.from_file(path)
    keys = {secret.derived("audit"), secret.derived("forms"), path.read_bytes()}
    assert [len(key) for key in keys] == [32, 32, 32]


def test_two_secrets_are_not_alike(tmp_path: Path) -> None:
    one, other = (Secret.from_file(tmp_path / name) for name in ("one", "other"))
    assert one.derived("test") != other.derived("test")


def test_a_secret_does_not_show_itself(tmp_path: Path) -> None:
    path = tmp_path / "access.key"
    secret = Secret.from_file(path)
    assert repr(secret) == str(secret) == "Secret(...)"


def test_processes_that_start_at_once_come_to_one_secret(tmp_path: Path) -> None:
    path = str(tmp_path / "access.key")
    started = [
        subprocess.Popen([sys.executable, "-c", TELLS, path], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    told = {process.communicate()[0] for process in started}
    assert len(told) == 1
    assert told == {Secret.from_file(Path(path)).derived("test").hex().encode() + b"\n"}
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_half_a_secret_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "access.key"
    path.write_bytes(content)
    with pytest.raises(SetupRefused, match=r"已损坏.* restore it"):
        Secret.from_file(path)
    assert path.read_bytes() == content


def test_where_no_secret_can_be_made_it_is_said_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        SetupRefused, match=r"无法读取或生成.* can be neither read nor made"
    ):
        Secret.from_file(tmp_path / "file" / "access.key")
    with pytest.raises(SetupRefused, match="无法读取或生成"):
        Secret.from_file(tmp_path)
