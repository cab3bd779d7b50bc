"""How well secrets and personal data are found in thousands of labelled lines.

There are two corpora: the rules were tried on the known one while they were made, and the blind one was written without
sight of them, so that it has lower floors. `pytest -rP` prints the figures. Both maskings are measured alike. The masked text is laid over the text, so that it is known which stretch of the text
every mask or label stands for.

* Recall is the share of the parts that have to go which went whole: not one of their letters and digits is left.
* Precision is the share of the stretches that were rightly masked. A stretch is right when it touches a part that has
  to go and takes nothing along that has to stay. One that touches only what may go or stay does not count.
* Kept is the share of the parts that have to stay that are still whole: precision, seen from the lines.

For `mask_secrets` the secrets have to go; all other labelled parts have to stay. `mask_personal` is given what
`mask_secrets` made of the text, as a turn does; the personal parts have to go, and only its labels count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from nlu.masking import MASK, mask_secrets
from tests.nlu import masking_corpus, masking_corpus_blind
from tests.nlu.masking_corpus import Line, luhn_valid


@dataclass(frozen=True, slots=True)
class Floor:
    """The least recall and the least precision (and share of kept parts) of each masking."""

    secrets: tuple[float, float]
    personal: tuple[float, float]


FLOORS = {
    "known": Floor(secrets=(0.995, 0.98), personal=(0.995, 0.98)),
    "blind": Floor(secrets=(0.995, 0.98), personal=(0.995, 0.98)),
}
CORPORA = {"known": masking_corpus, "blind": masking_corpus_blind}
_MARK = re.compile(rf"(?:{re.escape(MASK)})+|\[[^\[\]\n]+\]")
_LINK_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?=/)")
_WORST = 20


@pytest.fixture(scope="module", params=CORPORA)
def which(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def lines(which: str) -> list[Line]:
    return CORPORA[which].corpus()


@pytest.fixture(scope="module")
def mask_personal() -> Callable[[str], str]:
    try:
        from nlu.masking import mask_personal as masking
    except ImportError:
        from nlu.personal import mask_personal as masking
    return masking


@dataclass(slots=True)
class Score:
    """What was counted over the lines, and what went wrong in which template."""

    due: int = 0
    gone: int = 0
    stretches: int = 0
    right: int = 0
    staying: int = 0
    stayed: int = 0
    faults: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)
    examples: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    @property
    def recall(self) -> float:
        return self.gone / self.due

    @property
    def precision(self) -> float:
        return self.right / self.stretches

    @property
    def kept(self) -> float:
        return self.stayed / self.staying

    def fault(self, line: Line, masked: str, what: str) -> None:
        key = (line.kind, line.pattern)
        self.faults[key] += 1
        self.examples.setdefault(key, f"{what}\n      {line.text!r}\n   -> {masked!r}")

    def report(self, name: str) -> str:
        kinds: Counter[str] = Counter()
        for (kind, _), count in self.faults.items():
            kinds[kind] += count
        worst = [
            f"{count:3} x [{kind}] {template}\n      {self.examples[kind, template]}"
            for (kind, template), count in self.faults.most_common(_WORST)
        ]
        return "\n".join(
            [
                f"{name}: recall {self.recall:.4f} ({self.due - self.gone} of {self.due} left), precision"
                f" {self.precision:.4f} ({self.stretches - self.right} of {self.stretches} wrong), kept {self.kept:.4f}"
                f" ({self.staying - self.stayed} of {self.staying} harmed)",
                "by kind: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()),
                *worst,
            ]
        )


def stretches(text: str, masked: str) -> list[tuple[int, int, str]] | None:
    """Return start, end and mark of what was masked, or None where the rest of the text was changed as well.

    Brackets that the text had itself, as in "[SeABank] ...", are no mark.
    """
    marks = _MARK.findall(masked)
    found = re.fullmatch("(.+?)".join(map(re.escape, _MARK.split(masked))), text, re.DOTALL)
    if found is None:
        return None
    return [(*found.span(at), mark) for at, mark in enumerate(marks, start=1) if found[at] != mark]


def places(text: str, part: str) -> Iterator[range]:
    for found in re.finditer(re.escape(part), text):
        yield range(found.start(), found.end())


def whole(text: str, place: range) -> bool:
    """Whether no digit goes on before or after: the 13 of "13 ngày" is not to be looked for in an account number."""
    return not (text[: place.start][-1:].isdigit() or text[place.stop : place.stop + 1].isdigit())


def links_cut(text: str, masked: str, links: Iterable[str]) -> str:
    """Return the text with the links cut after their host that the masking cut there, which it may."""
    for link in links:
        host = _LINK_HOST.match(link)
        if host and link not in masked and host[0] in masked:
            text = text.replace(link, host[0])
    return text


def letters(text: str, where: Iterable[int]) -> set[int]:
    return {at for at in where if text[at].isalnum()}


def measure(
    lines: list[Line],
    mask: Callable[[str], str],
    parts: Callable[[Line], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]],
    *,
    labels_only: bool = False,
) -> Score:
    """Return the score of a masking; `parts` names what has to go, what has to stay and what is not looked at."""
    score = Score()
    for line in lines:
        masked, (going, staying, ignored) = mask(line.text), parts(line)
        text = links_cut(line.text, masked, ignored)
        found = stretches(text, masked)
        if found is None:
            score.fault(line, masked, "the text around the masks was changed")
            score.stretches += 1
            found = [(0, 0, MASK)]
        masked_at = letters(text, (at for start, end, _ in found for at in range(start, end)))
        go_at: set[int] = set()
        for part in going:
            part_at = {at for place in places(text, part) for at in letters(text, place)}
            go_at |= part_at
            score.due += 1
            if part_at <= masked_at:
                score.gone += 1
            else:
                score.fault(line, masked, f"left: {part}")
        stay_at: set[int] = set()
        for part in staying:
            part_at = {at for place in places(text, part) if whole(text, place) for at in letters(text, place)}
            stay_at |= part_at
            score.staying += 1
            if part_at & masked_at:
                score.fault(line, masked, f"harmed: {part}")
            else:
                score.stayed += 1
        ignored_at = {at for part in ignored for place in places(text, part) for at in place}
        for start, end, mark in found:
            stretch = set(range(start, end))
            if (
                (labels_only and mark.startswith(MASK))
                or (stretch & ignored_at and not stretch & go_at)
                or start == end
            ):
                continue
            score.stretches += 1
            if stretch & go_at and not stretch & stay_at:
                score.right += 1
            elif not stretch & stay_at:  # what stays was counted above
                score.fault(line, masked, f"masked for nothing: {text[start:end]}")
    return score


def check(score: Score, name: str, floor: tuple[float, float]) -> None:
    print(score.report(name))  # pytest shows it where one of these fails
    recall, precision = floor
    assert score.recall >= recall
    assert score.precision >= precision
    assert score.kept >= precision


def test_the_corpus_is_large_and_mixed(which: str, lines: list[Line]) -> None:
    templates = {template for _, template in CORPORA[which].templates()}
    least = {"known": (3000, 120, 0.20), "blind": (3000, 300, 0.40)}
    least_lines, least_templates, least_with_nothing = least[which]
    assert len(lines) >= least_lines
    assert len({line.text for line in lines}) == len(lines)
    assert len(templates) >= least_templates
    assert sum(not line.secrets for line in lines) / len(lines) >= 0.40
    assert sum(not line.secrets and not line.personal for line in lines) / len(lines) >= least_with_nothing
    assert {line.pattern for line in lines} == templates


def test_the_corpora_share_no_line() -> None:
    known, blind = (CORPORA[name] for name in ("known", "blind"))
    assert {pattern for _, pattern in known.templates()}.isdisjoint(pattern for _, pattern in blind.templates())
    assert {line.text for line in known.corpus()}.isdisjoint(line.text for line in blind.corpus())


def test_the_corpus_is_the_same_every_time(which: str, lines: list[Line]) -> None:
    assert CORPORA[which].corpus() == lines
    assert CORPORA[which].corpus(seed=7) != lines


def test_every_label_is_in_its_line(lines: list[Line]) -> None:
    for line in lines:
        for part in (*line.secrets, *line.personal, *line.kept, *line.either):
            assert part in line.text, line


@pytest.mark.parametrize(("digits", "valid"), [("4111111111111111", True), ("4111111111111112", False), ("18", True)])
def test_the_check_digit(digits: str, valid: bool) -> None:
    assert luhn_valid(digits) is valid


def test_what_a_mask_stands_for_is_found() -> None:
    assert stretches("mã 12 và 34", f"mã {MASK} và {MASK}") == [(3, 5, MASK), (9, 11, MASK)]
    assert stretches("gọi 0905", "gọi [số điện thoại]") == [(4, 8, "[số điện thoại]")]
    assert stretches("không có gì", "không có gì") == []
    assert stretches("mã 12", f"Mã {MASK}") is None
    assert stretches("[MB] mã 12", f"[MB] mã {MASK}") == [(8, 10, MASK)]


def test_a_link_may_be_cut_after_its_host() -> None:
    assert links_cut("vào http://a.vip/x1 đi", "vào http://a.vip đi", ["http://a.vip/x1"]) == "vào http://a.vip đi"
    assert links_cut("vào a.vip/x1 đi", "vào a.vip/x1 đi", ["a.vip/x1"]) == "vào a.vip/x1 đi"
    assert links_cut("mã 123", "mã [mã]", ["123"]) == "mã 123"


def test_secrets_go_and_nothing_else(which: str, lines: list[Line]) -> None:
    score = measure(
        lines,
        lambda text: mask_secrets(text).text,
        lambda line: (line.secrets, (*line.personal, *line.kept, *line.either), ()),
    )
    check(score, f"{which}: mask_secrets", FLOORS[which].secrets)


def test_the_kinds_say_that_something_was_masked(lines: list[Line]) -> None:
    for line in lines:
        masked = mask_secrets(line.text)
        assert set(masked.kinds) <= {"card", "code", "password"}, line.text
        assert bool(masked.kinds) == (MASK in masked.text), line.text


def test_personal_data_goes_and_nothing_else(
    which: str, lines: list[Line], mask_personal: Callable[[str], str]
) -> None:
    score = measure(
        lines,
        lambda text: mask_personal(mask_secrets(text).text),
        lambda line: (line.personal, line.kept, (*line.either, *line.secrets)),
        labels_only=True,
    )
    check(score, f"{which}: mask_personal after mask_secrets", FLOORS[which].personal)
