"""Follow-ups: "mất phí không?" means nothing alone, and everything after a question about electricity."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from actions.dialogue import wording
from knowledge.model import Model
from nlu.acts import ASK, OUT_OF_SCOPE, Understanding
from nlu.text import strip_diacritics, tokens

_SHORT: Final = 9
_OWN_THEME_FROM: Final = 0.6
_OUTSIDE_FROM: Final = 0.6
_POINTING: Final = (
    "mã đó", "cái đó", "cái này", "nó", "đó", "vậy", "thế", "thì sao", "còn", "rồi sao", "như vậy", "kế hoạch này",
)  # fmt: skip


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
    outside = understanding.confidence(OUT_OF_SCOPE)
    if own >= _OWN_THEME_FROM or (outside >= _OUTSIDE_FROM and not points_back):
        return None
    if stands_alone and not points_back and len(tokens(understanding.normal_form)) > _SHORT:
        return None
    if understanding.confidence(ASK + theme) >= _OWN_THEME_FROM:
        return understanding
    return model.engine.understand(f"{wording.topic_words(theme)} {understanding.text}", now)


def _points_back(normal_form: str) -> bool:
    padded = f" {normal_form} "
    plain = f" {strip_diacritics(normal_form)} "
    return any(
        f" {words} " in padded or (" " in words and f" {strip_diacritics(words)} " in plain) for words in _POINTING
    )
