"""A chain is gone through, and every place where it does not hold is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lishui_dash.access.chain import NO_HEAD, START, Head, Link, torn_line
from lishui_dash.words import Words


@dataclass(frozen=True)
class Break:
    """The chain does not hold at this number, or before it."""

    number: int
    why: Words


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

    def breaks(self, lines: Iterable[bytes], head: Head | None) -> Iterator[Break]:
        """Yield every break. `head` is None when the head file is gone or damaged."""
        hash_at_head = START.hash
        unread: bytes | None = None
        for line in lines:
            link = Link.from_line(line)
            if unread is not None and link and self._marks(link, unread):
                self.torn.append(self.last.count)
            elif unread is not None:
                yield self._not_of_this_log()
            unread = line if link is None else None
            if link is None:
                continue
            yield from self._at(link)
            self.count += 1
            self.last = link.head
            if head and link.number == head.count:
                hash_at_head = link.hash
        if unread is not None:
            yield self._unfinished()
        if head is None:
            yield self._without_head()
        elif head.count > self.last.count:
            yield _gone(self.last.count + 1, head.count)
        elif head.hash != hash_at_head:
            yield _another(head.count)

    def _marks(self, link: Link, torn: bytes) -> bool:
        return link.fits(self._key) and link.mends == torn_line(torn)

    def _at(self, link: Link) -> Iterator[Break]:
        due = self.last.count + 1
        if link.number > due:
            yield _gone(due, link.number - 1)
        elif link.number < due:
            yield _out_of_order(link.number, self.last.count)
        if not link.fits(self._key):
            yield _changed(link.number)
        elif link.number == due and link.previous != self.last.hash:
            yield _does_not_follow(link.number)
        elif link.mends == NO_HEAD:
            yield _mended(link.number)

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
            f"第 {number} 条不是链头文件所记的那一条",
            f"line {number} is not the one that the head file tells of",
        ),
    )
