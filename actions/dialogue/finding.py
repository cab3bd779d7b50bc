"""Finding: from a question, or two in one message, to what is given, offered, or said not to be known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from actions.dialogue import lists, wording
from actions.dialogue.decision import Decision, Turn, asking
from actions.dialogue.followup import about_other_bill, lean_on_topic, names_nothing
from actions.dialogue.offering import KEPT_CANDIDATES, did_you_mean, give, given_article, menu_choices
from actions.messages import Choice, Outbound
from knowledge.article import Article
from knowledge.find import Band, Candidate, Topic, theme_probability
from nlu.acts import OUT_OF_SCOPE, Understanding
from nlu.questions import asks, bills, cuts, each_bill, is_question, spelled_out
from nlu.text import strip_diacritics, tokens

_OUTSIDE_FROM: Final = 0.3
# From here on a message looks like something else than a follow-up, unless it fits the topic well.
_SUSPECT_FROM: Final = 0.3
_SHORTEST_FOLLOW_UP: Final = 3
_OTHER_THEME_FROM: Final = 0.84
_MAX_QUESTIONS: Final = 3
# A few words whose best article has less than this share of its theme say no more than the theme.
_VAGUE_BELOW: Final = 0.5
_FEW_WORDS: Final = 4
_INTENDS: Final = frozenset("de thoi dinh tinh chac khoi thich".split())
_SURE_ARTICLE_FROM: Final = 0.5
NOT_UNDERSTOOD: Final = "not_understood"


def find(turn: Turn, understanding: Understanding) -> Decision:
    """Return the decision on a message that asks: one answer, several to several questions, an offer, or saying so."""
    several = _several(turn, turn.text)
    if len(several) < 2:
        return _find_one(turn, understanding)
    parts: list[Decision] = []
    for question in several:
        before = parts[-1].state if parts else turn.state
        part = _find_one(replace(turn, state=before), _understand(turn, question))
        parts.append(replace(part, said=question))
    # Two answers are enough to read on a phone: what each leads on to is left out.
    replies = tuple(replace(reply, choices=()) for part in parts for reply in part.replies)
    return replace(
        parts[0],
        candidates=tuple(part.candidates[0] for part in parts),
        replies=replies,
        state=parts[-1].state,
        said=turn.message.text,
        parts=tuple(parts),
    )


def correction(turn: Turn) -> Decision | None:
    """Return the decision on "à nhầm, tiền nước chứ", the last question about another bill; None for anything else."""
    corrected = about_other_bill(turn.state.asked, turn.text) if turn.state.asked else None
    if corrected is None:
        return None
    understanding = _understand(turn, corrected)
    theme = bills(understanding.normal_form)[0].theme
    decision = _find_one(replace(turn, text=corrected), understanding)
    if decision.theme == theme:
        return decision
    # The rest of a long question drowned its bill; that one is certain.
    mine = tuple(c for c in candidates_of(turn, understanding) if c.article.theme == theme)
    return did_you_mean(replace(turn, state=replace(turn.state, asked=corrected)), mine) if mine else None


def candidates_of(turn: Turn, understanding: Understanding, topic: Topic | None = None) -> list[Candidate]:
    """Return the articles that may answer and may be given today, best first."""
    found = turn.brain.model.knowledge.find(
        understanding, topic, today=turn.today, require_approved=turn.brain.require_approved
    )
    province = turn.state.province
    # What holds in the other province alone is no answer here.
    mine = [c for c in found if province is None or not c.article.provinces or province in c.article.provinces]
    return mine or found


def _several(turn: Turn, text: str) -> list[str]:
    """Return the questions in the message when each of them finds an answer of its own; else an empty list."""
    listed = each_bill(text)
    alone = [answer.article.id for question in listed if (answer := _answer_alone(turn, question)) is not None]
    if listed and len(set(alone)) == len(listed):
        return listed
    found: list[str] = []
    rest = text
    while len(found) < _MAX_QUESTIONS - 1 and (cut := _cut(turn, rest)) is not None:
        found.append(cut[0])
        rest = cut[1]
    return [*found, rest] if found else []


def _cut(turn: Turn, text: str) -> tuple[str, str] | None:
    """Return the text in two questions that have different answers, or None."""
    for left, right in cuts(text):
        swapped = about_other_bill(left, right)
        forms = _understand(turn, left).normal_form, _understand(turn, right).normal_form
        if not all(map(asks, forms)):
            continue
        first, second = _answer_alone(turn, left), _answer_alone(turn, swapped or right)
        if first is None or second is None or first.article.id == second.article.id:
            continue
        # Two sides of one story lie in one theme: there both have to be questions, and sure of their article.
        sure = min(first.probability, second.probability) >= _SURE_ARTICLE_FROM and all(map(is_question, forms))
        if first.article.theme != second.article.theme or sure:
            return left, swapped or right
    return None


def _answer_alone(turn: Turn, text: str) -> Candidate | None:
    """Return the article that the text alone finds as its one answer, else None."""
    candidates = candidates_of(turn, _understand(turn, text))
    return candidates[0] if turn.brain.model.knowledge.band(candidates) == "answer" else None


def _find_one(turn: Turn, understanding: Understanding) -> Decision:
    full = spelled_out(understanding.text)
    if full != understanding.text:
        understanding = _understand(turn, full)
    candidates, band, asked = _read(turn, understanding)
    turn = replace(turn, state=replace(turn.state, asked=asked))
    if band == "answer":
        best = _overview(turn, candidates, understanding) or candidates[0].article
        return give(turn, best, min(theme_probability(candidates), 1.0), tuple(candidates))
    if band == "choices":
        return did_you_mean(turn, tuple(candidates))
    return _say_so(turn, understanding, tuple(candidates))


def _overview(turn: Turn, candidates: Sequence[Candidate], understanding: Understanding) -> Article | None:
    """Return the theme's overview for a few words that say no more than the theme ("tiền điện"), or None."""
    theme = candidates[0].article.theme
    vague = candidates[0].probability < _VAGUE_BELOW * theme_probability(candidates)
    if not vague or len(tokens(understanding.normal_form)) > _FEW_WORDS:
        return None
    return given_article(turn, lists.overview_of(theme))


def _read(turn: Turn, understanding: Understanding) -> tuple[list[Candidate], Band, str]:
    """Return the candidates with their band, and the question as it was read: alone or with what went before."""
    knowledge, theme = turn.brain.model.knowledge, turn.state.theme
    candidates = candidates_of(turn, understanding)
    band = knowledge.band(candidates)
    if (
        theme is None
        or len(understanding.normal_form) < _SHORTEST_FOLLOW_UP
        or (_is_of_another(candidates, theme) and not names_nothing(understanding.normal_form))
    ):
        return candidates, band, understanding.text
    leaning = lean_on_topic(turn.brain.model, understanding, theme, turn.now, stands_alone=band == "answer")
    if leaning is None:
        return candidates, band, understanding.text
    with_topic = _ranked_as(candidates_of(turn, leaning, Topic(theme, turn.state.article)), candidates)
    band_with_topic = knowledge.band(with_topic)
    intends = _intends(understanding.normal_form)
    if band == "fallback" and not asks(understanding.normal_form) and not intends:
        # "khách đi rồi" tells something; it asks nothing about what was talked about.
        return candidates, band, understanding.text
    suspect = understanding.confidence(OUT_OF_SCOPE) >= _SUSPECT_FROM and not intends
    if suspect and (band_with_topic != "answer" or leaning.acts[0].name != asking(theme)):
        return candidates, band, understanding.text
    return with_topic, band_with_topic, leaning.text


def _intends(normal_form: str) -> bool:
    """Whether the words say what somebody would rather do: "thôi để tui ra bưu điện" asks whether that will do."""
    return not _INTENDS.isdisjoint(tokens(strip_diacritics(normal_form)))


def _is_of_another(candidates: Sequence[Candidate], theme: str) -> bool:
    """Whether the message alone is clearly about another theme than was talked about."""
    return bool(
        candidates and candidates[0].article.theme != theme and theme_probability(candidates) >= _OTHER_THEME_FROM
    )


def _ranked_as(candidates: Sequence[Candidate], alone: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with each theme's articles ranked by the message alone as well.

    The topic's words are the same for all of a theme's articles and only blur which of them is meant. A theme's
    probability stays what it was.
    """
    by_itself = {c.article.id: c.probability for c in alone}
    weight = {c.article.id: sqrt(c.probability * by_itself[c.article.id]) for c in candidates}
    mass: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for c in candidates:
        mass[c.article.theme] += c.probability
        weights[c.article.theme] += weight[c.article.id]
    ranked = (
        Candidate(c.article, mass[c.article.theme] * weight[c.article.id] / (weights[c.article.theme] or 1.0))
        for c in candidates
    )
    return sorted(ranked, key=lambda c: -c.probability)


def _understand(turn: Turn, text: str) -> Understanding:
    return turn.brain.model.engine.understand(text, turn.now)


def _say_so(turn: Turn, understanding: Understanding, candidates: Sequence[Candidate]) -> Decision:
    topics = [a for a in understanding.acts if a.name.startswith(OUT_OF_SCOPE)]
    topic = topics[0].name.partition("/")[2] if topics else ""
    if topics and topics[0].confidence >= _OUTSIDE_FROM and wording.has_elsewhere(topic):
        act, text = topics[0].name, wording.elsewhere(topic)
        choices: tuple[Choice, ...] = ()
    else:
        asked = is_question(understanding.normal_form)
        act, text = NOT_UNDERSTOOD, wording.say("dont_know" if asked else "tell_more")
        choices = menu_choices()
    confidence = 1.0 - min(sum(c.probability for c in candidates), 1.0)
    reply = Outbound("fallback", text, choices=choices, theme=OUT_OF_SCOPE)
    return Decision(
        "fallback", act, OUT_OF_SCOPE, None, confidence, "fallback",
        tuple(candidates[:KEPT_CANDIDATES]), (reply,), turn.state, said=turn.message.text,
    )  # fmt: skip
