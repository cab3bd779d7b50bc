"""`cashless train`: the model from articles, examples and calibration voices. No torch, the same every time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np

from knowledge.article import Article, read_articles
from knowledge.find import Knowledge
from knowledge.model import Model, save_model, source_version
from knowledge.search.calibrate import Calibration, Head, fit_calibration
from knowledge.search.embedding import Embedder, PhrasingIndex, embedder_folder, load_static_embedder
from knowledge.search.lexical import build_lexical
from nlu.acts import ASK
from nlu.augment import variants
from nlu.embedded import EmbeddedEngine, train_engine
from nlu.examples import Example, act_examples
from nlu.linear import LinearModel, fit_groups
from nlu.text import normalise

_VARIANTS: Final = 3
_STRENGTH: Final = 5.0

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question somebody asked, with the themes that are right for it.

    Attributes:
        context: what was said just before, in words; empty when nothing was.
    """

    id: str
    text: str
    themes: frozenset[str]
    context: tuple[str, ...]


def train(articles: Path, models: Path, progress: Progress) -> Path:
    """Train, save and put in use a model; return its folder.

    Args:
        articles: folder of the articles.
        models: folder of the models.
        progress: is told each step in a few words.

    Raises:
        ArticleError: an article cannot be read.
        ValueError: an example or calibration file cannot be read.
    """
    version = source_version(articles)
    progress("reading articles and examples")
    read = read_articles(articles)
    if not read:
        raise ValueError(f"no article in {articles}")
    examples = act_examples()
    progress(f"learning acts from {len(examples)} examples and {sum(len(a.questions) for a in read)} questions")
    engine = train_engine([*examples, *(Example(q, ASK + a.theme) for a in read for q in a.questions)])
    progress(f"learning {len(read)} articles")
    embedder = load_static_embedder(embedder_folder())
    knowledge = Knowledge(
        articles=tuple(read),
        within=_train_within(read),
        lexical=build_lexical(read),
        embedder=embedder,
        phrasings=_index_phrasings(read, embedder),
        calibration=_uncalibrated(),
        version=version,
    )
    progress("calibrating on the calibration voices")
    calibration = _calibrate(engine, knowledge, calibration_questions())
    return save_model(Model(engine, replace(knowledge, calibration=calibration)), models)


def _train_within(articles: Sequence[Article]) -> LinearModel:
    """Return what tells the articles of one theme apart; the engine tells the themes."""
    theme = {a.id: a.theme for a in articles}
    pairs = {(normalise(v), a.id) for a in articles for q in (*a.questions, a.title) for v in variants(q, _VARIANTS)}
    examples = sorted(pair for pair in pairs if pair[0])
    labels = [label for _, label in examples]
    return fit_groups([form for form, _ in examples], labels, [theme[x] for x in labels], strength=_STRENGTH)


def _index_phrasings(articles: Sequence[Article], embedder: Embedder) -> PhrasingIndex:
    phrasings = [(normalise(q), at) for at, a in enumerate(articles) for q in (*a.questions, a.title)]
    vectors = embedder.encode([form for form, _ in phrasings])
    return PhrasingIndex(vectors, np.array([at for _, at in phrasings], dtype=np.int64), len(articles))


def _uncalibrated() -> Calibration:
    none = Head((), (), (), 0.0)
    return Calibration(none, none, 1.0, 1.0, 0.0)


def _calibrate(engine: EmbeddedEngine, knowledge: Knowledge, questions: Sequence[LabelledQuestion]) -> Calibration:
    now = datetime(2026, 11, 22, tzinfo=UTC)  # no date in a calibration question matters, but a run must repeat
    observations = [
        knowledge.observe(engine.understand(question.text, now), None, question.themes)
        for question in questions
        if not question.context
    ]
    return fit_calibration(observations, knowledge.theme_numbers)


def calibration_questions(folder: Path | None = None) -> list[LabelledQuestion]:
    """Return the labelled questions of the folder's `*.jsonl` files (the shipped calibration voices by default).

    Raises:
        ValueError: a line is no labelled question; the message names file and line.
    """
    root = folder or Path(str(resources.files("knowledge").joinpath("calibration")))
    return [question for path in sorted(root.glob("*.jsonl")) for question in read_questions(path)]


def read_questions(path: Path) -> list[LabelledQuestion]:
    """Return the labelled questions of one JSONL file.

    Raises:
        ValueError: a line is no labelled question; the message names file and line.
    """
    questions = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            context = entry.get("context") or ()
            questions.append(
                LabelledQuestion(
                    id=str(entry["id"]),
                    text=entry["text"],
                    themes=frozenset((entry["theme"], *entry.get("accept", ()))),
                    context=(context,) if isinstance(context, str) else tuple(context),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}:{number}: no labelled question ({error!r})") from error
    return questions
