from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.embedded import EmbeddedEngine, load_engine, save_engine
from nlu.text import normalise, strip_diacritics

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
OBVIOUS = [
    ("xin chào", "greet"),
    ("cảm ơn nhiều nha", "thanks"),
    ("đúng rồi", "affirm"),
    ("không phải", "deny"),
    ("nói lại đi", "repeat"),
    ("cho tôi gặp nhân viên", "human"),
    ("xóa hết thông tin của tôi đi", "forget"),
    ("tôi vừa chuyển 20 triệu cho kẻ lừa đảo", "emergency_money_sent"),
    ("em lỡ đọc mã OTP cho nó rồi", "emergency_secrets_given"),
    ("em làm mất điện thoại rồi", "lost_device"),
    ("đóng tiền điện ở đâu", "ask_electricity"),
    ("hóa đơn nước trả kiểu gì", "ask_water"),
    ("học phí đóng qua app được không", "ask_tuition"),
    ("hôm nay trời có mưa không", "out_of_scope/weather_disaster"),
    ("giá vàng hôm nay bao nhiêu", "out_of_scope/gold_fx_crypto"),
]


@pytest.mark.parametrize(("text", "act"), OBVIOUS)
def test_an_obvious_message_is_understood_with_and_without_marks(engine: EmbeddedEngine, text: str, act: str) -> None:
    for typed in (text, strip_diacritics(text), text.upper()):
        assert engine.understand(typed, NOW).acts[0].name == act


@given(text=st.text(st.characters(exclude_categories=())))
def test_no_text_is_too_odd(engine: EmbeddedEngine, text: str) -> None:
    understanding = engine.understand(text, NOW)
    assert understanding.text == text
    confidences = [act.confidence for act in understanding.acts]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)
    assert sum(confidences) <= 1 + 1e-5
    assert len({act.name for act in understanding.acts}) == len(understanding.acts)
    assert understanding.acts == () or understanding.normal_form


@pytest.mark.parametrize("text", ["", "😀😀", "???", "\u200b"])
def test_a_text_without_words_does_nothing(engine: EmbeddedEngine, text: str) -> None:
    understanding = engine.understand(text, NOW)
    assert understanding.acts == ()
    assert understanding.normal_form == ""


def test_a_text_of_unknown_words_does_nothing(engine: EmbeddedEngine) -> None:
    assert engine.understand("qwrtzxcv", NOW).acts == ()


def test_a_pasted_page_is_read_from_its_beginning(engine: EmbeddedEngine) -> None:
    understanding = engine.understand("đóng tiền điện ở đâu " * 50_000, NOW)
    assert understanding.acts[0].name == "ask_electricity"


def test_the_time_of_day_does_not_change_what_is_understood(engine: EmbeddedEngine) -> None:
    night = datetime(2027, 1, 1, 23, 59, tzinfo=UTC)
    assert engine.understand("đóng tiền điện", NOW) == engine.understand("đóng tiền điện", night)


def test_confidence_sums_a_family_of_acts(engine: EmbeddedEngine) -> None:
    understanding = engine.understand("đóng tiền điện nước ở đâu", NOW)
    asked = [act.confidence for act in understanding.acts if act.name.startswith("ask_")]
    assert understanding.confidence("ask_") == pytest.approx(sum(asked))
    assert understanding.confidence("ask_electricity") < understanding.confidence("ask_")
    assert next(act.theme for act in understanding.acts if act.theme) in ("electricity", "water")


def test_a_saved_engine_understands_the_same(engine: EmbeddedEngine, tmp_path: Path) -> None:
    save_engine(engine, tmp_path)
    loaded = load_engine(tmp_path)
    for text, _ in OBVIOUS:
        before, after = engine.understand(text, NOW), loaded.understand(text, NOW)
        assert after.normal_form == before.normal_form == normalise(text)
        assert after.acts[0].name == before.acts[0].name
        assert after.acts[0].confidence == pytest.approx(before.acts[0].confidence, abs=1e-2)


def test_an_engine_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        load_engine(tmp_path)
