"""People who do not exist: numbered, with valid but synthetic IDs, names and phones.

A person is an index. The ID carries the region code 331199, which the state never gave
out, so that no ID of the demo can belong to anybody; its check digit is right.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Indices = npt.NDArray[np.int64]

_REGION = "331199"
_FIRST_BIRTHDAY = np.datetime64("1958-01-01")
_BIRTHDAYS = 15001
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
_ZERO = ord("0")

_SURNAMES = tuple(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
_MIDDLE = tuple("建志文晓海国明春小玉丽金永新伟秀雪家成云")
_LAST = tuple("军华平芳敏强磊洋艳勇杰娟涛超霞刚兰飞英峰琴波红辉")


def person_ids(people: Indices) -> pa.Array:
    """Return the 18-character IDs; different people have different ones."""
    digits = np.empty((len(people), 18), dtype=np.uint8)
    digits[:, :6] = np.frombuffer(_REGION.encode(), dtype=np.uint8)
    digits[:, 6:14] = _birthdays()[people % _BIRTHDAYS]
    # Never a number ending in 00: a spreadsheet that cut an ID short leaves 000 there.
    numbered = people // _BIRTHDAYS
    sequence = 1 + numbered + numbered // 99
    for place, power in ((14, 100), (15, 10), (16, 1)):
        digits[:, place] = sequence // power % 10 + _ZERO
    sums = (digits[:, :17].astype(np.int64) - _ZERO) @ _WEIGHTS
    digits[:, 17] = _CHECK[sums % 11]
    return _texts(digits)


def names(people: Indices) -> pa.Array:
    """Return names of two or three characters."""
    mixed = people * 2654435761 % 4294967291
    family = np.array(_SURNAMES)[mixed % len(_SURNAMES)]
    middle = np.array(_MIDDLE)[mixed // 64 % len(_MIDDLE)]
    last = np.array(_LAST)[mixed // 4096 % len(_LAST)]
    middle = np.where(mixed // 1024 % 4 == 0, "", middle)
    return pa.array(np.char.add(np.char.add(family, middle), last).tolist(), pa.string())


def phones(people: Indices) -> pa.Array:
    """Return 11-digit numbers of a block kept free: 139 0000 xxxx and on."""
    return pa.array(np.char.mod("139%08d", people).tolist(), pa.string())


@cache
def _birthdays() -> npt.NDArray[np.uint8]:
    """Return the eight digits of every birthday given out."""
    days = np.datetime_as_string(_FIRST_BIRTHDAY + np.arange(_BIRTHDAYS))
    compact = np.char.replace(days, "-", "").astype("S8")
    return compact.view(np.uint8).reshape(_BIRTHDAYS, 8)


def _texts(characters: npt.NDArray[np.uint8]) -> pa.Array:
    count, width = characters.shape
    offsets = np.arange(count + 1, dtype=np.int32) * width
    buffers = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(characters.tobytes())]
    return pa.Array.from_buffers(pa.string(), count, buffers)
