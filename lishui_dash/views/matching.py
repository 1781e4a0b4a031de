"""Finding names as people type them: a part, the pinyin, or only its initials.

缙云 is found by 缙云, 縉雲, Jinyun, jiny and jy. Of a character with
several readings every one counts (重 is zhong and chong): who looks for a name knows how
it is said, and a program that guesses would hide it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pypinyin import Style, pinyin

from lishui_dash.intake.header import simplified

EXACT, SPELLED, BEGINS, BEGINS_SPELLED, WITHIN, WITHIN_SPELLED = range(6)
"""How well a name fits, best first; spelled: in pinyin, whole or by initials."""

LONGEST = 100
"""Letters of a question that are looked at: by more nobody asks for a name."""

_Positions = npt.NDArray[np.int64]
_Sets = Mapping[str, npt.NDArray[np.int64]]

_NONE = EXACT + 9
_WEIGHT = 10_000
_LONGEST_SYLLABLE = 6
_MOST_WORDS = 8
_INITIALS = ("zh", "ch", "sh")
_END = "\n"
_IGNORED = re.compile(r"[^\w.\n]|_|(?<!\d)\.|\.(?!\d)")
"""What does not count in a name; a point counts between figures: 8.1 is not 81."""


def fold(said: str) -> str:
    """Return the form under which names are compared, line by line; "" if none is left.

    Letter case, accents, width, script (简 or 繁), blanks and punctuation do not count.
    """
    plain = unicodedata.normalize("NFKD", said).casefold()
    return simplified(_IGNORED.sub("", plain))


class Matcher:
    """Names of things, thousands of them, in an index that is made once.

    A thing is a position in `things`, which holds the names of each; `under` says under
    which other it stands (under none: itself). All names stand in one array of characters,
    so that a question costs a few array operations whatever it is, instead of a look at
    every name.
    """

    def __init__(
        self, things: Sequence[Iterable[str]], under: Sequence[int] | None = None
    ) -> None:
        names, firsts = _names(things)
        self._under = np.array(range(len(things)) if under is None else under)
        whole = _END + _END.join(names) + _END
        codes = np.frombuffer(whole.encode("utf-32-le"), dtype=np.uint32)
        alphabet, self._chars = np.unique(codes, return_inverse=True)
        self._alphabet = {chr(code): at for at, code in enumerate(alphabet)}
        self._end = self._alphabet[_END]
        self._ends = np.flatnonzero(self._chars == self._end)
        self._lengths = np.minimum(np.diff(self._ends) - 1, _WEIGHT - 1)
        self._firsts = np.array(firsts, dtype=np.int64)
        self._whole, self._begun = _syllables(self._alphabet)

    def find(self, wanted: str) -> dict[int, int]:
        """Return the things found with how well each fits, best first.

        Of equal fits the shortest name comes first. What has the words of `wanted` in
        several names of its own, or of what it stands under, is found as well.
        """
        if not len(self._firsts):
            return {}
        scores = self._scores(fold(wanted.replace(_END, " "))[:LONGEST])
        words = [folded[:LONGEST] for word in wanted.split() if (folded := fold(word))]
        if len(words) > 1:
            scores = np.minimum(scores, self._scores_of_words(words[:_MOST_WORDS]))
        found = np.flatnonzero(scores < _NONE * _WEIGHT)
        ordered = found[np.argsort(scores[found], kind="stable")]
        return dict(
            zip(ordered.tolist(), (scores[ordered] // _WEIGHT).tolist(), strict=True)
        )

    def _scores_of_words(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return how well the worst word fits; one of them must be of the thing itself."""
        own = np.array([self._scores(word) for word in words])
        each = np.minimum(own, own[:, self._under]).max(axis=0)
        is_own = own.min(axis=0) < _NONE * _WEIGHT
        return np.where(is_own, np.maximum(each, WITHIN * _WEIGHT), _NONE * _WEIGHT)

    def _scores(self, wanted: str) -> npt.NDArray[np.int64]:
        """Return for each thing how well its best name fits, and that name's length."""
        fits = np.full(len(self._ends) - 1, _NONE, dtype=np.int64)
        if wanted:
            begins, anywhere = self._ends[:-1] + 1, np.arange(len(self._chars))
            # From the worst to the best, so that the best is what stays.
            for starts, spelled, within in (
                (anywhere, True, WITHIN_SPELLED),
                (anywhere, False, WITHIN),
                (begins, True, BEGINS_SPELLED),
                (begins, False, BEGINS),
            ):
                reached = self._reached(wanted, starts, spelled=spelled)
                fits[np.searchsorted(self._ends, reached) - 1] = within
            for spelled, exactly in ((True, SPELLED), (False, EXACT)):
                reached = self._reached(wanted, begins, spelled=spelled)
                ended = reached[self._chars[reached] == self._end]
                fits[np.searchsorted(self._ends, ended) - 1] = exactly
        return np.minimum.reduceat(fits * _WEIGHT + self._lengths, self._firsts)

    def _reached(self, wanted: str, starts: _Positions, *, spelled: bool) -> _Positions:
        """Return the positions at which a reading of `wanted` from the starts can end."""
        waiting: list[list[_Positions]] = [[starts], *([] for _ in wanted)]
        for at in range(len(wanted)):
            if not waiting[at]:
                continue
            here = _merged(waiting[at])
            for upto, chars in self._steps(wanted, at, spelled=spelled):
                passed = here[chars[self._chars[here]]]
                if len(passed):
                    waiting[upto].append(passed + 1)
        return _merged(waiting[-1])

    def _steps(
        self, wanted: str, at: int, *, spelled: bool
    ) -> Iterable[tuple[int, npt.NDArray[np.bool_]]]:
        """Yield how far one character of a name can lead, and which characters do."""
        own = self._alphabet.get(wanted[at])
        for upto in range(at + 1, min(at + _LONGEST_SYLLABLE, len(wanted)) + 1):
            piece = wanted[at:upto]
            is_last = upto == len(wanted)
            if spelled and piece not in self._begun and upto > at + 1:
                return
            chars = np.zeros(len(self._alphabet), dtype=np.bool_)
            if spelled:
                readings = self._begun if is_last else self._whole
                chars[readings.get(piece, _NOTHING)] = True
            if own is not None and upto == at + 1:
                chars[own] = True
            if chars.any():
                yield upto, chars
            if not spelled:
                return


_NOTHING = np.empty(0, dtype=np.int64)


def _merged(positions: list[_Positions]) -> _Positions:
    if len(positions) < 2:
        return positions[0] if positions else _NOTHING
    return np.unique(np.concatenate(positions))


def _names(things: Sequence[Iterable[str]]) -> tuple[list[str], list[int]]:
    """Return the folded names of all things, each once, and where each thing's begin."""
    listed = [[name.replace(_END, " ") for name in names] for names in things]
    folded = iter(fold(_END.join(n for names in listed for n in names)).split(_END))
    found: list[str] = []
    firsts: list[int] = []
    for names in listed:
        firsts.append(len(found))
        # A thing without a name keeps an empty one, which nothing finds.
        found += dict.fromkeys(next(folded) for _ in names) or [""]
    return found, firsts


def _syllables(alphabet: Mapping[str, int]) -> tuple[_Sets, _Sets]:
    """Return the characters by what stands for one inside a word, and at its end.

    Inside, that is a syllable or its initial; at the end any beginning of a syllable,
    since whoever types has not come further yet.
    """
    inside: dict[str, set[int]] = {}
    last: dict[str, set[int]] = {}
    for char, at in alphabet.items():
        for reading in _readings(char):
            initials = (i for i in (reading[0], *_INITIALS) if reading.startswith(i))
            for piece in (reading, *initials):
                inside.setdefault(piece, set()).add(at)
            for upto in range(1, len(reading) + 1):
                last.setdefault(reading[:upto], set()).add(at)
    return _arrays(inside), _arrays(last)


def _arrays(sets: Mapping[str, set[int]]) -> _Sets:
    return {piece: np.array(sorted(chars)) for piece, chars in sets.items()}


@lru_cache(maxsize=10_000)
def _readings(char: str) -> tuple[str, ...]:
    """Return how a character can be read, without tones; nothing if it is none of ours.

    ü is typed as v or as u.
    """
    if char.isascii():
        return ()
    told = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = (fold(one) for read in told for one in read)
    spelled = (way for one in plain for way in (one, one.replace("v", "u")))
    return tuple(way for way in dict.fromkeys(spelled) if way.isascii() and way.isalpha())
