"""Three rankings in one: z-scores summed, never ranks, so that a clear winner stays clear."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

LINEAR: Final = 0.7
EMBEDDING: Final = 1.0
LEXICAL: Final = 0.7
THEME: Final = 1.0
TOPIC: Final = 2.0


def z_scores(scores: Floats) -> Floats:
    """Return the scores with mean 0 and standard deviation 1; zeros when they are all equal."""
    deviation = float(scores.std())
    return np.asarray((scores - scores.mean()) / deviation if deviation > 1e-9 else np.zeros_like(scores))


def fuse(linear: Floats, embedding: Floats, lexical: Floats, theme: Floats, topic: Floats) -> Floats:
    """Return one score an article, shape (articles,).

    Args:
        linear: log probabilities of the articles, by theme and within it.
        embedding: best cosine per article.
        lexical: BM25 per article.
        theme: log of the engine's confidence in the article's theme.
        topic: 1 for articles of what was talked about just before, else 0; weighs only when the message leans on it.
    """
    return np.asarray(
        LINEAR * z_scores(linear)
        + EMBEDDING * z_scores(embedding)
        + LEXICAL * z_scores(lexical)
        + THEME * z_scores(theme)
        + TOPIC * topic,
        dtype=np.float32,
    )
