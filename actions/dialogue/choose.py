"""The one function that chooses what to do: emergency, then what was chosen, then what was said, then finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from actions.dialogue import wording
from actions.dialogue.followup import lean_on_topic
from actions.dialogue.state import DialogueState
from actions.messages import Choice, Inbound, Kind, Outbound, section_text
from knowledge.article import Article
from knowledge.find import Band, Candidate, Topic
from knowledge.model import Model
from nlu.acts import ASK, EMERGENCY, OUT_OF_SCOPE, Understanding
from nlu.embedded import MAX_CHARACTERS
from nlu.features import synonym_groups

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")
MAX_CHOICES: Final = 3
_EMERGENCY_FROM: Final = 0.5
# From which confidence an act is taken as meant. Short ones are near-certain when they are meant at all; small talk
# looks like much that is not ours.
_ACT_FROM: Final = 0.3
_ACTS_FROM: Final = {
    "smalltalk": 0.6,
    "affirm": 0.5,
    "deny": 0.5,
    "correct": 0.5,
    "skip": 0.5,
    "back": 0.5,
    "stop": 0.5,
    "report_fraud": 0.5,
}
# An act has to be so many times as sure as that something is asked: "không, ý tôi là tiền nước" asks about water.
_CLEARLY: Final = 1.5
_OUTSIDE_FROM: Final = 0.4
# Whoever says this was not cheated but mistyped; the alarm is for the others.
_OWN_MISTAKE: Final = frozenset(("wrong", "notarrive", "twice"))
_SCAMMER: Final = frozenset(("cheated", "otp", "password", "link", "app", "police", "fakebill"))
_FIRST_AID_LASTS: Final = timedelta(minutes=30)
_ALTERNATIVE_FROM: Final = 0.12
_KEPT_CANDIDATES: Final = 6
_NUMBER: Final = re.compile(r"^(?:số |chọn |cái |câu |mục |so |chon |cai |cau |muc )?(\d)\s*[.)·]?$")


@dataclass(frozen=True, slots=True)
class Brain:
    """What a turn needs besides the message: the model and what the operator has set.

    Attributes:
        operator: who runs the assistant, as shown to people.
        human_phone: the operator's own number with somebody at it, or None.
        require_approved: answer only from approved articles.
    """

    model: Model
    operator: str
    human_phone: str | None = None
    require_approved: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the assistant does with one message.

    Attributes:
        kind: what sort of reply.
        theme: one of the design's themes, or None.
        article: the id of the article given, or None.
        confidence: calibrated probability that the theme is right.
        band: what that probability allows.
        candidates: the likeliest articles, best first.
        replies: what the person reads.
        state: the conversation afterwards.
    """

    kind: Kind
    theme: str | None
    article: str | None
    confidence: float
    band: Band
    candidates: tuple[Candidate, ...]
    replies: tuple[Outbound, ...]
    state: DialogueState


@dataclass(frozen=True, slots=True)
class _Turn:
    brain: Brain
    state: DialogueState
    message: Inbound
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(LOCAL).date()


_Reply = Callable[[_Turn, float], Decision]


def greet(brain: Brain) -> Outbound:
    """Return the greeting: an automatic assistant, who runs it, and the menu."""
    return Outbound("smalltalk", wording.say("greeting", operator=brain.operator), choices=_menu_choices())


def choose(brain: Brain, state: DialogueState, message: Inbound, now: datetime) -> Decision:
    """Return what to do with the message.

    Args:
        brain: the model and the operator's settings.
        state: the conversation so far.
        message: what came in, cleaned and masked.
        now: timezone-aware.
    """
    turn = _Turn(brain, state, message, now)
    decision = _choose(turn)
    replies = decision.replies
    if message.masked:
        replies = (Outbound("smalltalk", wording.say("masked")), *replies)
    if len(message.text) > MAX_CHARACTERS:
        replies = (Outbound("smalltalk", wording.say("too_long")), *replies)
    offered = replies[-1].choices if replies else ()
    state = replace(decision.state, offered=offered, turns=state.turns + 1)
    return replace(decision, replies=replies, state=state)


def _choose(turn: _Turn) -> Decision:
    understanding = turn.brain.model.engine.understand(turn.message.text, turn.now)
    payload = turn.message.payload or _typed_choice(turn.state, understanding.normal_form)
    if payload is not None and (chosen := _chosen(turn, payload)) is not None:
        return chosen
    if not understanding.normal_form:
        return _act_reply(turn, "fallback", None, 1.0, wording.say("empty"), _menu_choices())
    return _emergency(turn, understanding) or _act(turn, understanding) or _find(turn, understanding)


# -- what was chosen from an offer -------------------------------------------------------------------------------


def _typed_choice(state: DialogueState, normal_form: str) -> str | None:
    match = _NUMBER.match(normal_form)
    if match and 1 <= int(match.group(1)) <= len(state.offered):
        return state.offered[int(match.group(1)) - 1].payload
    return None


def _chosen(turn: _Turn, payload: str) -> Decision | None:
    """Return what the payload of a button asks for, or None when it is none of ours (a client can send anything)."""
    kind, _, value = payload.partition(":")
    if kind == "article" and (article := _given_article(turn, value)) is not None:
        return _give(turn, article, 1.0, ())
    if kind == "steps" and (article := _given_article(turn, value)) is not None:
        return _steps(turn, article)
    if kind == "menu":
        return _menu(turn, value)
    return None


def _menu(turn: _Turn, key: str) -> Decision | None:
    if not key:
        return _act_reply(turn, "smalltalk", "greeting_smalltalk", 1.0, wording.say("menu"), _menu_choices())
    if key == "fraud":
        return _first_aid(turn, "emergency_money_sent", 1.0)
    entry = next((e for e in wording.menu() if e.key == key), None)
    if entry is None:
        return None
    return _act_reply(turn, "choices", None, 1.0, wording.say("submenu"), _article_choices(turn, entry.articles))


def _menu_choices() -> tuple[Choice, ...]:
    return tuple(Choice(entry.label, f"menu:{entry.key}") for entry in wording.menu())


def _article_choices(turn: _Turn, ids: tuple[str, ...]) -> tuple[Choice, ...]:
    given = (_given_article(turn, article_id) for article_id in ids)
    return tuple(Choice(article.title, f"article:{article.id}") for article in given if article is not None)


def _given_article(turn: _Turn, article_id: str | None) -> Article | None:
    """Return the article of this id, unless there is none or it may not be given today."""
    article = turn.brain.model.knowledge.article(article_id) if article_id else None
    if article is None or not article.is_given_on(turn.today, require_approved=turn.brain.require_approved):
        return None
    return article


# -- emergency ---------------------------------------------------------------------------------------------------


def _emergency(turn: _Turn, understanding: Understanding) -> Decision | None:
    distress = understanding.confidence("distress")
    if distress >= _EMERGENCY_FROM:
        return _act_reply(turn, "distress", None, distress, wording.first_aid("distress"), ())
    confidence = understanding.confidence(EMERGENCY)
    said = synonym_groups(understanding.normal_form)
    if confidence < _EMERGENCY_FROM or (said & _OWN_MISTAKE and not said & _SCAMMER):
        return None
    branch = next(act.name for act in understanding.acts if act.name.startswith(EMERGENCY))
    return _first_aid(turn, branch, confidence)


def _first_aid(turn: _Turn, branch: str, confidence: float) -> Decision:
    given_at = turn.state.emergency_at
    if given_at is not None and turn.now - given_at < _FIRST_AID_LASTS:
        # Once per incident: more about the same does not ring the alarm again.
        choices = _article_choices(turn, ("report-where", "report-what-to-keep", "scam-get-money-back"))
        text = wording.first_aid("emergency_again")
        return _act_reply(turn, "fraud_report", "fraud_report", confidence, text, choices)
    decision = _act_reply(turn, "emergency", "fraud_report", confidence, wording.first_aid(branch), ())
    return replace(decision, state=replace(decision.state, emergency_at=turn.now))


# -- acts --------------------------------------------------------------------------------------------------------


def _act(turn: _Turn, understanding: Understanding) -> Decision | None:
    """Return the reply to a dialogue act, or None when something is asked."""
    if not understanding.acts:
        return None
    best = understanding.acts[0]
    asked = understanding.confidence(ASK)
    if (
        best.theme is not None
        or best.confidence < _ACTS_FROM.get(best.name, _ACT_FROM)
        or _CLEARLY * asked > best.confidence
    ):
        return None
    return _REPLIES[best.name](turn, best.confidence) if best.name in _REPLIES else None


def _act_reply(
    turn: _Turn, kind: Kind, theme: str | None, confidence: float, text: str, choices: tuple[Choice, ...]
) -> Decision:
    reply = Outbound(kind, text, choices=choices, theme=theme)
    band: Band = {"choices": "choices", "fallback": "fallback"}.get(kind, "answer")  # type: ignore[assignment]
    return Decision(kind, theme, None, confidence, band, (), (reply,), turn.state)


def _smalltalk(key: str, *, with_menu: bool = False) -> _Reply:
    def reply(turn: _Turn, confidence: float) -> Decision:
        text = wording.say(key, operator=turn.brain.operator)
        return _act_reply(
            turn, "smalltalk", "greeting_smalltalk", confidence, text, _menu_choices() if with_menu else ()
        )

    return reply


def _refusal(key: str) -> _Reply:
    def reply(turn: _Turn, confidence: float) -> Decision:
        return _act_reply(turn, "fallback", OUT_OF_SCOPE, confidence, wording.say(key), ())

    return reply


def _human(turn: _Turn, confidence: float) -> Decision:
    text = wording.say("human")
    if turn.brain.human_phone:
        own = wording.say("human_operator", operator=turn.brain.operator, phone=turn.brain.human_phone)
        text = f"{own}\n{text}"
    return _act_reply(turn, "human", "human_agent", confidence, text, ())


def _report(turn: _Turn, confidence: float) -> Decision:
    article = _given_article(turn, "report-where")
    if article is None:
        return _first_aid(turn, "emergency_money_sent", confidence)
    given = _give(turn, article, confidence, ())
    intro = wording.first_aid("fraud_report")
    reply = replace(given.replies[0], kind="fraud_report", text=f"{intro}\n\n{given.replies[0].text}")
    return replace(given, kind="fraud_report", replies=(reply,))


def _status(turn: _Turn, confidence: float) -> Decision:
    return _act_reply(turn, "fraud_report", "fraud_report", confidence, wording.say("status"), ())


def _affirm(turn: _Turn, confidence: float) -> Decision:
    # "được", "xem đi" after an offer takes the first thing offered.
    if turn.state.offered and (chosen := _chosen(turn, turn.state.offered[0].payload)) is not None:
        return chosen
    return _smalltalk("acknowledged")(turn, confidence)


def _steps_asked(turn: _Turn, confidence: float) -> Decision:
    article = _given_article(turn, turn.state.article)
    if article is None:
        return _act_reply(
            turn, "choices", "greeting_smalltalk", confidence, wording.say("which_steps"), _menu_choices()
        )
    return _steps(turn, article)


def _repeat(turn: _Turn, confidence: float) -> Decision:
    article = _given_article(turn, turn.state.article)
    if article is None:
        return _smalltalk("repeat_nothing", with_menu=True)(turn, confidence)
    return _give(turn, article, confidence, ())


def _correct(turn: _Turn, confidence: float) -> Decision:
    forgotten = replace(turn, state=replace(turn.state, theme=None, article=None))
    return _smalltalk("correct", with_menu=True)(forgotten, confidence)


_REPLIES: Final[dict[str, _Reply]] = {
    "greet": lambda turn, confidence: _act_reply(
        turn, "smalltalk", "greeting_smalltalk", confidence, greet(turn.brain).text, _menu_choices()
    ),
    "menu": _smalltalk("menu", with_menu=True),
    "thanks": _smalltalk("thanks"),
    "goodbye": _smalltalk("goodbye"),
    "smalltalk": _smalltalk("smalltalk"),
    "about_assistant": _smalltalk("about"),
    "affirm": _affirm,
    "deny": _smalltalk("declined"),
    "stop": _smalltalk("stop"),
    "skip": _smalltalk("declined"),
    "back": _smalltalk("menu", with_menu=True),
    "correct": _correct,
    "repeat": _repeat,
    "simpler": _steps_asked,
    "steps": _steps_asked,
    "human": _human,
    "forget": _smalltalk("forget"),
    "status": _status,
    "for_somebody_else": _smalltalk("for_somebody_else", with_menu=True),
    "report_fraud": _report,
    "abuse": _refusal("abuse"),
    "injection": _refusal("injection"),
    "other_peoples_data": _refusal("other_peoples_data"),
    "illegal_help": _refusal("illegal_help"),
}


# -- articles ----------------------------------------------------------------------------------------------------


def _find(turn: _Turn, understanding: Understanding) -> Decision:
    candidates = _candidates(turn, understanding, None)
    band = turn.brain.model.knowledge.band(candidates)
    if turn.state.theme is not None:
        stands_alone = band == "answer"
        leaning = lean_on_topic(turn.brain.model, understanding, turn.state.theme, turn.now, stands_alone=stands_alone)
        if leaning is not None:
            candidates = _candidates(turn, leaning, Topic(turn.state.theme, turn.state.article))
            band = turn.brain.model.knowledge.band(candidates)
    if band == "answer":
        best = candidates[0].article
        confidence = sum(c.probability for c in candidates if c.article.theme == best.theme)
        return _give(turn, best, min(confidence, 1.0), tuple(candidates))
    if band == "choices":
        return _did_you_mean(turn, tuple(candidates))
    return _say_so(turn, understanding, tuple(candidates))


def _candidates(turn: _Turn, understanding: Understanding, topic: Topic | None) -> list[Candidate]:
    return turn.brain.model.knowledge.find(
        understanding, topic, today=turn.today, require_approved=turn.brain.require_approved
    )


def _give(turn: _Turn, article: Article, confidence: float, candidates: tuple[Candidate, ...]) -> Decision:
    next_ids = [c.article.id for c in candidates[1:] if c.probability >= _ALTERNATIVE_FROM]
    next_ids += [related for related in article.related if related not in next_ids]
    reply = Outbound(
        "answer",
        article.answer,
        sections=article.sections,
        source=article.citation,
        choices=_article_choices(turn, tuple(next_ids))[: MAX_CHOICES - 1],
        theme=article.theme,
        article=article.id,
    )
    state = replace(turn.state, theme=article.theme, article=article.id)
    kept = candidates[:_KEPT_CANDIDATES] or (Candidate(article, confidence),)
    return Decision("answer", article.theme, article.id, confidence, "answer", kept, (reply,), state)


def _steps(turn: _Turn, article: Article) -> Decision:
    given = _give(turn, article, 1.0, ())
    text = "\n\n".join(section_text(section) for section in article.sections) or wording.say("no_steps")
    return replace(given, replies=(replace(given.replies[0], text=text, sections=()),))


def _did_you_mean(turn: _Turn, candidates: tuple[Candidate, ...]) -> Decision:
    choices = _article_choices(turn, tuple(c.article.id for c in candidates[:MAX_CHOICES]))
    best = candidates[0]
    reply = Outbound("choices", wording.say("did_you_mean"), choices=choices, theme=best.article.theme)
    confidence = sum(c.probability for c in candidates if c.article.theme == best.article.theme)
    state = replace(turn.state, theme=best.article.theme)
    return Decision(
        "choices", best.article.theme, best.article.id, min(confidence, 1.0), "choices",
        candidates[:_KEPT_CANDIDATES], (reply,), state,
    )  # fmt: skip


def _say_so(turn: _Turn, understanding: Understanding, candidates: tuple[Candidate, ...]) -> Decision:
    topics = [a for a in understanding.acts if a.name.startswith(OUT_OF_SCOPE)]
    topic = topics[0].name.partition("/")[2] if topics else ""
    if topics and topics[0].confidence >= _OUTSIDE_FROM and wording.has_elsewhere(topic):
        text = wording.elsewhere(topic)
        choices: tuple[Choice, ...] = ()
    else:
        text = wording.say("dont_know")
        choices = _menu_choices()
    confidence = 1.0 - min(sum(c.probability for c in candidates), 1.0)
    reply = Outbound("fallback", text, choices=choices, theme=OUT_OF_SCOPE)
    return Decision(
        "fallback", OUT_OF_SCOPE, None, confidence, "fallback", candidates[:_KEPT_CANDIDATES], (reply,), turn.state
    )
