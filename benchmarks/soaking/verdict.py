"""What was demanded of a soak, and whether it was so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from statistics import median

from benchmarks.soaking.plan import CUT, RELOAD, RESTART, Planned
from benchmarks.soaking.record import Cause, Record, Sample
from benchmarks.soaking.stage import MIDNIGHT, SimulatedClock
from tests.cuttable import Cut

RECOVERY = 60
FOLLOWS = 2
GROWTH = 0.10
_LONG = 15
"""A cause that lasts longer has to be told on the screen."""
_LOOSE = 1.5
"""Seconds around that moment in which a sample is not held to it."""
_AFTER = 10
"""Seconds after a cause in which the browser may still report its failed requests."""
_LOADING = 5
"""Seconds for which a page that is loaded anew may be empty."""
_CLOCK = 7
"""Seconds the clock of a beat may be behind; a process' own begins when it has started."""
_WARM = 10
_COMPARED = 6
"""Memory at the end is compared with that of minutes 10 to 16, of an hour."""
_JUDGED = 20
"""Minutes from which growth is judged: before, caches and compiled code still fill."""


@dataclass(frozen=True)
class Demand:
    name: str
    is_met: bool
    told: str


@dataclass(frozen=True)
class Soaked:
    """A soak that is over: what was planned, what came, and by which clock."""

    minutes: float
    changes: int
    planned: Sequence[Planned]
    record: Record
    clock: SimulatedClock
    server_log: str
    slowest_start: float


def demands(soaked: Soaked) -> list[Demand]:
    record = soaked.record
    return [
        _changes(soaked),
        *_causes(soaked),
        _recovery(record),
        _latency(record),
        _told(record),
        _link(soaked),
        _blank(record),
        _strangers(record),
        _console(record),
        _midnight(soaked),
        *_growth(soaked),
        _traceback(soaked.server_log),
    ]


def _changes(soaked: Soaked) -> Demand:
    record = soaked.record
    done = len(record.acknowledged)
    # A delivery whose reply was lost with its server is there, but is not counted.
    enough = done >= soaked.changes - sum(c.planned.what == RESTART for c in record.causes)
    told = f"{done:,} of {soaked.changes:,} version changes, {len(record.refused)} refused"
    return Demand("version changes", enough and not record.refused, told)


def _causes(soaked: Soaked) -> list[Demand]:
    found = []
    for what in (RESTART, CUT, RELOAD):
        wanted = sum(_is(what, planned) for planned in soaked.planned)
        done = sum(_is(what, cause.planned) for cause in soaked.record.causes)
        found.append(Demand(f"{what}s", done >= wanted, f"{done} of {wanted} {what}s"))
    return found


def _is(what: str, planned: Planned) -> bool:
    return planned.what == what or (what == RELOAD and planned.with_reload)


def recoveries(record: Record) -> list[tuple[Cause, float | None]]:
    """Return the seconds from the end of each cause to a frame as new; None: none came."""
    return [
        (cause, None if (at := record.recovered_at(cause)) is None else at - cause.ended)
        for cause in record.causes
    ]


def _recovery(record: Record) -> Demand:
    found = recoveries(record)
    missing = [cause for cause, seconds in found if seconds is None]
    worst = max((s for _, s in found if s is not None), default=0.0)
    parts = []
    for name, wanted in _KINDS.items():
        seconds = [
            s
            for c, s in found
            if s is not None and (c.planned.what, c.planned.kind) == wanted
        ]
        if seconds:
            parts.append(f"{name} {median(seconds):.1f}/{max(seconds):.1f}")
    told = f"s after the cause, median/worst: {', '.join(parts)}; {len(missing)} never"
    return Demand("recovery", not missing and worst < RECOVERY, told)


_KINDS = {
    "restart": (RESTART, None),
    **{f"cut {kind.value}": (CUT, kind) for kind in Cut},
    "reload": (RELOAD, None),
}


def _quiet(record: Record) -> list[tuple[float, float]]:
    """Return the stretches in which nothing was wrong, from each recovery to what came."""
    begin = record.drawn_at
    found = []
    for cause in record.causes:
        if begin < cause.began:
            found.append((begin, cause.began))
        begin = record.recovered_at(cause) or cause.ended + RECOVERY
    last = record.samples[-1].at if record.samples else begin
    return [*found, (begin, last)] if begin < last else found


def latencies(record: Record) -> list[float]:
    """Return the seconds from each receipt in a quiet stretch to a frame as new.

    A receipt that a cause follows sooner than a frame had to come says nothing.
    """
    found = []
    for begin, end in _quiet(record):
        frames = [frame for frame in record.frames if begin - 1 <= frame.at <= end]
        for one in record.acknowledged:
            if begin <= one.at <= end:
                shown = next((f.at for f in frames if f.version >= one.version), None)
                if shown is not None:
                    found.append(max(0.0, shown - one.at))
                elif end - one.at > FOLLOWS:
                    found.append(end - one.at)
    return found


def _latency(record: Record) -> Demand:
    found = sorted(latencies(record))
    if not found:
        return Demand("latency", False, "no delivery in a quiet stretch")
    p95 = found[int(0.95 * (len(found) - 1))]
    told = (
        f"s from receipt to frame, median {median(found):.2f}, p95 {p95:.2f},"
        f" worst {found[-1]:.2f} of {len(found):,}"
    )
    return Demand("latency", p95 < FOLLOWS, told)


def _told(record: Record) -> Demand:
    """In a cause that lasts long the screen says that it is cut."""
    held = [
        sample
        for cause in record.causes
        if cause.planned.kind is not Cut.SLOW
        for sample in _between(record, cause.began + _LONG + _LOOSE, cause.ended - _LOOSE)
    ]
    silent = [sample for sample in held if not sample.is_cut_told]
    told = f"{len(held) - len(silent)} of {len(held)} seconds of long causes told"
    return Demand("cut is told", not silent, told)


def _link(soaked: Soaked) -> Demand:
    """Where nothing is wrong the screen does not say that it is cut."""
    record = soaked.record
    held = [
        sample
        for begin, end in _quiet(record)
        for sample in _between(record, begin + _LOOSE, end)
    ]
    wrong = [s for s in held if s.is_cut_told or s.link not in (None, "live")]
    moments = ", ".join(f"{s.at - soaked.clock.began:.0f}" for s in wrong[:5])
    told = f"{len(wrong)} of {len(held)} quiet seconds told as cut"
    told += f" (at {moments} s)" if wrong else ""
    return Demand("link is right", not wrong, told)


def _between(record: Record, begin: float, end: float) -> list[Sample]:
    return [sample for sample in record.samples if begin <= sample.at <= end]


def _blank(record: Record) -> Demand:
    """Only a page that is being loaded anew may be empty, and not for long."""
    reloads = [cause.began for cause in record.causes if _is(RELOAD, cause.planned)]
    spans = [
        *record.blanks,
        *(
            (s.at, s.at)
            for s in record.samples
            if not s.is_wall_shown and not s.is_still_shown
        ),
    ]
    wrong = [
        (begin, end)
        for begin, end in spans
        if not any(reload <= begin and end <= reload + _LOADING for reload in reloads)
    ]
    longest = max((end - begin for begin, end in wrong), default=0.0)
    told = (
        f"{len(wrong)} times an empty page, for {longest:.1f} s at most, beside"
        f" {len(spans) - len(wrong)} while it was loaded anew;"
        f" {len(record.plain)} pictures of one colour"
    )
    return Demand("never blank", not wrong and not record.plain, told)


def _strangers(record: Record) -> Demand:
    seen = {sample.stranger for sample in record.samples if sample.stranger}
    told = f"{len(seen)} login pages or dialogs {sorted(seen) if seen else ''}".strip()
    return Demand("no login page", not seen, told)


def _console(record: Record) -> Demand:
    """What is said of the network while it is gone is no error of the wall."""
    excused = [line for line in record.console if _is_excused(record, line.at)]
    of_browser = sum(line.is_of_browser for line in excused)
    of_streamlit = sum(line.is_of_streamlit for line in excused)
    others = len(record.console) - of_browser - of_streamlit
    told = (
        f"{others} errors, beside {of_browser} lines of the browser and {of_streamlit} of"
        f" Streamlit about the network while it was gone"
    )
    return Demand("console", others == 0, told)


def _is_excused(record: Record, at: float) -> bool:
    return any(
        cause.began - 1 <= at <= (record.recovered_at(cause) or cause.ended) + _AFTER
        for cause in record.causes
    )


def _midnight(soaked: Soaked) -> Demand:
    """The clock runs on over midnight, and is never further behind than a beat."""
    # A frame drawn between two beats still tells the one before, if need be of a server
    # that is gone: the clock is read where a beat is new.
    frames = soaked.record.frames
    beats = [new for old, new in pairwise(frames) if new.beat and new.beat != old.beat]
    behind = [
        (soaked.clock.at(beat.at) - _time_of(beat.beat, soaked.clock.at(beat.at))).seconds
        for begin, end in _quiet(soaked.record)
        for beat in beats
        if begin <= beat.at <= end
    ]
    after = [f for f in soaked.record.frames if soaked.clock.at(f.at) >= MIDNIGHT]
    worst = max(behind, default=0)
    told = f"{len(after)} frames after midnight; the clock at most {worst} s behind"
    is_right = worst <= _CLOCK + soaked.slowest_start
    return Demand("midnight", bool(after) and is_right, told)


def _time_of(beat: str, near: datetime) -> datetime:
    """Return the moment a beat tells; one that tells the time alone is of that day."""
    if "T" in beat:
        return datetime.fromisoformat(beat).replace(tzinfo=None)
    return datetime.combine(near.date(), time.fromisoformat(beat))


def _growth(soaked: Soaked) -> list[Demand]:
    record, minutes = soaked.record, soaked.minutes
    is_judged = minutes >= _JUDGED
    begin = min(_WARM, minutes / 6)
    first = (begin, begin + min(_COMPARED, minutes / 10))
    last = (minutes * 0.9, minutes * 2)
    found = []
    for name in ("heap_mib", "browser_mib"):
        early, late = (
            [
                getattr(one, name)
                for one in record.memory
                if part[0] <= (one.at - record.drawn_at) / 60 <= part[1]
            ]
            for part in (first, last)
        )
        if not early or not late:
            found.append(Demand(name, not is_judged, "too short to be compared"))
            continue
        growth = median(late) / median(early) - 1
        told = f"{median(early):.1f} to {median(late):.1f} MiB, {growth:+.1%}"
        told += "" if is_judged else " (too short to be judged)"
        found.append(Demand(name, growth < GROWTH or not is_judged, told))
    return found


def _traceback(server_log: str) -> Demand:
    """Streamlit writes its tracebacks in colours and in a frame."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", server_log)
    count = plain.count("Traceback (most recent call last)")
    ends = sorted(
        set(re.findall(r"^\w*(?:Error|Exception): .{0,100}", plain, re.MULTILINE))
    )
    return Demand("server", not count, f"{count} tracebacks {ends if ends else ''}".strip())
