"""`cashless chat`: the assistant in the terminal."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from actions.batch import LocalConversation
from actions.dialogue.decision import Brain
from actions.dialogue.offering import opening
from actions.messages import Outbound, plain_text

_ENDS: Final = ("/thoat", "/thoát", "/exit", "/quit")
_COLOURS: Final = {"emergency": "red", "distress": "red", "fallback": "yellow", "choices": "cyan"}


def converse(brain: Brain) -> None:
    """Talk until end of input or `/thoat`. Nothing is stored: the database is in memory."""
    console = Console()
    conversation = LocalConversation(brain)
    _show(console, opening(brain))
    while True:
        try:
            text = console.input("[bold green]Anh/chị:[/] ")
        except (EOFError, KeyboardInterrupt):
            break
        if text.strip().lower() in _ENDS:
            break
        for reply in conversation.say(text)[0].replies:
            _show(console, reply)
    console.print()


def _show(console: Console, reply: Outbound) -> None:
    body = Text(plain_text(reply, unfolded=False))
    if reply.sections:
        body.append("\n\n(gõ “các bước” để xem từng bước)", style="dim")
    console.print(Panel(body, title="Trợ lý", title_align="left", border_style=_COLOURS.get(reply.kind, "blue")))
