"""The trained model on disk: a folder named by the hash of what it was trained from, swapped in atomically."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import TypeAdapter
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from knowledge.article import Article, article_paths
from knowledge.find import Knowledge
from knowledge.search.calibrate import Calibration
from knowledge.search.embedding import PhrasingIndex, embedder_folder, load_static_embedder
from knowledge.search.lexical import LexicalIndex
from nlu.embedded import EmbeddedEngine, load_engine, save_engine
from nlu.linear import LinearModel

_POINTER: Final = "current.json"
_ROOT: Final = Path(__file__).resolve().parent.parent
_ARTICLES: Final = TypeAdapter(tuple[Article, ...])
# What reading files can raise that are not what was written: cut off, overwritten, of another model.
_DAMAGE: Final = (OSError, KeyError, ValueError, TypeError, IndexError, AttributeError, SafetensorError)


class ModelError(Exception):
    """There is no usable model. The message says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Model:
    """Understanding and knowledge that were trained together."""

    engine: EmbeddedEngine
    knowledge: Knowledge

    @property
    def version(self) -> str:
        """The hash of what the model was trained from."""
        return self.knowledge.version


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which model is in use.

    Attributes:
        model: its version.
        previous: the version in use before, or None.
        held: whether an operator went back to it, so that nothing retrains by itself.
    """

    model: str
    previous: str | None
    held: bool


_POINTERS: Final = TypeAdapter(Pointer)


def source_version(articles: Path) -> str:
    """Return the hash of all that training reads: articles, examples, lexicon, calibration voices, embedder, code."""
    digest = hashlib.sha256()
    for path in _sources(articles):
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources(articles: Path) -> list[Path]:
    shipped = [
        *sorted((_ROOT / "nlu").rglob("*.py")),
        *sorted((_ROOT / "nlu" / "data").glob("*.yml")),
        *sorted((_ROOT / "nlu" / "lexicon").glob("*.tsv")),
        *sorted(p for p in embedder_folder().glob("*") if p.is_file()),
        *sorted((_ROOT / "knowledge").rglob("*.py")),
        *sorted((_ROOT / "knowledge" / "calibration").glob("*.jsonl")),
    ]
    return [*article_paths(articles), *shipped]


def read_pointer(models: Path) -> Pointer | None:
    """Return which model is in use, or None when none ever was.

    Raises:
        ModelError: the pointer file is damaged.
    """
    path = models / _POINTER
    if not path.exists():
        return None
    try:
        return _POINTERS.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is damaged ({_first_line(error)}); run `cashless train`") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _write_pointer(models: Path, pointer: Pointer) -> None:
    models.mkdir(parents=True, exist_ok=True)
    fresh = models / f".{_POINTER}.{uuid.uuid4().hex}"
    values = {"model": pointer.model, "previous": pointer.previous, "held": pointer.held}
    fresh.write_text(json.dumps(values), encoding="utf-8")
    fresh.replace(models / _POINTER)


def go_back(models: Path) -> Pointer:
    """Put the model in use before back in use, and hold it there. Return the new pointer.

    Raises:
        ModelError: there is no model to go back to.
    """
    pointer = read_pointer(models)
    if pointer is None or pointer.previous is None or not (models / pointer.previous).is_dir():
        raise ModelError(f"no earlier model in {models} to go back to")
    back = Pointer(pointer.previous, pointer.model, held=True)
    _write_pointer(models, back)
    return back


def save_model(model: Model, models: Path) -> Path:
    """Write the model into its own folder, put it in use, and return the folder.

    A reader sees the old model or the new one, never half of one.
    """
    folder = models / model.version
    unfinished = models / f".{model.version}.{uuid.uuid4().hex}"
    unfinished.mkdir(parents=True)
    _write_parts(model, unfinished)
    for part in unfinished.iterdir():
        part.chmod(0o644)  # safetensors makes files that only their maker can read
    _put_in_place(unfinished, folder, model.version)
    use_model(models, model.version)
    return folder


def _put_in_place(fresh: Path, folder: Path, version: str) -> None:
    """Rename `fresh` to `folder`. A sound model of the same version there is the same model, and stays."""
    while True:
        with contextlib.suppress(OSError):
            fresh.rename(folder)
            return
        with contextlib.suppress(*_DAMAGE):
            _read_parts(folder, version)
            shutil.rmtree(fresh)
            return
        with contextlib.suppress(FileNotFoundError):
            damaged = folder.rename(folder.with_name(f".{folder.name}.{uuid.uuid4().hex}"))
            shutil.rmtree(damaged)


def use_model(models: Path, version: str) -> None:
    """Put a trained model in use; older ones than the one before it are deleted."""
    before = read_pointer(models)
    previous = before.model if before and before.model != version else before.previous if before else None
    _write_pointer(models, Pointer(version, previous, held=False))
    for folder in models.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in (version, previous):
            shutil.rmtree(folder, ignore_errors=True)


def _write_parts(model: Model, folder: Path) -> None:
    knowledge = model.knowledge
    save_engine(model.engine, folder)
    knowledge.within.save(folder, "within")
    articles = tuple(replace(article, path=None) for article in knowledge.articles)
    (folder / "articles.json").write_bytes(_ARTICLES.dump_json(articles))
    save_file({"weights": knowledge.lexical.weights, "idf": knowledge.lexical.idf}, folder / "lexical.safetensors")
    (folder / "lexical.json").write_text(json.dumps(list(knowledge.lexical.rows), ensure_ascii=False), encoding="utf-8")
    vectors, owners = knowledge.phrasings.vectors, knowledge.phrasings.owners
    save_file({"vectors": vectors.astype(np.float16), "owners": owners}, folder / "phrasings.safetensors")
    (folder / "calibration.json").write_text(json.dumps(knowledge.calibration.to_json()), encoding="utf-8")


def load_model(models: Path) -> Model:
    """Return the model in use.

    Raises:
        ModelError: there is none, or its folder is missing or damaged.
    """
    pointer = read_pointer(models)
    if pointer is None:
        raise ModelError(f"no trained model in {models}; run `cashless train`")
    folder = models / pointer.model
    if not folder.is_dir():
        raise ModelError(f"the model folder {folder} is missing; run `cashless train`")
    try:
        return _read_parts(folder, pointer.model)
    except _DAMAGE as error:
        raise ModelError(
            f"the model folder {folder} is damaged ({_first_line(error)}); run `cashless train`"
        ) from error


def _read_parts(folder: Path, version: str) -> Model:
    articles = _ARTICLES.validate_json((folder / "articles.json").read_bytes())
    lexical = load_file(folder / "lexical.safetensors")
    rows = {f: at for at, f in enumerate(json.loads((folder / "lexical.json").read_text(encoding="utf-8")))}
    phrasings = load_file(folder / "phrasings.safetensors")
    knowledge = Knowledge(
        articles=articles,
        within=LinearModel.load(folder, "within"),
        lexical=LexicalIndex(rows, lexical["weights"], lexical["idf"]),
        embedder=load_static_embedder(embedder_folder()),
        phrasings=PhrasingIndex(phrasings["vectors"].astype(np.float32), phrasings["owners"], len(articles)),
        calibration=Calibration.from_json(json.loads((folder / "calibration.json").read_text(encoding="utf-8"))),
        version=version,
    )
    model = Model(load_engine(folder), knowledge)
    # One question through all parts: files that do not belong together show here, not in somebody's turn.
    now = datetime.now(UTC)
    knowledge.find(model.engine.understand("đóng tiền điện", now), today=now.date())
    return model
