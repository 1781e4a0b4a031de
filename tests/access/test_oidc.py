"""Who the identity provider is, what it says of a person, and what his groups give."""

from __future__ import annotations

from pathlib import Path

import pytest

from lishui_dash.access.groups import Row, grants_of, rows_from
from lishui_dash.access.oidc import Identity, identity_of, provider_of
from lishui_dash.access.roles import Grant, Role
from lishui_dash.catalogue.units import UNITS
from lishui_dash.errors import SetupRefused

ROOT = Path(__file__).parents[2]
DISCOVERY = "https://id.lishui.example/.well-known/openid-configuration"
CLAIMS: dict[str, object] = {"sub": "7f3a", "exp": 1_600_000_000, "name": "张三"}


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Settings that name a provider, as they are meant to be."""
    secret, groups = tmp_path / "oidc.secret", tmp_path / "groups.csv"
    secret.touch(0o600)
    secret.write_text("s3cret\n")
    groups.write_text("group,role,unit\n")
    return {
        "LISHUI_OIDC_METADATA": DISCOVERY,
        "LISHUI_OIDC_CLIENT_ID": "lishui",
        "LISHUI_OIDC_CLIENT_SECRET_FILE": str(secret),
        "LISHUI_OIDC_GROUPS_FILE": str(groups),
    }


def test_without_a_provider_among_the_settings_there_is_none() -> None:
    assert provider_of({}) is None
    assert provider_of({"LISHUI_OIDC_SCOPE": "openid", "LISHUI_OIDC_METADATA": ""}) is None


def test_a_provider_is_read_from_the_settings_and_its_secret_is_never_printed(
    settings: dict[str, str],
) -> None:
    provider = provider_of(settings)
    assert provider is not None
    assert (provider.client_id, provider.client_secret) == ("lishui", "s3cret")
    assert (provider.scope, provider.groups_claim) == ("openid profile", "groups")
    assert provider.redirect == "http://127.0.0.1:8501/oauth2callback"
    assert "s3cret" not in repr(provider)


@pytest.mark.parametrize(
    "name", ["METADATA", "CLIENT_ID", "CLIENT_SECRET_FILE", "GROUPS_FILE"]
)
def test_half_a_provider_is_refused_with_what_is_missing(
    name: str, settings: dict[str, str]
) -> None:
    del settings[f"LISHUI_OIDC_{name}"]
    with pytest.raises(SetupRefused, match=f"还缺设置：LISHUI_OIDC_{name}。"):
        provider_of(settings)


@pytest.mark.parametrize(
    "address",
    [
        "http://id.lishui.example/.well-known/openid-configuration",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1.evil.example/x",
        "https://",
        "id.lishui.example",
    ],
)
def test_a_discovery_that_somebody_on_the_way_could_answer_is_refused(
    address: str, settings: dict[str, str]
) -> None:
    with pytest.raises(SetupRefused, match="LISHUI_OIDC_METADATA"):
        provider_of({**settings, "LISHUI_OIDC_METADATA": address})


def test_a_discovery_on_the_machine_itself_needs_no_https(settings: dict[str, str]) -> None:
    provider = provider_of({**settings, "LISHUI_OIDC_METADATA": "http://127.0.0.1:9/x"})
    assert provider is not None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_secret_that_others_may_read_is_refused(
    mode: int, settings: dict[str, str]
) -> None:
    Path(settings["LISHUI_OIDC_CLIENT_SECRET_FILE"]).chmod(mode)
    with pytest.raises(SetupRefused, match="chmod 600"):
        provider_of(settings)


def test_a_secret_inside_the_program_s_folder_is_refused_also_through_a_link(
    settings: dict[str, str], tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(ROOT / "app.py")
    for path in (ROOT / "app.py", link):
        with pytest.raises(SetupRefused, match="程序目录之外"):
            provider_of({**settings, "LISHUI_OIDC_CLIENT_SECRET_FILE": str(path)})


@pytest.mark.parametrize(
    ("content", "said"), [(b"\n", "空的"), (b"\xff\xfe", "读取"), (None, "读取")]
)
def test_a_secret_that_is_none_is_refused(
    content: bytes | None, said: str, settings: dict[str, str]
) -> None:
    path = Path(settings["LISHUI_OIDC_CLIENT_SECRET_FILE"])
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SetupRefused, match=said):
        provider_of(settings)


@pytest.mark.parametrize(
    ("told", "redirect"),
    [
        ({"LISHUI_PORT": "8600"}, "http://127.0.0.1:8600/oauth2callback"),
        ({"LISHUI_ADDRESS": "::1"}, "http://[::1]:8501/oauth2callback"),
        (
            {"LISHUI_OIDC_REDIRECT": "https://x.example/board/oauth2callback"},
            "https://x.example/board/oauth2callback",
        ),
    ],
)
def test_the_redirect_is_told_or_made_of_address_and_port(
    told: dict[str, str], redirect: str, settings: dict[str, str]
) -> None:
    provider = provider_of({**settings, **told})
    assert provider is not None
    assert provider.redirect == redirect


@pytest.mark.parametrize(
    "told",
    [
        {"LISHUI_ADDRESS": "0.0.0.0"},
        {"LISHUI_OIDC_REDIRECT": "https://x.example/"},
        {"LISHUI_OIDC_REDIRECT": "https://x.example/oauth2callback?next=evil"},
        {"LISHUI_OIDC_REDIRECT": "/oauth2callback"},
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(
    told: dict[str, str], settings: dict[str, str]
) -> None:
    with pytest.raises(SetupRefused, match="LISHUI_OIDC_REDIRECT"):
        provider_of({**settings, **told})


def test_an_identity_has_the_subject_that_never_changes_and_a_name_for_people() -> None:
    told = {**CLAIMS, "groups": ["a", "b", "a", 7, ""]}
    assert identity_of(told, "groups") == Identity("7f3a", "张三", ("a", "b"), 1.6e9)


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": " ", "preferred_username": "zs"}, "zs"),
        ({"name": 3, "email": "zs@lishui.example"}, "zs@lishui.example"),
        ({"name": None}, "7f3a"),
    ],
)
def test_a_person_without_a_name_is_called_by_what_else_is_told(
    claims: dict[str, object], name: str
) -> None:
    assert identity_of({**CLAIMS, **claims}, "groups").name == name


@pytest.mark.parametrize(
    ("path", "claims", "groups"),
    [
        ("groups", {"groups": "only-one"}, ("only-one",)),
        ("realm_access.roles", {"realm_access": {"roles": ["x"]}}, ("x",)),
        ("https://x.example/groups", {"https://x.example/groups": ["x"]}, ("x",)),
        ("groups", {}, ()),
        ("groups", {"groups": {"x": 1}}, ()),
        ("realm_access.roles", {"realm_access": ["roles"]}, ()),
    ],
)
def test_groups_are_found_where_the_setting_says(
    path: str, claims: dict[str, object], groups: tuple[str, ...]
) -> None:
    assert identity_of({**CLAIMS, **claims}, path).groups == groups


@pytest.mark.parametrize(
    "claims", [{"exp": 1}, {"sub": "x"}, {"sub": "", "exp": 1}, {"sub": "x", "exp": "1"}]
)
def test_claims_without_subject_or_end_are_no_identity(claims: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        identity_of(claims, "groups")


TABLE = """group,role,unit
lishui-leaders,leader,LS-ZHB
/city/audit,auditor,LS-ZHB
county-{unit}-heads,head,{unit}-ZHB
clerk:{unit},clerk,{unit}
"CN=duty,OU=lishui",duty,331121-ZHB

lishui-leaders,duty,LS-ZHB
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "groups.csv"
    path.write_text(TABLE, "utf-8-sig")
    return path


@pytest.mark.parametrize(
    ("groups", "held"),
    [
        (["lishui-leaders"], ["leader@LS-ZHB", "duty@LS-ZHB"]),
        (["county-331121-heads"], ["head@331121-ZHB"]),
        (["clerk:331121-S01", "clerk:LS-S01"], ["clerk@331121-S01", "clerk@LS-S01"]),
        (["CN=duty,OU=lishui", "/city/audit"], ["duty@331121-ZHB", "auditor@LS-ZHB"]),
        (["LISHUI-LEADERS", "lishui-leaders ", "leaders", ""], []),
        (["county-331121-ZHB-heads", "county-999999-heads", "clerk:"], []),
        (["clerk:331121-S01\n", "clerk:331121-S01 or 1=1", "clerk:3311.1-S01"], []),
    ],
)
def test_a_person_holds_what_the_rows_of_his_groups_say(
    groups: list[str], held: list[str], table: Path
) -> None:
    grants = grants_of(groups, rows_from(table), UNITS)
    assert grants == frozenset(map(Grant.from_text, held))


def test_a_group_is_taken_letter_by_letter() -> None:
    row = Row("heads.(.*)", Role.HEAD, "LS-ZHB")
    assert row.grant_of("heads.anything") is None
    assert row.grant_of("heads.(.*)") == Grant(Role.HEAD, "LS-ZHB")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,head", "3 列"),
        ("a,head,", "不能空"),
        (",head,LS-ZHB", "不能空"),
        ("a,Head,LS-ZHB", "leader, head, clerk"),
        ("a,head,{unit}", "出现一次"),
        ("{unit}-{unit},head,{unit}", "出现一次"),
        ("{unit},head,{unit}", "不能只写"),
        ('"a,head,LS-ZHB', "有误"),
    ],
)
def test_a_row_that_gives_no_clear_right_is_refused_with_its_line(
    row: str, said: str, table: Path
) -> None:
    table.write_text(f"group,role,unit\nb,leader,LS-ZHB\n{row}\n", "utf-8")
    with pytest.raises(SetupRefused, match=f"第 3 行有误：.*{said}|第 3 行.*{said}"):
        rows_from(table)


@pytest.mark.parametrize("content", [b"", b"role,group,unit\n", b"\xff\xfe"])
def test_what_is_no_table_of_groups_is_refused(content: bytes, table: Path) -> None:
    table.write_bytes(content)
    with pytest.raises(SetupRefused, match="用户组对照表"):
        rows_from(table)


def test_a_table_of_groups_that_is_gone_or_anybody_s_to_write_is_refused(
    table: Path,
) -> None:
    table.chmod(0o666)
    with pytest.raises(SetupRefused, match="chmod o-w"):
        rows_from(table)
    table.unlink()
    with pytest.raises(SetupRefused, match="无法读取"):
        rows_from(table)
