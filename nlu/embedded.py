"""The embedded engine: acts from a linear classifier in process, no download, no server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from nlu.acts import Act, Understanding
from nlu.augment import variants
from nlu.examples import Example
from nlu.features import features
from nlu.linear import LinearModel, fit_linear
from nlu.slips import Slips
from nlu.text import normalise

_NAME: Final = "acts"
_WORDS: Final = "words.json"
_VARIANTS: Final = 3
# What goes into one understanding at most; a longer message (a pasted page) is read from its beginning.
MAX_CHARACTERS: Final = 2000
_KEPT_ACTS: Final = 12


@dataclass(frozen=True, slots=True)
class EmbeddedEngine:
    """An `nlu.acts.Engine` around one linear model.

    Attributes:
        model: its classes are acts.
        slips: mends slips of the finger before anything else looks at the words.
    """

    model: LinearModel
    slips: Slips

    def understand(self, text: str, now: datetime) -> Understanding:
        """Return the acts of the text; see `nlu.acts.Engine`."""
        del now  # dates are read by the entities, which come with the report
        normal_form = self.slips.mend(normalise(text[:MAX_CHARACTERS]))
        return Understanding(text, normal_form, self._acts(normal_form))

    def _acts(self, normal_form: str) -> tuple[Act, ...]:
        if not normal_form:
            return ()
        vector = self.model.vectoriser.vector(features(normal_form))
        if not len(vector.indices):
            return ()
        probabilities = self.model.probabilities(vector)
        best = np.argsort(-probabilities, kind="stable")[:_KEPT_ACTS]
        return tuple(Act(self.model.labels[at], float(probabilities[at])) for at in best)


def train_engine(examples: Sequence[Example]) -> EmbeddedEngine:
    """Return an engine fitted on the examples (acts, and questions as `ask_<theme>`)."""
    slips = Slips.fit(normalise(example.text) for example in examples)
    pairs = {(slips.mend(normalise(v)), e.act) for e in examples for v in variants(e.text, _VARIANTS)}
    known = sorted(pair for pair in pairs if pair[0])
    return EmbeddedEngine(fit_linear([p[0] for p in known], [p[1] for p in known], strength=3.0), slips)


def save_engine(engine: EmbeddedEngine, folder: Path) -> None:
    """Write the engine's model and words into the folder."""
    engine.model.save(folder, _NAME)
    (folder / _WORDS).write_text(json.dumps(engine.slips.counts, ensure_ascii=False), encoding="utf-8")


def load_engine(folder: Path) -> EmbeddedEngine:
    """Return the engine saved in the folder.

    Raises:
        OSError: a file is missing.
    """
    counts = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
    return EmbeddedEngine(LinearModel.load(folder, _NAME), Slips(counts))
