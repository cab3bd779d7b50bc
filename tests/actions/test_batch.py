from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.batch import (
    Batch,
    BatchDialogue,
    BatchQuestion,
    LineError,
    LocalConversation,
    answer_json,
    parse_dialogue,
    parse_lines,
    parse_question,
)
from actions.dialogue.choose import choose
from actions.dialogue.decision import Brain
from actions.dialogue.state import DialogueState
from actions.turn import inbound
from tests.conftest import NOW

ANSWER_KEYS = [
    "id", "text", "kind", "act", "theme", "article", "article_version", "model_version", "confidence", "band",
    "alternatives", "answers", "reply", "buttons", "ms",
]  # fmt: skip
PART_KEYS = [
    "kind", "act", "theme", "article", "article_version", "model_version", "confidence", "band", "reply",
]  # fmt: skip


def question(text: str, **values: Any) -> BatchQuestion:
    return BatchQuestion(values.get("id"), text, tuple(values.get("context", ())), values.get("now", NOW))


@pytest.fixture(scope="module")
def batch(brain: Brain) -> Batch:
    return Batch(brain)


# -- lines ---------------------------------------------------------------------------------------------------


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    lines = ['{"a": 1}\n', "\n", "   \r\n", '{"b": 2}\r\n', '{"c": 3}']
    assert list(parse_lines(lines)) == [(1, {"a": 1}), (4, {"b": 2}), (5, {"c": 3})]


@pytest.mark.parametrize(
    "line",
    ['{"text": "x"', "text", "[1, 2]", '"text"', "7", "null", "{'text': 'x'}", "\x00", "[" * 100_000,
     '{"a": 1} {"b": 2}'],
)  # fmt: skip
def test_a_broken_line_is_named_and_the_next_goes_on(line: str) -> None:
    (first, error), (second, entry) = parse_lines([line, '{"text": "y"}'])
    assert (first, second) == (1, 2)
    assert isinstance(error, LineError)
    assert "line 1" in str(error)
    assert entry == {"text": "y"}


@given(st.lists(st.text(max_size=40), max_size=5))
@settings(deadline=None)
def test_any_text_is_an_object_or_an_error(lines: list[str]) -> None:
    for number, entry in parse_lines(lines):
        assert 1 <= number <= len(lines)
        assert isinstance(entry, dict | LineError)


# -- questions -----------------------------------------------------------------------------------------------


def test_a_question_is_read() -> None:
    entry = {"id": 7, "text": "mất phí không", "context": ["trả tiền điện"], "now": "2026-11-22T10:00+07:00"}
    parsed = parse_question(1, entry)
    assert (parsed.id, parsed.text, parsed.context) == (7, "mất phí không", ("trả tiền điện",))
    assert parsed.now == NOW


def test_a_question_needs_nothing_but_its_text() -> None:
    assert parse_question(1, {"text": ""}) == BatchQuestion(None, "", (), None)
    assert parse_question(1, {"text": "x", "context": None, "now": None, "theme": "water"}).context == ()


def test_a_context_may_be_one_line() -> None:
    assert parse_question(1, {"text": "x", "context": "tiền nước"}).context == ("tiền nước",)


def test_a_time_without_a_zone_is_local() -> None:
    moment = parse_question(1, {"text": "x", "now": "2026-11-22T10:00:00"}).now
    assert moment == NOW
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({}, "text"),
        ({"text": None}, "text"),
        ({"text": 5}, "text"),
        ({"text": ["x"]}, "text"),
        ({"question": "x"}, "text"),
        ({"text": "x", "context": 5}, "context"),
        ({"text": "x", "context": {"a": "b"}}, "context"),
        ({"text": "x", "context": ["a", 5]}, "context"),
        ({"text": "x", "now": "hôm qua"}, "now"),
        ({"text": "x", "now": 1763780400}, "now"),
        ({"text": "x", "now": "2026-02-30T00:00:00"}, "now"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(entry: dict[str, Any], field: str) -> None:
    with pytest.raises(LineError, match=rf'^line 12: "{field}"'):
        parse_question(12, entry)


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_at_the_end_of_the_calendar_is_refused_or_answered(batch: Batch, now: str) -> None:
    try:
        parsed = parse_question(3, {"text": "đóng tiền điện", "now": now})
    except LineError as error:
        assert "line 3" in str(error)
        return
    assert batch.ask(parsed)["kind"]


# -- dialogues -----------------------------------------------------------------------------------------------


def test_a_dialogue_is_read() -> None:
    entry = {"id": "d1", "turns": [{"user": "chào"}, {"user": "tiền điện", "expect": {"theme": "water"}}]}
    assert parse_dialogue(1, entry) == BatchDialogue("d1", ("chào", "tiền điện"), None)


@pytest.mark.parametrize(
    "entry",
    [{}, {"turns": None}, {"turns": "chào"}, {"turns": {"user": "x"}}, {"turns": ["chào"]},
     {"turns": [{"bot": "x"}]}, {"turns": [{"user": None}]}, {"turns": [{"user": "x"}, {"user": 5}]}],
)  # fmt: skip
def test_wrong_turns_are_named_with_their_line(entry: dict[str, Any]) -> None:
    with pytest.raises(LineError, match=r'^line 4: "turns"'):
        parse_dialogue(4, entry)


# -- answers -------------------------------------------------------------------------------------------------


def test_an_answer_keeps_the_contract(batch: Batch, brain: Brain) -> None:
    answer = batch.ask(question("đóng tiền điện qua app ngân hàng thế nào", id="q1"))
    assert list(answer) == ANSWER_KEYS
    assert answer["id"] == "q1"
    assert answer["text"] == "đóng tiền điện qua app ngân hàng thế nào"
    assert (answer["kind"], answer["theme"], answer["band"]) == ("answer", "electricity", "answer")
    assert answer["act"] == "ask_electricity"
    article = brain.model.knowledge.article(answer["article"])
    assert article is not None
    assert answer["article_version"] == article.version
    assert answer["model_version"] == brain.model.version
    assert 0.0 <= answer["confidence"] <= 1.0
    assert isinstance(answer["ms"], float)
    assert answer["ms"] > 0
    assert [list(a) for a in answer["alternatives"]] == [["article", "theme", "title", "confidence"]] * len(
        answer["alternatives"]
    )
    assert answer["alternatives"][0]["article"] == answer["article"]
    assert [list(part) for part in answer["answers"]] == [PART_KEYS]
    assert answer["answers"][0]["reply"] == answer["reply"]
    assert all(list(button) == ["label", "payload"] for button in answer["buttons"])
    assert answer["buttons"]
    json.dumps(answer, allow_nan=False)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "mai có mưa không", "tôi vừa bị lừa chuyển 5 triệu", "chào em"])
def test_every_kind_of_reply_has_the_same_keys(batch: Batch, text: str) -> None:
    answer = batch.ask(question(text))
    assert list(answer) == ANSWER_KEYS
    assert answer["reply"].strip()
    assert answer["kind"] != "answer"
    assert answer["article"] is None
    assert answer["article_version"] is None
    assert answer["answers"]
    assert answer["id"] is None


def test_alternatives_come_best_first(batch: Batch) -> None:
    answer = batch.ask(question("trả tiền nước trên điện thoại"))
    confidences = [a["confidence"] for a in answer["alternatives"]]
    assert len(confidences) > 1
    assert confidences == sorted(confidences, reverse=True)


def test_masked_text_is_not_part_of_an_answer(batch: Batch) -> None:
    answer = batch.ask(question("mã OTP của tôi là 735201, đóng tiền điện giúp"))
    assert "735201" not in answer["reply"]
    assert "735201" not in json.dumps(answer["answers"])


def test_a_context_makes_a_follow_up_understood(batch: Batch) -> None:
    context = ["Người hỏi: trả tiền nước qua ví được không"]
    assert batch.ask(question("thế có mất phí không", context=context))["theme"] == "water"


def test_a_question_knows_nothing_of_the_one_before(batch: Batch) -> None:
    alone = batch.ask(question("mất phí không"))
    batch.ask(question("đóng tiền nước ở đâu"))
    again = batch.ask(question("mất phí không"))
    assert {**again, "ms": 0} == {**alone, "ms": 0}


def test_a_dialogue_is_replayed_turn_by_turn(batch: Batch) -> None:
    turns = ("chào", "đóng tiền nước ở đâu", "cảm ơn nhé")
    replayed = batch.replay(BatchDialogue("d", turns, NOW))
    assert list(replayed) == ["id", "turns"]
    assert replayed["id"] == "d"
    assert [t["user"] for t in replayed["turns"]] == list(turns)
    assert [t["kind"] for t in replayed["turns"]] == ["smalltalk", "answer", "smalltalk"]
    assert replayed["turns"][1]["theme"] == "water"
    assert all(t["reply"].strip() for t in replayed["turns"])


def test_a_dialogue_remembers(batch: Batch) -> None:
    replayed = batch.replay(BatchDialogue(None, ("đóng tiền nước ở đâu", "mất phí không"), NOW))
    assert [t["theme"] for t in replayed["turns"]] == ["water", "water"]


def test_a_dialogue_without_turns_is_an_empty_one(batch: Batch) -> None:
    assert batch.replay(BatchDialogue(1, (), NOW)) == {"id": 1, "turns": []}


def test_a_dialogue_begins_with_the_menu_offered(batch: Batch) -> None:
    replayed = batch.replay(BatchDialogue(None, ("1",), NOW))
    assert replayed["turns"][0]["kind"] == "emergency"  # the first entry is the victim's


def test_the_json_of_a_decision_is_that_of_the_batch(brain: Brain, batch: Batch) -> None:
    text = "chuyển khoản nhầm số tài khoản"
    answer = batch.ask(question(text))
    alone = answer_json(brain, choose(brain, DialogueState(), inbound(text), NOW))
    assert {k: answer[k] for k in alone} == alone


def test_a_conversation_in_memory_goes_the_whole_way(brain: Brain) -> None:
    conversation = LocalConversation(brain, now=NOW)
    first, seconds = conversation.say("đóng tiền điện ở đâu", NOW)
    assert first.theme == "electricity"
    assert seconds > 0
    second, _ = conversation.say("mất phí không", NOW)
    assert second.theme == "electricity"
    assert second.state.turns == 2


def test_a_turn_that_fails_is_an_error_and_no_silence(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no model")

    conversation = LocalConversation(brain, now=NOW)
    monkeypatch.setattr("actions.turn.choose", broken)
    with pytest.raises(RuntimeError, match="no turn"):
        conversation.say("chào", datetime.now(NOW.tzinfo))
