"""Where it is about: noted whenever it is said, asked for once when an answer depends on the province."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from actions.dialogue import wording
from actions.dialogue.decision import Decision, Turn, act_reply
from actions.dialogue.emergency import tells_of_incident
from actions.dialogue.offering import given_article, related_choices
from actions.messages import Choice, Outbound
from knowledge.article import PROVINCES, Article
from knowledge.directory.places import Place, PlaceMention
from knowledge.placeholders import called
from nlu.text import normalise, strip_diacritics, tokens

PROVINCE: Final = "province"
PLACE: Final = "place"
_MAX_PLACES: Final = 3
_AT: Final = re.compile(r"(?<!\w)(?:ở|tại|o|tai|chỗ|cho|về|ve|bên|ben)\s+$", re.IGNORECASE)


def note_place(turn: Turn) -> Turn:
    """Return the turn with the place that the message names; one that may be several keeps its words."""
    mentions = turn.brain.places.mentions(turn.message.text)
    state = turn.state
    for mention in mentions:
        state = replace(
            state,
            province=mention.province or state.province,
            commune=_commune(mention) or state.commune,
            place_said=mention.said if len(mention.places) > 1 else state.place_said,
        )
    return replace(turn, state=state, text=_without_communes(turn.message.text, mentions))


def place_told(turn: Turn) -> Decision | None:
    """Return the reply to a message that says nothing but a place, or None.

    A place that may be several is offered once; whatever is said next, its words are kept and nothing waits for it.
    """
    mentions = turn.brain.places.mentions(turn.message.text)
    if not mentions or tells_of_incident(turn):
        return None
    if not _only_tells(turn, mentions):
        return None
    mention = mentions[-1]
    if len(mention.places) > 1:
        choices = tuple(_place_choice(place) for place in mention.places[:_MAX_PLACES])
        return act_reply(turn, "choices", PLACE, wording.say("which_place"), choices, theme=turn.state.theme)
    return _place_noted(turn)


def choose_place(turn: Turn, value: str) -> Decision | None:
    """Return the reply to a province or place that was picked, or None when there is none of that name."""
    province, _, commune = value.partition("/")
    if province not in PROVINCES:
        return None
    state = replace(turn.state, province=province, commune=commune or turn.state.commune)
    return _place_noted(replace(turn, state=state))


def ask_province(turn: Turn, decision: Decision) -> Decision:
    """Return the decision, followed by the question for the province when an answer depends on it: asked once."""
    state = decision.state
    articles = [given_article(turn, part.article) for part in decision.answers if part.kind == "answer"]
    depends = any(article is not None and _groups(turn, article) for article in articles)
    if not depends or state.province is not None or state.province_asked:
        return decision
    choices = tuple(Choice(name, f"{PROVINCE}:{key}") for key, name in PROVINCES.items())
    question = Outbound("choices", wording.say("which_province"), choices=choices, theme=decision.theme)
    return replace(decision, replies=(*decision.replies, question), state=replace(state, province_asked=True))


def _place_noted(turn: Turn) -> Decision:
    article = given_article(turn, turn.state.article)
    groups = _groups(turn, article) if article else ()
    province = PROVINCES.get(turn.state.province or "", "")
    if groups and province:
        contacts = "; ".join(f"{{call:{group}}}" for group in groups)
        text = wording.say("place_contacts", province=province, contacts=contacts)
    else:
        text = wording.say("place_noted")
    choices = related_choices(turn, article) if article else ()
    return act_reply(turn, "smalltalk", PLACE, text, choices, theme=turn.state.theme)


def _groups(turn: Turn, article: Article) -> tuple[str, ...]:
    """Return the groups of the directory whom the article tells people to call: they depend on the province."""
    texts = [article.answer, *(item for section in article.sections for item in section.items)]
    return tuple(dict.fromkeys(key for text in texts for key in called(text) if turn.brain.directory.by_province(key)))


def _without_communes(text: str, mentions: tuple[PlaceMention, ...]) -> str:
    """Return the text without its communes and districts, nor "ở Quảng Ngãi"; else provinces stay: plans are theirs."""
    for mention in reversed(mentions):
        before = _AT.sub("", text[: mention.start])
        if len(before) < mention.start or all(place.kind != "province" for place in mention.places):
            text = f"{before} {text[mention.end :]}"
    return " ".join(text.split())


def _commune(mention: PlaceMention) -> str | None:
    place: Place | None = mention.place
    return place.official if place is not None and place.kind == "commune" and "," not in place.official else None


def _place_choice(place: Place) -> Choice:
    """Return the place as a choice; of a district of before nothing but its province is noted."""
    before = " cũ" if place.former else ""
    commune = place.official if place.kind == "commune" and not place.former else ""
    label = f"{place.type} {place.name}{before}, {PROVINCES[place.province]}"
    return Choice(label, f"{PLACE}:{place.province}/{commune}")


def _only_tells(turn: Turn, mentions: tuple[PlaceMention, ...]) -> bool:
    """Whether beside the places there are only words like "dạ em ở … nha"."""
    rest = turn.message.text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return "?" not in rest and _BESIDE_PLACE.issuperset(strip_diacritics(word) for word in tokens(normalise(rest)))


_BESIDE_PLACE: Final = frozenset(
    "da vang u uh a thua o tai ben que nha minh em con chau toi tui to anh chi co chu bac ba ong di cau cu day nay nha "
    "nhe ne ni la xa phuong huyen thi tran tinh thanh pho dac khu gio chu moi gan khu vuc nguoi dan roi nghe".split()
)
