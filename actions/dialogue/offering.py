"""Giving an article, and offering what can be chosen next."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Brain, Decision, Turn
from actions.messages import Choice, Outbound, section_text
from knowledge.article import Article
from knowledge.find import Candidate, theme_probability

MAX_CHOICES: Final = 3
KEPT_CANDIDATES: Final = 6
_ALTERNATIVE_FROM: Final = 0.12


def greet(brain: Brain) -> Outbound:
    """Return the greeting: an automatic assistant, who runs it, and the menu."""
    return Outbound("smalltalk", wording.say("greeting", operator=brain.operator), choices=menu_choices())


def menu_choices() -> tuple[Choice, ...]:
    """Return the menu's entries as choices."""
    return tuple(Choice(entry.label, f"menu:{entry.key}") for entry in wording.menu())


def article_choices(turn: Turn, ids: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return these articles as choices, without those that may not be given today."""
    given = (given_article(turn, article_id) for article_id in ids)
    return tuple(Choice(article.title, f"article:{article.id}") for article in given if article is not None)


def given_article(turn: Turn, article_id: str | None) -> Article | None:
    """Return the article of this id, unless there is none or it may not be given today."""
    article = turn.brain.model.knowledge.article(article_id) if article_id else None
    if article is None or not article.is_given_on(turn.today, require_approved=turn.brain.require_approved):
        return None
    return article


def give(turn: Turn, article: Article, confidence: float, candidates: tuple[Candidate, ...]) -> Decision:
    """Return the decision to answer from the article, with at most two others to go on to."""
    next_ids = [c.article.id for c in candidates[1:] if c.probability >= _ALTERNATIVE_FROM]
    next_ids += [related for related in article.related if related not in next_ids]
    reply = Outbound(
        "answer",
        article.answer,
        sections=article.sections,
        source=article.citation,
        choices=article_choices(turn, tuple(next_ids))[: MAX_CHOICES - 1],
        theme=article.theme,
        article=article.id,
    )
    state = replace(turn.state, theme=article.theme, article=article.id)
    kept = candidates[:KEPT_CANDIDATES] or (Candidate(article, confidence),)
    return Decision("answer", article.theme, article.id, confidence, "answer", kept, (reply,), state)


def steps(turn: Turn, article: Article) -> Decision:
    """Return the decision to write out the article's steps and notes."""
    given = give(turn, article, 1.0, ())
    text = "\n\n".join(section_text(section) for section in article.sections) or wording.say("no_steps")
    return replace(given, replies=(replace(given.replies[0], text=text, sections=()),))


def did_you_mean(turn: Turn, candidates: tuple[Candidate, ...]) -> Decision:
    """Return the decision to ask which of at most three articles is meant."""
    choices = article_choices(turn, tuple(c.article.id for c in candidates[:MAX_CHOICES]))
    best = candidates[0]
    reply = Outbound("choices", wording.say("did_you_mean"), choices=choices, theme=best.article.theme)
    confidence = min(theme_probability(candidates), 1.0)
    state = replace(turn.state, theme=best.article.theme)
    return Decision(
        "choices", best.article.theme, best.article.id, confidence, "choices",
        candidates[:KEPT_CANDIDATES], (reply,), state,
    )  # fmt: skip
