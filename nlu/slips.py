"""Slips of the finger mended: a word that nobody uses becomes the known word that is one slip away.

Only for understanding: what was said is kept as it was said. Numbers, codes and links are no words and stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz.distance import OSA

from nlu.text import strip_diacritics, tokens

# Shorter words have too many neighbours ("tui", "tuu"); rarer ones may be slips or names themselves.
_SHORTEST: Final = 4
_USED_FROM: Final = 3
_MEANT_FROM: Final = 8


@dataclass(frozen=True)
class Slips:
    """What mends slips.

    Attributes:
        counts: how often each word occurs in what was trained on, without its marks.
    """

    counts: Mapping[str, int]

    @classmethod
    def fit(cls, normal_forms: Iterable[str]) -> Slips:
        """Return what mends slips towards the words of these texts (see `nlu.text.normalise`)."""
        counted = Counter(word for form in normal_forms for word in tokens(strip_diacritics(form)) if word.isalpha())
        return cls({word: count for word, count in sorted(counted.items()) if count >= _USED_FROM})

    @cached_property
    def _near(self) -> Mapping[str, tuple[str, ...]]:
        """The words that may be meant, by themselves and by each form with one letter left out."""
        near: dict[str, list[str]] = defaultdict(list)
        for word, count in self.counts.items():
            if count >= _MEANT_FROM and len(word) >= _SHORTEST - 1:
                for key in (word, *_shorter(word)):
                    near[key].append(word)
        return {key: tuple(words) for key, words in near.items()}

    def mend(self, normal_form: str) -> str:
        """Return the normal form with slips mended. A mended word has no marks; mending again changes nothing."""
        return " ".join(self._meant(word) for word in tokens(normal_form))

    def _meant(self, word: str) -> str:
        plain = strip_diacritics(word)
        if len(plain) < _SHORTEST or not plain.isalpha() or plain in self.counts:
            return word
        found = {near for key in (plain, *_shorter(plain)) for near in self._near.get(key, ())}
        one_slip = [near for near in found if OSA.distance(plain, near) == 1]
        return max(one_slip, key=lambda near: (self.counts[near], near), default=word)


def _shorter(word: str) -> Iterable[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}
