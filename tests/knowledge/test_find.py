from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.article import Approval, Article
from knowledge.find import Candidate, Knowledge, Topic
from knowledge.model import Model
from knowledge.search.calibrate import SHARE_SIGNALS, SIGNALS, Calibration, Head
from nlu.acts import Understanding

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def constant(count: int, probability: float) -> Head:
    bias = float(np.log(probability / (1 - probability)))
    return Head((0.0,) * count, (1.0,) * count, (0.0,) * count, bias)


def calibrated(knowledge: Knowledge, *, in_scope: float = 0.75, right: float = 0.5) -> Knowledge:
    """The knowledge with a hand-made calibration: the bands begin at 0.5 and 0.25."""
    calibration = Calibration(
        constant(len(SIGNALS), in_scope), constant(len(SIGNALS) + len(SHARE_SIGNALS), right), 1.0, 0.5, 0.25
    )
    return replace(knowledge, calibration=calibration)


@pytest.fixture(scope="session")
def by_hand(small_model: Model) -> Knowledge:
    return calibrated(small_model.knowledge)


def understood(model: Model, text: str) -> Understanding:
    return model.engine.understand(text, NOW)


def candidates(knowledge: Knowledge, *probabilities: tuple[str, float]) -> list[Candidate]:
    found = []
    for article_id, probability in probabilities:
        article = knowledge.article(article_id)
        assert article is not None
        found.append(Candidate(article, probability))
    return found


def changed(knowledge: Knowledge, article_id: str, **changes: object) -> Knowledge:
    def change(article: Article) -> Article:
        return replace(article, **changes) if article.id == article_id else article  # type: ignore[arg-type]

    return replace(knowledge, articles=tuple(map(change, knowledge.articles)))


def ids(found: list[Candidate]) -> list[str]:
    return [candidate.article.id for candidate in found]


# Bands


@pytest.mark.parametrize(
    ("probabilities", "band"),
    [
        ([], "fallback"),
        ([("electricity-pay", 0.5)], "answer"),
        ([("electricity-pay", 0.75), ("water-pay", 0.125)], "answer"),
        ([("electricity-pay", 0.25), ("electricity-late-cutoff", 0.25)], "answer"),
        ([("electricity-pay", 0.25), ("water-pay", 0.1875), ("electricity-late-cutoff", 0.25)], "answer"),
        ([("electricity-pay", 0.4375)], "choices"),
        ([("electricity-pay", 0.25), ("water-pay", 0.25)], "choices"),
        ([("electricity-pay", 0.25)], "choices"),
        ([("electricity-pay", 0.125), ("water-pay", 0.125)], "choices"),
        ([("electricity-pay", 0.1875)], "fallback"),
        ([("electricity-pay", 0.125), ("water-pay", 0.0625)], "fallback"),
        ([("electricity-pay", 0.0)], "fallback"),
    ],
)
def test_the_bands_begin_exactly_where_the_calibration_says(
    by_hand: Knowledge, probabilities: list[tuple[str, float]], band: str
) -> None:
    assert by_hand.band(candidates(by_hand, *probabilities)) == band


@pytest.mark.parametrize(
    ("in_scope", "right", "band"),
    [(0.9, 0.6, "answer"), (0.4, 0.3, "choices"), (0.2, 0.1, "fallback")],
)
def test_the_probabilities_of_a_message_decide_its_band(
    small_model: Model, in_scope: float, right: float, band: str
) -> None:
    knowledge = calibrated(small_model.knowledge, in_scope=in_scope, right=right)
    found = knowledge.find(understood(small_model, "đóng tiền điện ở đâu"), today=TODAY)
    assert sum(candidate.probability for candidate in found) == pytest.approx(in_scope)
    assert knowledge.band(found) == band


def test_an_outright_answer_is_of_the_theme_that_ranks_best(small_model: Model) -> None:
    # Surely ours, and the best theme doubted: that makes no other theme a sure answer.
    message = understood(small_model, "đóng tiền điện ở đâu")
    best = calibrated(small_model.knowledge, right=0.7).find(message, today=TODAY)[0].article.theme
    doubting = calibrated(small_model.knowledge, in_scope=0.95, right=0.1)
    found = doubting.find(message, today=TODAY)
    assert best == "electricity"
    assert doubting.band(found) != "answer" or found[0].article.theme == best


# Finding


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("đóng tiền điện ở đâu", "electricity-pay"),
        ("dong tien nuoc o dau", "water-pay"),
        ("quên đóng tiền điện bị cắt rồi giờ sao", "electricity-late-cutoff"),
        ("nộp thuế trên etax mobile", "tax-pay-etax"),
    ],
)
def test_an_obvious_question_finds_its_article(small_model: Model, text: str, article: str) -> None:
    found = small_model.knowledge.find(understood(small_model, text), today=TODAY)
    assert ids(found)[0] == article
    assert len(found) == 5


@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_finds_a_ranking_or_nothing(small_model: Model, text: str) -> None:
    found = small_model.knowledge.find(understood(small_model, text), Topic("water"), today=TODAY)
    probabilities = [candidate.probability for candidate in found]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 <= probability <= 1 for probability in probabilities)
    assert sum(probabilities) <= 1 + 1e-6
    assert small_model.knowledge.band(found) in ("answer", "choices", "fallback")


@pytest.mark.parametrize("text", ["", "😀", "???"])
def test_a_message_without_words_finds_nothing(small_model: Model, text: str) -> None:
    found = small_model.knowledge.find(understood(small_model, text), today=TODAY)
    assert found == []
    assert small_model.knowledge.band(found) == "fallback"


def test_the_same_message_finds_the_same(small_model: Model) -> None:
    message = understood(small_model, "tiền nước trễ hạn")
    assert small_model.knowledge.find(message, today=TODAY) == small_model.knowledge.find(message, today=TODAY)


def test_nothing_is_found_where_there_is_nothing(by_hand: Knowledge, small_model: Model) -> None:
    empty = replace(by_hand, articles=())
    assert empty.find(understood(small_model, "đóng tiền điện"), today=TODAY) == []


@pytest.mark.parametrize(
    ("changes", "day", "given_out"),
    [
        ({"valid_from": date(2026, 12, 1)}, date(2026, 11, 30), False),
        ({"valid_from": date(2026, 12, 1)}, date(2026, 12, 1), True),
        ({"valid_until": date(2026, 12, 31)}, date(2026, 12, 31), True),
        ({"valid_until": date(2026, 12, 31)}, date(2027, 1, 1), False),
    ],
)
def test_an_article_outside_its_validity_is_left_out(
    by_hand: Knowledge, small_model: Model, changes: dict[str, date], day: date, given_out: bool
) -> None:
    knowledge = changed(by_hand, "electricity-pay", **changes)
    found = knowledge.find(understood(small_model, "đóng tiền điện ở đâu"), today=day)
    assert ("electricity-pay" in ids(found)) is given_out
    assert len(found) == 5 if given_out else 4


def test_only_approved_articles_are_given_when_that_is_asked_for(by_hand: Knowledge, small_model: Model) -> None:
    message = understood(small_model, "đóng tiền điện ở đâu")
    unapproved = by_hand
    for article in by_hand.articles:
        unapproved = changed(unapproved, article.id, approval=Approval("second_read"))
    one = changed(unapproved, "water-pay", approval=Approval("approved", "Bà Tư", "Sở", TODAY))
    assert ids(one.find(message, today=TODAY, require_approved=True)) == ["water-pay"]
    assert len(one.find(message, today=TODAY)) == 5
    assert unapproved.find(message, today=TODAY, require_approved=True) == []
    assert unapproved.band([]) == "fallback"


# Follow-ups


def share(found: list[Candidate], theme: str) -> float:
    mine = sum(c.probability for c in found if c.article.theme == theme)
    return mine / sum(c.probability for c in found)


@pytest.mark.parametrize(
    "text", ["trễ hạn thì sao", "lỡ quên thì có bị cắt không", "tre han thi sao", "trả bằng app nào"]
)
def test_the_topic_moves_a_short_follow_up(small_model: Model, text: str) -> None:
    message = understood(small_model, text)
    knowledge = small_model.knowledge
    themes = np.array([article.theme for article in knowledge.articles])

    def lead_of_electricity(topic: Topic) -> float:
        fused = knowledge.observe(message, topic, frozenset()).fused
        return float(fused[themes == "electricity"].max() - fused[themes == "water"].max())

    assert lead_of_electricity(Topic("electricity")) > lead_of_electricity(Topic("water", "water-pay"))


def test_the_topic_decides_between_two_that_fit_alike(small_model: Model) -> None:
    message = understood(small_model, "bị cắt rồi thì mở lại sao")
    for theme in ("electricity", "water"):
        assert small_model.knowledge.find(message, Topic(theme), today=TODAY)[0].article.theme == theme


def test_the_topic_does_not_move_a_clear_question(small_model: Model) -> None:
    message = understood(small_model, "nộp thuế trên etax mobile")
    for theme in ("electricity", "water"):
        assert ids(small_model.knowledge.find(message, Topic(theme), today=TODAY))[0] == "tax-pay-etax"


def test_a_topic_without_an_article_changes_nothing(small_model: Model) -> None:
    message = understood(small_model, "trễ hạn thì sao")
    with_topic = small_model.knowledge.find(message, Topic("plan_policy"), today=TODAY)
    assert with_topic == small_model.knowledge.find(message, today=TODAY)


# What the calibration is fitted on


def test_an_observation_says_which_articles_are_right(small_model: Model) -> None:
    message = understood(small_model, "tiền nước trễ hạn")
    seen = small_model.knowledge.observe(message, None, frozenset({"water", "tax"}))
    right = {a.id for a, is_right in zip(small_model.knowledge.articles, seen.right, strict=True) if is_right}
    assert right == {"water-pay", "water-late-cutoff", "tax-pay-etax"}
    assert len(seen.signals) == len(SIGNALS)
    assert np.isfinite(seen.signals).all()
    assert not small_model.knowledge.observe(message, None, frozenset({"out_of_scope"})).right.any()
