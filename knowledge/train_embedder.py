"""`cashless train --embedder`: the word vectors, trained with sentence-transformers. Needs the extra `embedder`.

Run when the vocabulary has grown a lot; its result is committed in `nlu/embedder`. Editing articles never needs it.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np

from knowledge.article import read_articles
from knowledge.train import Progress
from nlu.augment import variants
from nlu.examples import act_examples
from nlu.features import features
from nlu.text import normalise

_DIMENSIONS: Final = 192
_VOCABULARY: Final = 7000
_EPOCHS: Final = 1
_LEARNING_RATE: Final = 2e-2
_VARIANTS: Final = 5
_SEED: Final = 0


def train_embedder(articles: Path, folder: Path, progress: Progress) -> None:
    """Train the embedder on pairs of phrasings of the same article or act and save it into the folder.

    Args:
        articles: folder of the articles.
        folder: is overwritten with a sentence-transformers model (one StaticEmbedding) and the hash of its data.
        progress: is told each step in a few words.

    Raises:
        ImportError: the extra is not installed.
    """
    try:
        import torch  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding  # noqa: PLC0415
    except ImportError as error:
        raise ImportError("training the embedder needs the extra: uv sync --extra embedder") from error
    groups = _groups(articles)
    progress(f"{len(groups)} groups, {sum(map(len, groups))} phrasings")
    torch.manual_seed(_SEED)
    random.seed(_SEED)
    np.random.seed(_SEED)
    static = StaticEmbedding(_tokenizer(groups), embedding_dim=_DIMENSIONS)
    torch.nn.init.normal_(static.embedding.weight, std=0.1)
    with torch.no_grad():
        static.embedding.weight[0] = 0.0
    model = SentenceTransformer(modules=[static], device="cpu")
    _fit(model, _pairs(groups), len(groups))
    _save(model, groups, folder)
    progress(f"saved {folder}")


def _groups(articles: Path) -> list[list[str]]:
    """Return groups of texts that mean the same, each text as its space-joined features."""
    phrasings: dict[str, list[str]] = {}
    for article in read_articles(articles):
        phrasings[article.id] = [article.title, *article.questions]
    for example in act_examples():
        phrasings.setdefault(example.act, []).append(example.text)
    return [
        sorted({" ".join(features(normalise(v))) for text in texts for v in variants(text, _VARIANTS)})
        for _, texts in sorted(phrasings.items())
    ]


def _tokenizer(groups: list[list[str]]) -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415

    counts = Counter(feature for group in groups for text in group for feature in text.split())
    kept = [f for f, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= 3][:_VOCABULARY]
    vocabulary = {"[UNK]": 0, **{feature: at for at, feature in enumerate(sorted(kept), start=1)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def _pairs(groups: list[list[str]]) -> list[tuple[str, str]]:
    """Return anchor-positive pairs ordered so that a batch of one pair per group holds no false negative."""
    rng = random.Random(_SEED)
    rounds = 120
    pairs: list[tuple[str, str]] = []
    for _ in range(rounds):
        order = rng.sample(groups, len(groups))
        pairs.extend((first, second) for first, second in (rng.sample(group, 2) for group in order))
    return pairs


def _fit(model: Any, pairs: list[tuple[str, str]], batch: int) -> None:
    from datasets import Dataset  # noqa: PLC0415
    from sentence_transformers import (  # noqa: PLC0415
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
        losses,
    )
    from torch.utils.data import SequentialSampler  # noqa: PLC0415

    class InOrder(SentenceTransformerTrainer):  # type: ignore[misc]
        """Keeps the pairs in their order: shuffling would put two pairs of one group into a batch."""

        def get_batch_sampler(self, dataset: Any, batch_size: int, drop_last: bool, **_: Any) -> Any:
            from torch.utils.data import BatchSampler  # noqa: PLC0415

            return BatchSampler(SequentialSampler(dataset), batch_size, drop_last)

    anchors, positives = zip(*pairs, strict=True)
    dataset = Dataset.from_dict({"anchor": list(anchors), "positive": list(positives)})
    arguments = SentenceTransformerTrainingArguments(
        output_dir="/tmp/cashless-embedder",  # noqa: S108  (nothing is saved there: save_strategy is "no")
        learning_rate=_LEARNING_RATE,
        num_train_epochs=_EPOCHS,
        per_device_train_batch_size=batch,
        use_cpu=True,
        report_to=[],
        save_strategy="no",
        logging_strategy="no",
        disable_tqdm=True,
        seed=_SEED,
    )
    loss = losses.MultipleNegativesRankingLoss(model)
    InOrder(model=model, args=arguments, train_dataset=dataset, loss=loss).train()


def _save(model: Any, groups: list[list[str]], folder: Path) -> None:
    import hashlib  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    model.half()
    model.save(str(folder), create_model_card=False)
    data = "\n".join(text for group in groups for text in group)
    note = {"data_sha256": hashlib.sha256(data.encode()).hexdigest(), "dimensions": _DIMENSIONS}
    (folder / "training.json").write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
