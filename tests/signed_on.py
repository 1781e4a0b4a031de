"""A dashboard with an identity provider: its settings, groups and persons."""

from __future__ import annotations

from pathlib import Path

from lishui_dash.spec.settings import (
    ACCESS,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET_FILE,
    OIDC_GROUPS_FILE,
    OIDC_METADATA,
    OIDC_REDIRECT,
)
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider, Person

GROUPS = """group,role,unit
lishui-leaders,leader,LS-ZHB
heads:{unit},head,{unit}
clerks:{unit},clerk,{unit}
"""
LEADER = Person("u-leader", "周书记", ("lishui-leaders", "everybody"))
HEAD = Person("u-head", "青田负责人", ("heads:331121-ZHB",))
CLERK = Person("u-clerk", "库管员", ("clerks:331121-S01",))
STRANGER = Person("u-stranger", "路人", ("everybody", "<script>alert(1)</script>"))
NO_GROUPS = Person("u-none", "无组人员")
ELSEWHERE = Person("u-elsewhere", "外地负责人", ("heads:999999-ZHB",))
PERSONS = (LEADER, HEAD, CLERK, STRANGER, NO_GROUPS, ELSEWHERE)


def settings_of(provider: IdentityProvider, folder: Path, redirect: str) -> dict[str, str]:
    """Write the files of a single sign-on into a folder, and register the redirect."""
    secret, groups = folder / "oidc.secret", folder / "groups.csv"
    secret.touch(0o600)
    secret.write_text(f"{CLIENT_SECRET}\n")
    groups.write_text(GROUPS)
    provider.redirects.add(redirect)
    return {
        ACCESS.name: "accounts",
        OIDC_METADATA.name: provider.discovery,
        OIDC_CLIENT_ID.name: CLIENT_ID,
        OIDC_CLIENT_SECRET_FILE.name: str(secret),
        OIDC_GROUPS_FILE.name: str(groups),
        OIDC_REDIRECT.name: redirect,
    }
