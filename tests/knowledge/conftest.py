"""A shelf of made-up articles, and a small model that is trained twice, once per test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.article import articles_folder
from knowledge.model import Model, load_model

# The first example loads the lexicons: how long an example takes says nothing.
settings.register_profile("facts", deadline=None)
settings.load_profile("facts")

SMALL = (
    "electricity/electricity-pay", "electricity/electricity-late-cutoff", "water/water-pay", "water/water-late-cutoff",
    "tax/tax-pay-etax",
)  # fmt: skip

ARTICLE = """\
---
id: {id}
theme: {theme}
title: Bài thử {id}
audience: [citizen]
provinces: []
owner: Sở Thử nghiệm
questions:
  - câu một của {id}
  - câu hai của {id}
  - câu ba của {id}
  - câu bốn của {id}
  - câu năm của {id}
  - câu sáu của {id}
  - câu bảy của {id}
  - câu tám của {id}
  - câu chín của {id}
  - câu mười của {id}
related: []
sources:
  - title: Trang thử nghiệm
    issuer: Sở Thử nghiệm
    number: null
    date: "2025-12"
    section: null
    url: https://thu.example.vn/trang
sources_checked_on: 2026-11-22
valid_from: null
valid_until: null
review_by: 2027-05-22
approval: {{state: draft, name: null, agency: null, on: null}}
---
Câu trả lời ngắn.

## Các bước
1. Bước đầu.
2. Bước sau.

## Lưu ý
- Giữ biên lai.

## Nếu gặp trục trặc
- Gọi số in sau thẻ.
"""


class Shelf:
    """A folder of articles that break no rule, but for what a test changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(
        self, article_id: str = "wallet-thu", *changes: tuple[str, str], theme: str = "wallet", folder: str = ""
    ) -> Path:
        """Write an article with each (old, new) change made to its text."""
        text = ARTICLE.format(id=article_id, theme=theme)
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} has to be there once"
            text = text.replace(old, new)
        path = self.folder / (folder or theme) / f"{article_id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "articles")


@dataclass(frozen=True)
class Small:
    """A few shipped articles, and two folders of models trained from them with other hash seeds."""

    articles: Path
    models: Path
    models_again: Path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    root = tmp_path_factory.mktemp("small")
    for name in SMALL:
        (root / "articles" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(articles_folder() / f"{name}.md", root / "articles" / f"{name}.md")
    code = (
        "import sys; from pathlib import Path; from knowledge.train import train;"
        "train(Path(sys.argv[1]), Path(sys.argv[2]), lambda step: None)"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(root / "articles"), str(root / models)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stderr=subprocess.PIPE,
            text=True,
        )
        for models, seed in (("models", "1"), ("models-again", "2"))
    ]
    for run in runs:
        _, errors = run.communicate()
        assert run.returncode == 0, errors
    return Small(root / "articles", root / "models", root / "models-again")


@pytest.fixture(scope="session")
def small_model(small: Small) -> Model:
    return load_model(small.models)


@pytest.fixture
def own_models(small: Small, tmp_path: Path) -> Path:
    """The small models in a folder of the test's own."""
    return Path(shutil.copytree(small.models, tmp_path / "models"))
