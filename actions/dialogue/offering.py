"""Giving an article, reading out its steps, and offering what can be chosen next."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Brain, Decision, Turn, act_reply, asking
from actions.dialogue.state import MAX_TRAIL, DialogueState
from actions.messages import Choice, Outbound, section_text
from knowledge.article import Article
from knowledge.find import Candidate, theme_probability

MAX_CHOICES: Final = 3
KEPT_CANDIDATES: Final = 6
_ALTERNATIVE_FROM: Final = 0.12


def greet(brain: Brain) -> Outbound:
    """Return the greeting: an automatic assistant, who runs it, and the menu."""
    return Outbound("smalltalk", wording.say("greeting", operator=brain.operator), choices=menu_choices())


def opening(brain: Brain) -> Outbound:
    """Return the greeting that stands there before the person has said anything."""
    greeting = greet(brain)
    return replace(greeting, text=wording.addressed(greeting.text))


def menu_choices() -> tuple[Choice, ...]:
    """Return the menu's entries as choices."""
    return tuple(Choice(entry.label, f"menu:{entry.key}") for entry in wording.menu())


def article_choices(turn: Turn, ids: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return these articles as choices, without those that may not be given today."""
    given = (given_article(turn, article_id) for article_id in ids)
    return tuple(Choice(article.title, f"article:{article.id}") for article in given if article is not None)


def related_choices(turn: Turn, article: Article) -> tuple[Choice, ...]:
    """Return at most two articles to go on to from this one."""
    return article_choices(turn, article.related)[: MAX_CHOICES - 1]


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
    kept = candidates[:KEPT_CANDIDATES] or (Candidate(article, confidence),)
    return Decision(
        "answer", asking(article.theme), article.theme, article.id, confidence, "answer",
        kept, (reply,), _now_at(turn.state, article), said=turn.message.text,
    )  # fmt: skip


def go_back(turn: Turn) -> Decision:
    """Return the decision to give the article before this one again; the menu when there was none."""
    for at in range(len(turn.state.trail) - 1, -1, -1):
        article = given_article(turn, turn.state.trail[at])
        if article is not None:
            given = give(turn, article, 1.0, ())
            return replace(given, act="back", state=replace(given.state, trail=turn.state.trail[:at]))
    return act_reply(turn, "smalltalk", "back", wording.say("menu"), menu_choices(), theme="greeting_smalltalk")


def steps(turn: Turn, article: Article) -> Decision:
    """Return the decision to write out the article's steps and notes."""
    given = give(turn, article, 1.0, ())
    text = "\n\n".join(section_text(section) for section in article.sections) or wording.say("no_steps")
    return replace(given, act="steps", replies=(replace(given.replies[0], text=text, sections=()),))


def step_by_step(turn: Turn, article: Article, number: int) -> Decision:
    """Return the decision to read out one step of the article, counted from 0; after the last, that it was the last.

    Of an article without steps the answer is given again.
    """
    given = give(turn, article, 1.0, ())
    items = next((section.items for section in article.sections if section.ordered), ())
    if not items:
        return replace(given, act="next")
    if number >= len(items):
        return act_reply(
            turn, "smalltalk", "next", wording.say("no_more_steps"), related_choices(turn, article), theme=article.theme
        )
    text = wording.say("one_step", number=str(number + 1), count=str(len(items)), step=items[number])
    more = (Choice(wording.say("next_step"), "next"),) if number + 1 < len(items) else related_choices(turn, article)
    reply = replace(given.replies[0], text=text, sections=(), choices=more)
    return replace(given, act="next", replies=(reply,), state=replace(given.state, step=number + 1))


def did_you_mean(turn: Turn, candidates: tuple[Candidate, ...]) -> Decision:
    """Return the decision to ask which of at most three articles is meant."""
    choices = article_choices(turn, tuple(c.article.id for c in candidates[:MAX_CHOICES]))
    best = candidates[0]
    reply = Outbound("choices", wording.say("did_you_mean"), choices=choices, theme=best.article.theme)
    confidence = min(theme_probability(candidates), 1.0)
    state = replace(turn.state, theme=best.article.theme)
    return Decision(
        "choices", asking(best.article.theme), best.article.theme, best.article.id, confidence, "choices",
        candidates[:KEPT_CANDIDATES], (reply,), state, said=turn.message.text,
    )  # fmt: skip


def _now_at(state: DialogueState, article: Article) -> DialogueState:
    """Return the state after the article was given: what was given before goes onto the trail."""
    if state.article == article.id:
        return replace(state, theme=article.theme)
    trail = (*state.trail, state.article)[-MAX_TRAIL:] if state.article else state.trail
    return replace(state, theme=article.theme, article=article.id, trail=trail, step=0)
