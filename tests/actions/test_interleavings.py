"""However conversations and processes are mixed, each conversation goes as it would go alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.conversations import ConversationRow, load_state, start_conversation
from actions.database.migrate import upgrade
from actions.database.session import Database, create_in_memory
from actions.dialogue.decision import Brain, Decision
from actions.dialogue.offering import opening
from actions.dialogue.state import DialogueState
from actions.messages import Inbound
from actions.privacy.crypto import Keyring
from actions.turn import Desk, accept_message, inbound, take_turn
from tests.conftest import NOW

SAID = (
    "đóng tiền điện ở đâu", "the con nuoc?", "mất phí không", "rồi sao nữa", "dễ hiểu hơn", "nói lại", "quay lại",
    "2", "số 1", "cái thứ ba", "được", "không", "tui ở Thái Nguyên", "o ba to", "bác hỏi giúp má của bác",
    "cho cô hỏi lương hưu nhận qua thẻ được không", "tiền điện với tiền nước đóng ở đâu", "gặp người thật",
    "tôi vừa chuyển 20 triệu cho bọn lừa đảo xong", "nó tên Nam, xài Vietcombank", "mất điện thoại rồi",
    "giá vàng hôm nay", "đồ ngu", "👍", "👎", "/help", "/forget", "", "cảm ơn", "à nhầm, học phí chứ",
)  # fmt: skip
PRESSED = (
    "menu:bills", "menu:", "article:water-pay", "steps:electricity-pay", "next", "helpful:yes", "province:quang-ngai",
    "command:privacy", "command:forget", "place:thai-nguyen/", "nothing:at-all",
)  # fmt: skip
PEOPLE = ("An", "Bình", "Chi")
KEYS = Keyring(bytes(range(32)))


@dataclass(frozen=True)
class Step:
    """Somebody says something, perhaps sent twice; a process of two takes the turn, perhaps started anew."""

    who: str
    message: Inbound
    twice: bool
    process: int
    restarted: bool


messages = st.one_of(
    st.sampled_from(SAID).map(inbound), st.sampled_from(PRESSED).map(lambda p: replace(inbound("…"), payload=p))
)
steps = st.lists(
    st.builds(Step, st.sampled_from(PEOPLE), messages, st.booleans(), st.integers(0, 1), st.booleans()), max_size=14
)


def begin(database: Database, brain: Brain) -> dict[str, ConversationRow]:
    with database.write() as session:
        state = DialogueState(offered=opening(brain).choices)
        return {
            who: start_conversation(session, KEYS, channel="web", address=who, state=state, now=NOW) for who in PEOPLE
        }


def comparable(decision: Decision) -> dict[str, Any]:
    """What of a decision does not depend on when and in which database it was taken."""
    return {
        "kind": decision.kind,
        "act": decision.act,
        "theme": decision.theme,
        "article": decision.article,
        "answers": [(part.theme, part.article) for part in decision.answers],
        "state": replace(decision.state, logged=None, unpicked=None),
        "replies": [] if decision.forgets else decision.replies,
    }


def alone(brain: Brain, who: str, said: list[Inbound]) -> list[dict[str, Any]]:
    """Return what one person's messages come to with nobody else there."""
    desk = Desk(create_in_memory(), KEYS, brain, clock=lambda: NOW)
    row = begin(desk.database, brain)[who]
    decisions = []
    for number, message in enumerate(said):
        accept_message(desk, row, channel="web", event_key=str(number), message=message)
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is not None
        decisions.append(comparable(handled.decision))
    desk.database.dispose()
    return decisions


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=steps)
def test_each_conversation_goes_as_it_would_alone(told: list[Step], brain: Brain, tmp_path_factory: Any) -> None:
    folder: Path = tmp_path_factory.mktemp("mixed")
    url = f"sqlite:///{folder / 'test.db'}"
    processes = [Desk(Database(url), KEYS, brain, clock=lambda: NOW, tombstones=folder / "gone") for _ in range(2)]
    upgrade(processes[0].database)
    rows = begin(processes[0].database, brain)
    mixed: dict[str, list[dict[str, Any]]] = {who: [] for who in PEOPLE}
    for number, step in enumerate(told):
        if step.restarted:
            processes[step.process].database.dispose()
            processes[step.process] = replace(processes[step.process], database=Database(url))
        desk = processes[step.process]
        for again in range(1 + step.twice):
            accepted = accept_message(
                desk, rows[step.who], channel="web", event_key=f"{step.who}:{number}", message=step.message
            )
            assert accepted is (again == 0)
        handled = take_turn(desk)
        assert handled is not None
        assert handled.decision is not None
        mixed[step.who].append(comparable(handled.decision))
        assert take_turn(processes[1 - step.process]) is None
    for who in PEOPLE:
        assert mixed[who] == alone(brain, who, [step.message for step in told if step.who == who])
    with processes[0].database.read() as session:
        for who, row in rows.items():
            stored = load_state(KEYS, session.get_one(ConversationRow, row.id))
            last = mixed[who][-1]["state"] if mixed[who] else None
            assert last is None or replace(stored, logged=None, unpicked=None) in (last, DialogueState())
    for desk in processes:
        desk.database.dispose()
