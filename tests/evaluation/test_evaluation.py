"""The evaluation set itself: enough of it, well labelled, apart from what is trained on; and the twins."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from actions.evaluate import OUT_OF_SCOPE
from knowledge.article import articles_folder, read_articles
from knowledge.train import calibration_questions
from nlu.acts import THEMES
from nlu.examples import act_examples
from nlu.text import normalise
from tests.evaluation.__main__ import differences
from tests.evaluation.outcomes import voices
from tests.evaluation.twins import TWINS, in_teencode, in_telex, with_slips, without_marks

LABELS = {*THEMES, OUT_OF_SCOPE, "greeting_smalltalk", "human_agent"}
STYLES = {
    "plain", "short", "long", "formal", "nodiacritic", "teencode", "typo", "telex", "dialect", "northern", "southern", "voice",
    "allcaps", "codeswitch", "followup", "multi", "forwarded", "emergency", "near_domain", "adversarial", "emoji",
}  # fmt: skip


@pytest.fixture(scope="module")
def labelled() -> list[dict[str, Any]]:
    return [question for questions in voices().values() for question in questions]


def test_there_are_enough_questions_in_enough_voices(labelled: list[dict[str, Any]]) -> None:
    calibration = calibration_questions()
    assert len(voices()) >= 8
    assert len(labelled) + len(calibration) >= 1000
    assert sum(q["theme"] == OUT_OF_SCOPE for q in labelled) >= 250
    counts = Counter(q["theme"] for q in labelled)
    assert min(counts[theme] for theme in LABELS) >= 15, counts


def test_every_question_is_well_labelled(labelled: list[dict[str, Any]]) -> None:
    assert [i for i, count in Counter(q["id"] for q in labelled).items() if count > 1] == []
    ids = {q["id"] for q in labelled}
    for q in labelled:
        assert {q["theme"], *q.get("accept", ())} <= LABELS, q
        assert set(q["style"]) <= STYLES, q
        assert q["style"], q
        assert q["must"], q
        assert all(isinstance(line, str) and line for line in q["must"]), q
        assert q.get("twin_of", q["id"]) in ids, q


def test_no_question_is_trained_on(labelled: list[dict[str, Any]]) -> None:
    trained = {normalise(q) for a in read_articles(articles_folder()) for q in (*a.questions, a.title)}
    trained |= {normalise(example.text) for example in act_examples()}
    trained |= {normalise(question.text) for question in calibration_questions()}
    # One or two words ("chào em", "thuế") are everybody's; longer ones have to be the voice's own.
    shared = [q["id"] for q in labelled if len(q["text"].split()) > 5 and normalise(q["text"]) in trained]
    assert shared == []


def test_twins_are_other_words_for_the_same(labelled: list[dict[str, Any]]) -> None:
    assert without_marks("Đóng tiền điện ở đâu") == "Dong tien dien o dau"
    assert in_teencode("không biết đóng bao nhiêu tiền") == "k bít đóng bn xiền"
    assert in_telex("đóng tiền") == "ddongs tieenf"
    text = "chuyển khoản nhầm sang người khác thì làm sao lấy lại được"
    assert with_slips(text) == with_slips(text) != text
    assert len(with_slips(text).split()) == len(text.split())
    careful = [q["text"] for q in labelled if q["style"] == ["plain"]]
    for name, retype in TWINS.items():
        changed = sum(retype(text) != text for text in careful)
        assert changed > 0.8 * len(careful), name


def test_the_document_is_compared_figure_by_figure() -> None:
    row = "| tax | 20 | 91.0 % |"
    assert differences(row, "| tax | 20 | 91.9 % |") == []
    assert len(differences(row, "| tax | 20 | 92.1 % |")) == 1
    assert len(differences(row, "| water | 20 | 91.0 % |")) == 1
    assert len(differences(row, row + "\nmore")) == 1
