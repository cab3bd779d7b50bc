"""Reproductions."""

from __future__ import annotations

import resource
import signal
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.privacy.forget import new_tombstone, read_tombstones, write_tombstone
from actions.turn import take_turn
from tests.actions.test_themes import ELECTRICITY, Visitor, rows


def test_thumbs_down_for_a_menu_article_does_not_rate_the_question_before(desk):
    v = Visitor(desk)
    v.say("đóng tiền điện qua app ngân hàng thế nào")
    v.say("x", "article:tax-pay-etax")  # picked from the menu
    v.say("👎")
    assert [(r.theme, r.helpful) for r in rows(desk)] == [("electricity", None)]


def test_a_menu_pick_does_not_overwrite_an_old_vague_question(desk):
    v = Visitor(desk)
    v.ask_vaguely()
    before = rows(desk)[0].theme, rows(desk)[0].article
    v.say("cảm ơn nhiều nhé")
    v.say("menu")
    v.say("x", "article:tax-pay-etax")
    assert (rows(desk)[0].theme, rows(desk)[0].article) == before


def test_a_second_pick_does_not_overwrite_the_first(desk):
    v = Visitor(desk)
    v.ask_vaguely()
    first = v.say("2")
    second = v.say("1")  # a related article
    assert rows(desk)[0].article == first.article, (first.article, second.article)


def test_a_message_accepted_before_forgets_turn_is_answered(desk, tmp_path, clock):
    v = Visitor(replace(desk, tombstones=tmp_path / "t"))
    v.send("/forget")
    clock.now += timedelta(seconds=1)
    v.send(ELECTRICITY)  # acknowledged: a second later, while /forget still waits
    clock.now += timedelta(seconds=1)
    take_turn(v.desk)
    handled = take_turn(v.desk)
    assert handled is not None and handled.decision is not None, "lost"


def test_a_half_written_tombstone_does_not_stop_the_next_start(desk, tmp_path, clock):
    v = Visitor(desk)
    code = new_tombstone(v.conversation, asked_at=clock.now, now=clock.now)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))  # a full disk
    try:
        with pytest.raises(OSError):
            write_tombstone(tmp_path / "t", code)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(read_tombstones(tmp_path / "t")) == []


def test_yes_to_erasing_is_yes_also_after_first_aid(desk, tmp_path):
    v = Visitor(replace(desk, tombstones=tmp_path / "t"))
    v.say("tôi bị lừa chuyển 5 triệu rồi")
    v.say("xóa hết những gì tôi đã nói")
    assert v.say("ừ").forgets


def test_the_buttons_own_words_typed_confirm(desk, tmp_path):
    v = Visitor(replace(desk, tombstones=tmp_path / "t"))
    v.say("xóa hết những gì tôi đã nói")
    assert v.say("Xóa hết").forgets


def test_two_words_ring_no_alarm(desk):
    assert Visitor(desk).say("chuyển tiền").kind != "emergency"


def test_a_button_for_a_person_is_logged_with_its_words_not_a_number(desk):
    from actions.themes.log import text_of

    v = Visitor(desk)
    v.say(ELECTRICITY)
    v.say("👎")
    d = v.say("3")
    assert d.kind == "human"
    assert "3" not in [text_of(desk.keys, r) for r in rows(desk)]
