"""Follow-ups: "mất phí không?" means nothing alone, and everything after a question about electricity."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from actions.dialogue import lists
from knowledge.model import Model
from nlu.acts import ASK, OUT_OF_SCOPE, Understanding
from nlu.questions import bills, with_bill
from nlu.text import normalise, strip_diacritics, tokens

_SHORT: Final = 9
# Words of a question that may be about anything.
_ABOUT_ANYTHING: Final = frozenset(
    "a ah ai bao bi chi co con day de do em gi ha hong ko khong lam lau may mat nao nhieu o oi phai phi r rang rua sao "
    "the thi ton vay dau lay luon z".split()
)
_BESIDE_OTHER_BILL: Final = 7
_OWN_THEME_FROM: Final = 0.6
_OUTSIDE_FROM: Final = 0.6
_POINTING: Final = (
    "mã đó", "cái đó", "cái này", "nó", "đó", "vậy", "thế", "thì sao", "còn", "rồi sao", "như vậy", "kế hoạch này",
)  # fmt: skip
# All that stands beside the bill in "thế còn nước thì sao ạ", "rồi nước nữa".
_ELLIPTIC: Final = frozenset(
    "the con roi vay va a thi sao nao rang o da nhe nha nua nhi hoi voi em anh chi bac co con tui toi minh ve la "
    "cung cai ma u uh uhm cho giong khong luon han nham phai chu y lon lai nham roi hoi".split()
)


def about_other_bill(asked: str, text: str) -> str | None:
    """Return the question `asked` about the other bill that a short message names; None when it names none.

    Such messages are "thế còn nước?", "à nhầm, tiền nước chứ không phải điện".

    Args:
        asked: the question before.
        text: the message, as it was typed.
    """
    form = normalise(text)
    before = {bill.theme for bill in bills(normalise(asked))}
    named = bills(form)
    # "à nhầm, tiền nước chứ không phải tiền điện" names the old one too.
    other = [bill for bill in named if bill.theme not in before]
    if not before or len({bill.theme for bill in other}) != 1:
        return None
    words = tokens(form)
    beside = [w for at, w in enumerate(words) if not any(bill.start <= at < bill.end for bill in named)]
    if len(beside) > _BESIDE_OTHER_BILL or not _ELLIPTIC.issuperset(strip_diacritics(w) for w in beside):
        return None
    return with_bill(asked, " ".join(words[other[0].start : other[0].end]))


def lean_on_topic(
    model: Model, understanding: Understanding, theme: str, now: datetime, *, stands_alone: bool
) -> Understanding | None:
    """Return the message read together with what was talked about, or None when it is about something else.

    Args:
        model: reads the message with the topic's words added.
        understanding: the message alone.
        theme: what was talked about.
        now: see `nlu.acts.Engine`.
        stands_alone: whether the message alone finds an answer; then only a short one, or one that points back, leans.
    """
    points_back = _points_back(understanding.normal_form)
    own = max((a.confidence for a in understanding.acts if a.theme not in (None, theme)), default=0.0)
    outside = max((a.confidence for a in understanding.acts if a.name.startswith(OUT_OF_SCOPE)), default=0.0)
    if theme not in (named := {bill.theme for bill in bills(understanding.normal_form)}) and named:
        return None
    elsewhere = own >= _OWN_THEME_FROM and not names_nothing(understanding.normal_form)
    if elsewhere or (outside >= _OUTSIDE_FROM and not points_back):
        return None
    if stands_alone and not points_back and len(tokens(understanding.normal_form)) > _SHORT:
        return None
    if understanding.confidence(ASK + theme) >= _OWN_THEME_FROM:
        return understanding
    return model.engine.understand(f"{lists.topic_words(theme)} {understanding.text}", now)


def names_nothing(normal_form: str) -> bool:
    """Whether the words ask something about whatever is talked about ("thế có mất phí không") and name nothing."""
    return set(tokens(strip_diacritics(normal_form))) <= _ABOUT_ANYTHING


def _points_back(normal_form: str) -> bool:
    padded = f" {normal_form} "
    plain = f" {strip_diacritics(normal_form)} "
    return any(
        f" {words} " in padded or (" " in words and f" {strip_diacritics(words)} " in plain) for words in _POINTING
    )
