"""A chain is gone through, and every place where it does not hold is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lishui_dash.access.chain import (
    MOST_TORN,
    NO_HEAD,
    START,
    Head,
    Link,
    is_begun,
    torn_line,
)
from lishui_dash.words import Words


@dataclass(frozen=True)
class Break:
    """The chain does not hold at this number, or before it."""

    number: int
    why: Words


_NOTHING = Break(
    1,
    Words(
        "已有账号在册，却没有任何记录：日志连同链头文件被移走或删除",
        "there are accounts, and no line at all: the log was removed, and its head with it",
    ),
)


class Walk:
    """Goes from the first line of a chain to its head.

    When it has arrived, `count` is how many whole lines there are, `last` how far they go,
    and `torn` after which numbers a line stands that was begun, and marked later.
    """

    def __init__(self, key: bytes) -> None:
        self.count = 0
        self.last = START
        self.torn: list[int] = []
        self._key = key

    def breaks(
        self,
        lines: Iterable[bytes],
        head: Head | None,
        noted: Head | None = None,
        *,
        is_used: bool = False,
    ) -> Iterator[Break]:
        """Yield every break. `lines` have their ends; `head` is None when its file is gone
        or damaged; `noted` is a head that somebody has kept elsewhere; `is_used` says that
        there should be a line."""
        known = [each for each in (head, noted) if each]
        hashes = {each.count: each.hash for each in known}
        yield from self._along(lines, hashes)
        if head is None:
            yield self._without_head()
        for each in known:
            if each.count > self.last.count:
                yield _gone(self.last.count + 1, each.count)
            elif hashes[each.count] != each.hash:
                yield _another(each.count)
        if is_used and not self.count:
            yield _NOTHING

    def _along(self, lines: Iterable[bytes], hashes: dict[int, str]) -> Iterator[Break]:
        """Go along the lines; the hashes of the numbers that are asked for become those
        that are found."""
        unread: list[bytes] = []
        is_ended = True
        for whole in lines:
            line = whole.removesuffix(b"\n")
            is_ended = line != whole
            link = Link.from_line(line)
            if link is None:
                unread.append(line)
                continue
            yield from self._between(unread, link)
            unread = []
            yield from self._at(link)
            if link.number in hashes:
                hashes[link.number] = link.hash
        yield from self._behind(unread, is_ended)

    def _between(self, unread: list[bytes], link: Link) -> Iterator[Break]:
        """Look at lines that were not written here, or not to their end, by what the next
        line says of them."""
        marked_n = self._marked_n(unread, link) if unread else 0
        if marked_n:
            self.torn.append(self.last.count)
        yield from (self._not_of_this_log() for _ in unread[: len(unread) - marked_n])

    def _marked_n(self, unread: list[bytes], link: Link) -> int:
        """Return how many lines before a mark it tells of."""
        if not link.mends or not link.fits(self._key):
            return 0
        for number in range(min(len(unread), MOST_TORN), 0, -1):
            if link.mends == torn_line(b"\n".join(unread[-number:])):
                return number
        return 0

    def _behind(self, unread: list[bytes], is_ended: bool) -> Iterator[Break]:
        """Look at lines behind the last whole one, which the next that is written marks if
        they were begun."""
        begun = [is_begun(line) for line in unread]
        if unread and not is_ended:
            begun[-1] = True
        yield from (self._not_of_this_log() for each in begun if not each)
        if any(begun):
            yield self._unfinished()

    def _at(self, link: Link) -> Iterator[Break]:
        self.count += 1
        due = self.last.count + 1
        if not link.fits(self._key):
            # Its number may be changed too: it is taken for the one that is due.
            self.last = Head(due, link.hash)
            yield _changed(due)
            return
        if link.number > due:
            yield _gone(due, link.number - 1)
        elif link.number < due:
            yield _out_of_order(link.number, self.last.count)
        elif link.previous != self.last.hash:
            yield _does_not_follow(link.number)
        if link.mends == NO_HEAD:
            yield _mended(link.number)
        self.last = max(self.last, link.head, key=lambda one: one.count)

    def _not_of_this_log(self) -> Break:
        number = self.last.count + 1
        return Break(
            number,
            Words(
                f"第 {number} 条处有一行不是本日志写入的",
                f"where line {number} is due stands one that is not of this log",
            ),
        )

    def _unfinished(self) -> Break:
        number = self.last.count + 1
        return Break(
            number,
            Words(
                f"末行（第 {number} 条处）写到一半中断，下次写入时会注明并续接",
                f"the last line, where {number} is due, was begun and not finished;"
                " the next one that is written says so",
            ),
        )

    def _without_head(self) -> Break:
        number = self.last.count + 1
        return Break(
            number,
            Words(
                "链头文件缺失或损坏，无从判断末尾是否被截去",
                "the head file is gone or damaged: nobody can tell whether the end"
                " was cut off",
            ),
        )


def _gone(first: int, last: int) -> Break:
    hans = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
    en = f"line {first} is" if first == last else f"lines {first} to {last} are"
    return Break(first, Words(f"{hans}缺失：被删除或移走", f"{en} gone: removed or moved"))


def _out_of_order(number: int, last: int) -> Break:
    return Break(
        number,
        Words(
            f"第 {number} 条排在第 {last} 条之后：被移动或重复放入",
            f"line {number} stands behind line {last}: moved, or put in again",
        ),
    )


def _changed(number: int) -> Break:
    return Break(
        number,
        Words(
            f"第 {number} 条与校验值不符：内容被改动，或密钥不是写入时所用",
            f"line {number} does not fit its hash: it was changed, or the key is another",
        ),
    )


def _does_not_follow(number: int) -> Break:
    return Break(
        number,
        Words(
            f"第 {number} 条与上一条接不上：上一条被替换",
            f"line {number} does not follow the one before: that one was replaced",
        ),
    )


def _mended(number: int) -> Break:
    return Break(
        number,
        Words(
            f"写入第 {number} 条时链头文件缺失或损坏，此前可能有记录被截去",
            f"the head file was gone or damaged when line {number} was written:"
            " lines before it may have been cut off",
        ),
    )


def _another(number: int) -> Break:
    return Break(
        number,
        Words(
            f"第 {number} 条不是链头文件或此前所记的那一条：被替换",
            f"line {number} is not the one that was noted: it was replaced",
        ),
    )
