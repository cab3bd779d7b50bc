"""The parts of the ranking: fusion, BM25, the index of phrasings, and the calibration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.article import read_article
from knowledge.search.calibrate import (
    SHARE_SIGNALS,
    SIGNALS,
    Calibration,
    Head,
    Observation,
    article_shares,
    fit_calibration,
)
from knowledge.search.embedding import PhrasingIndex
from knowledge.search.fuse import fuse, z_scores
from knowledge.search.lexical import build_lexical
from nlu.features import features
from nlu.text import normalise

SCORES = st.lists(st.floats(-50, 50, width=32), min_size=1, max_size=12).map(
    lambda values: np.array(values, np.float32)
)


# Fusion


@given(SCORES)
def test_z_scores_have_mean_zero_and_deviation_one(scores: np.ndarray) -> None:
    standard = z_scores(scores)
    if float(scores.std()) > 1e-3:
        assert float(standard.mean()) == pytest.approx(0, abs=1e-2)
        assert float(standard.std()) == pytest.approx(1, abs=1e-2)
        assert float(scores[standard.argmax()]) == pytest.approx(float(scores.max()), abs=1e-4)
    assert np.isfinite(standard).all()


@pytest.mark.parametrize("value", [0.0, 3.0, -7.5])
def test_scores_that_are_all_equal_say_nothing(value: float) -> None:
    assert not z_scores(np.full(5, value, dtype=np.float32)).any()


@given(SCORES, st.floats(0.5, 9), st.floats(-9, 9))
def test_the_scale_of_a_ranking_does_not_matter(scores: np.ndarray, scale: float, shift: float) -> None:
    if float(scores.std()) > 1e-2:
        moved = (scores * scale + shift).astype(np.float32)
        np.testing.assert_allclose(z_scores(moved), z_scores(scores), atol=2e-2)


def none(count: int) -> np.ndarray:
    return np.zeros(count, dtype=np.float32)


@pytest.mark.parametrize("ranking", range(5))
def test_each_ranking_can_decide_when_the_others_say_nothing(ranking: int) -> None:
    scores = [none(4) for _ in range(5)]
    scores[ranking] = np.array([0, 0, 1, 0], dtype=np.float32)
    assert int(fuse(*scores).argmax()) == 2


def test_a_clear_winner_stays_clear() -> None:
    clear = np.array([9, 1, 0, 0], dtype=np.float32)
    doubtful = np.array([0.9, 1, 0, 0], dtype=np.float32)
    fused = fuse(clear, doubtful, none(4), none(4), none(4))
    assert int(fused.argmax()) == 0


def test_the_topic_moves_a_tie_but_not_a_clear_winner() -> None:
    topic = np.array([0, 1, 0], dtype=np.float32)
    tie = np.array([1, 1, 0], dtype=np.float32)
    clear = np.array([1, 0, 0], dtype=np.float32)
    assert int(fuse(tie, tie, tie, tie, topic).argmax()) == 1
    assert int(fuse(clear, clear, clear, clear, topic).argmax()) == 0


# BM25


def lexical_of(shelf, *answers: str):
    articles = [
        read_article(shelf.put(f"wallet-{at}", ("Câu trả lời ngắn.", answer))) for at, answer in enumerate(answers)
    ]
    index = build_lexical(articles)
    return lambda text: index.scores(features(normalise(text)))


def test_a_rare_word_finds_its_article(shelf) -> None:
    scores = lexical_of(shelf, "Mở ví ở quầy.", "Mở ví ở bưu điện.", "Mở ví ở chợ.")
    assert int(scores("bưu điện").argmax()) == 1
    assert int(scores("buu dien").argmax()) == 1


def test_a_rare_word_weighs_more_than_a_common_one(shelf) -> None:
    scores = lexical_of(shelf, "Ví ở quầy, mở mở mở.", "Ví ở bưu cục.", "Ví mở ở chợ.", "Ví mở ở làng.")
    assert int(scores("mở cục").argmax()) == 1


def test_a_word_of_a_question_weighs_more_than_one_of_the_body(shelf) -> None:
    first = read_article(shelf.put("wallet-a", ("Câu trả lời ngắn.", "Có hoa sen.")))
    second = read_article(shelf.put("wallet-b", ("- câu một của wallet-b", "- hoa sen ở đâu")))
    index = build_lexical([first, second])
    assert int(index.scores(features("hoa sen")).argmax()) == 1


def test_scores_are_shares_of_what_could_be_reached(shelf) -> None:
    scores = lexical_of(shelf, "Mở ví ở quầy.", "Mở ví ở bưu điện.")
    for text in ("mở ví ở bưu điện", "ví", "câu một câu hai câu ba", "điện điện điện điện", "xyz qrs"):
        assert (scores(text) >= 0).all()
        assert (scores(text) <= 1).all()
    assert not scores("xyz").any()
    assert not scores("").any()


def test_unknown_words_lower_the_score(shelf) -> None:
    scores = lexical_of(shelf, "Mở ví ở quầy.", "Mở ví ở bưu điện.")
    assert scores("bưu điện").max() > scores("bưu điện xyz qrs tuv").max() > 0


def test_asking_a_word_twice_changes_nothing(shelf) -> None:
    index = build_lexical([read_article(shelf.put("wallet-a")), read_article(shelf.put("wallet-b"))])
    found = features("câu một của wallet a")
    np.testing.assert_array_equal(index.scores(found * 2), index.scores(found))
    assert index.scores(found).any()


# The index of phrasings


def unit(*rows: list[float]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_an_article_scores_as_its_nearest_phrasing() -> None:
    vectors = unit([1, 0, 0], [0, 1, 0], [0.6, 0.8, 0], [0, 0, 1])
    index = PhrasingIndex(vectors, np.array([0, 0, 1, 2]), 3)
    np.testing.assert_allclose(index.scores(unit([0, 1, 0])[0]), [1.0, 0.8, 0.0], atol=1e-6)
    np.testing.assert_allclose(index.scores(unit([1, 0, 0])[0]), [1.0, 0.6, 0.0], atol=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 30))
def test_the_index_is_exact(seed: int, articles: int, phrasings: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(*rng.normal(size=(phrasings, 8)))
    owners = rng.integers(0, articles, phrasings)
    query = unit(rng.normal(size=8))[0]
    expected = np.full(articles, -1.0)
    for owner, vector in zip(owners, vectors, strict=True):
        expected[owner] = max(expected[owner], float(vector @ query))
    np.testing.assert_allclose(PhrasingIndex(vectors, owners, articles).scores(query), expected, atol=1e-5)


def test_an_unknown_text_is_near_nothing() -> None:
    index = PhrasingIndex(unit([1, 0], [0, 1]), np.array([0, 1]), 2)
    assert not index.scores(np.zeros(2, dtype=np.float32)).any()


# The calibration


def head(count: int, bias: float = 0.0, weights: list[float] | None = None) -> Head:
    return Head((0.0,) * count, (1.0,) * count, tuple(weights or [0.0] * count), bias)


def constant(in_scope: float, right: float, temperature: float = 1.0) -> Calibration:
    """A calibration that gives the same probabilities to every message."""
    odds = [float(np.log(p / (1 - p))) for p in (in_scope, right)]
    return Calibration(
        head(len(SIGNALS), odds[0]), head(len(SIGNALS) + len(SHARE_SIGNALS), odds[1]), temperature, 0.5, 0.25
    )


NO_SIGNALS = (0.0,) * len(SIGNALS)


def test_the_best_theme_gets_its_probability_and_all_get_that_of_being_in_scope() -> None:
    fused = np.array([3, 2, 1, 0], dtype=np.float32)
    themes = np.array([5, 5, 2, 7])
    probabilities = constant(0.8, 0.5).probabilities(NO_SIGNALS, fused, themes)
    assert float(probabilities[:2].sum()) == pytest.approx(0.5)
    assert float(probabilities.sum()) == pytest.approx(0.8)


@given(
    st.lists(st.tuples(st.floats(-20, 20, width=32), st.integers(0, 4)), min_size=1, max_size=10),
    st.lists(st.floats(-8, 8), min_size=len(SIGNALS), max_size=len(SIGNALS)),
    st.floats(0.1, 5),
    st.lists(st.floats(-3, 3), min_size=len(SIGNALS), max_size=len(SIGNALS)),
    st.lists(st.floats(-3, 3), min_size=len(SIGNALS) + 2, max_size=len(SIGNALS) + 2),
)
def test_probabilities_are_between_nought_and_one(
    articles: list[tuple[float, int]], signals: list[float], temperature: float, scope: list[float], right: list[float]
) -> None:
    calibration = Calibration(
        head(len(SIGNALS), weights=scope), head(len(SIGNALS) + 2, weights=right), temperature, 0.5, 0.25
    )
    fused = np.array([score for score, _ in articles], dtype=np.float32)
    themes = np.array([theme for _, theme in articles])
    probabilities = calibration.probabilities(signals, fused, themes)
    assert (probabilities >= 0).all()
    assert float(probabilities.sum()) <= 1 + 1e-6
    for theme in set(themes.tolist()):
        mine = themes == theme
        order = np.argsort(-fused[mine], kind="stable")
        assert (np.diff(probabilities[mine][order]) <= 1e-9).all()


@given(st.floats(-9, 9), st.floats(-9, 9), st.integers(0, len(SIGNALS) - 1))
def test_a_head_rises_with_a_signal_that_speaks_for_it(one: float, other: float, at: int) -> None:
    weights = [0.0] * len(SIGNALS)
    weights[at] = 1.5
    rising = head(len(SIGNALS), 0.3, weights)
    signals = list(NO_SIGNALS)

    def probability(value: float) -> float:
        signals[at] = value
        return rising.probability(signals)

    assert 0 <= probability(one) <= 1
    assert (probability(one) <= probability(other)) == (one <= other) or probability(one) == probability(other)


@given(SCORES, st.floats(0.1, 5))
def test_shares_sum_to_one_in_the_order_of_the_scores(fused: np.ndarray, temperature: float) -> None:
    shares = article_shares(fused, temperature)
    assert float(shares.sum()) == pytest.approx(1)
    assert (np.diff(shares[np.argsort(-fused, kind="stable")]) <= 1e-12).all()


def test_a_higher_temperature_is_less_sure() -> None:
    fused = np.array([2, 1, 0], dtype=np.float32)
    assert article_shares(fused, 0.2).max() > article_shares(fused, 1.0).max() > article_shares(fused, 5.0).max()


def test_a_calibration_is_read_as_it_was_written() -> None:
    calibration = constant(0.8, 0.5, 0.7)
    assert Calibration.from_json(calibration.to_json()) == calibration


article_themes = np.array([0, 0, 1, 1, 2, 2])


def observations(count: int) -> list[Observation]:
    """Questions of three themes and outside them: the first signal tells which, and one in ten is ranked wrong."""
    rng = np.random.default_rng(0)
    made = []
    for number in range(count):
        inside = number % 4 != 0
        theme = number % 3
        signals = rng.normal(size=len(SIGNALS)) * 0.3
        signals[0] += 3.0 if inside else -3.0
        fused = rng.normal(size=len(article_themes)) * 0.3
        ranked_wrong = number % 10 == 0
        fused[article_themes == ((theme + 1) % 3 if ranked_wrong else theme)] += 1.0 if ranked_wrong else 3.0
        right = (article_themes == theme) & inside
        made.append(Observation(tuple(map(float, signals)), fused.astype(np.float32), right))
    return made


def test_a_fitted_calibration_tells_what_is_ours() -> None:
    seen = observations(400)
    calibration = fit_calibration(seen, article_themes)
    inside = [calibration.in_scope.probability(o.signals) for o in seen if o.right.any()]
    outside = [calibration.in_scope.probability(o.signals) for o in seen if not o.right.any()]
    assert min(inside) > max(outside)
    assert 0 < calibration.choices_from < 1
    assert 0 < calibration.answer_from <= 1


def test_a_fitted_calibration_means_what_it_says() -> None:
    calibration = fit_calibration(observations(400), article_themes)
    told, came_true, wrong, answers = 0.0, 0, 0, 0
    for o in observations(400):
        probabilities = calibration.probabilities(o.signals, o.fused, article_themes)
        best = article_themes == article_themes[int(o.fused.argmax())]
        told += float(probabilities[best].sum())
        came_true += bool(o.right[best].any())
        if float(probabilities[best].sum()) >= calibration.answer_from:
            answers += 1
            wrong += not o.right[best].any()
    assert told == pytest.approx(came_true, rel=0.1)
    assert answers > 200
    assert wrong <= 0.05 * answers


def test_two_fits_are_the_same() -> None:
    assert fit_calibration(observations(80), article_themes) == fit_calibration(observations(80), article_themes)
