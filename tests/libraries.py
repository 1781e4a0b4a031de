"""python -m tests.libraries: are the libraries that are served known to be vulnerable?

Asks the package index about every locked version, by pip-audit. Exit 1 for a vulnerability
that scripts/audit.csv does not set aside; an index that cannot be asked is told loudly and
fails nothing: the gate must be able to run without a network.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKED = ROOT / "requirements.txt"
SET_ASIDE = ROOT / "scripts" / "audit.csv"
_PATIENCE = 90
_AUDIT = (
    *("-m", "pip_audit", "--requirement", str(LOCKED), "--require-hashes"),
    *("--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "5"),
)


@dataclass(frozen=True)
class SetAside:
    """A vulnerability that is known and does not concern us, up to a day."""

    id: str
    until: date
    reason: str


@dataclass(frozen=True)
class Verdict:
    fails: bool
    said: str


def set_aside() -> tuple[SetAside, ...]:
    with SET_ASIDE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            SetAside(line["id"], date.fromisoformat(line["until"]), line["reason"])
            for line in csv.DictReader(lines)
        )


def verdict_of(report: str, aside: Sequence[SetAside], today: date) -> Verdict:
    """Return what the answer of pip-audit means; "" where there was none."""
    try:
        libraries = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        libraries = []
    unknown = [one["name"] for one in libraries if "vulns" not in one]
    known = len(libraries) - len(unknown)
    passed_over = {one.id for one in aside if today <= one.until}
    found = [
        f"{one['name']} {one['version']}: {vulnerability['id']}"
        f" (mended in {', '.join(vulnerability['fix_versions']) or 'no version'})"
        for one in libraries
        for vulnerability in one.get("vulns", ())
        if not passed_over.intersection({vulnerability["id"], *vulnerability["aliases"]})
    ]
    if found:
        return Verdict(True, "\n".join(("依赖库有已知漏洞 Known vulnerabilities:", *found)))
    if not known:
        return Verdict(
            False,
            "!!! 没有审计任何依赖库：软件源不提供漏洞信息，或无法连接。\n"
            "!!! NO LIBRARY WAS AUDITED: the index tells of no vulnerabilities, or cannot "
            "be reached.",
        )
    left = f"；未能审计 not audited: {', '.join(unknown)}" if unknown else ""
    return Verdict(False, f"{known} 个依赖库无已知漏洞 no known vulnerability{left}")


def main() -> None:
    try:
        report = subprocess.run(
            [sys.executable, *_AUDIT], capture_output=True, text=True, timeout=_PATIENCE
        ).stdout
    except subprocess.TimeoutExpired:
        report = ""
    verdict = verdict_of(report, set_aside(), datetime.now(UTC).date())
    sys.stdout.write(f"{verdict.said}\n")
    sys.exit(verdict.fails)


if __name__ == "__main__":
    main()
