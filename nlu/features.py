"""The features that every ranking works on: each text seen with its marks and without them.

`w:` accented syllables, `u:` unaccented syllables, `b:` unaccented bigrams, `g:` groups of synonyms, `x:` kinds of
number and link. Both views are always there, so a text typed without diacritics still meets its article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from nlu.text import is_url, normalise, read_lexicon, strip_diacritics, tokens

_DIGITS: Final = re.compile(r"^\d[\d.,]*$")
_MONEY_UNITS: Final = frozenset(("nghin", "ngan", "trieu", "ty", "dong", "d", "cu", "xi"))


def features(normal_form: str) -> list[str]:
    """Return the features of a normal form (see `nlu.text.normalise`), repeated as often as they occur."""
    accented = tokens(normal_form)
    plain = tokens(strip_diacritics(normal_form))
    words = [_shape(plain, at) or word for at, word in enumerate(plain)]
    found: list[str] = []
    for typed, bare, word in zip(accented, plain, words, strict=True):
        if word == bare:
            found.append(f"w:{typed}")
            found.append(f"u:{bare}")
        else:
            found.append(word)
    found.extend(f"b:{first}_{second}" for first, second in pairwise(words))
    found.extend(f"g:{group}" for group in sorted(_groups_in(accented, plain)))
    return found


def synonym_groups(normal_form: str) -> frozenset[str]:
    """Return the groups of nlu/lexicon/synonyms.tsv that a normal form has a phrase of."""
    return frozenset(_groups_in(tokens(normal_form), tokens(strip_diacritics(normal_form))))


def _shape(plain: list[str], at: int) -> str | None:
    """Return the feature that stands for a number or link, whose own digits say nothing about the topic."""
    word = plain[at]
    if is_url(word):
        return "x:link"
    if not _DIGITS.match(word):
        return None
    if at + 1 < len(plain) and plain[at + 1] in _MONEY_UNITS:
        return "x:money"
    digits = sum(c.isdigit() for c in word)
    return "x:long" if digits >= 8 else "x:money" if digits >= 5 else f"x:{word}" if digits <= 3 else "x:number"


def _groups_in(accented: list[str], plain: list[str]) -> set[str]:
    # A lone unaccented word is too often another word ("cho" is chợ and cho): it must match as typed.
    singles, phrases = _phrases()
    found = {singles[word] for word in accented if word in singles}
    for at, word in enumerate(plain):
        for phrase, group in phrases.get(word, ()):
            if tuple(plain[at : at + len(phrase)]) == phrase:
                found.add(group)
    return found


@lru_cache(maxsize=1)
def _phrases() -> tuple[Mapping[str, str], Mapping[str, list[tuple[tuple[str, ...], str]]]]:
    """Return the single-word synonyms as written, and the longer ones by their first unaccented word."""
    singles: dict[str, str] = {}
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for group, phrases in read_lexicon("synonyms").items():
        written = [part.strip() for part in phrases.split(";")]
        # Also as a normal form: where the text has marks, a dialect word in it is resolved.
        for phrase in (*written, *map(normalise, written)):
            words = tuple(strip_diacritics(phrase).split())
            if len(words) == 1:
                singles[phrase] = group
            else:
                longer[words[0]].append((words, group))
    return singles, longer
