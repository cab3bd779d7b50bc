"""Which articles come too near to each other."""

from __future__ import annotations

import pytest

from knowledge.article import articles_folder, read_articles
from knowledge.confusable import TOO_NEAR, Neighbours, explanations, nearest_neighbours, unexplained
from knowledge.search.embedding import StaticEmbedder, embedder_folder, load_static_embedder
from tests.knowledge.conftest import Shelf

SAME = "đóng tiền điện qua ngân hàng"


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return load_static_embedder(embedder_folder())


def neighbours(shelf: Shelf, embedder: StaticEmbedder) -> list[Neighbours]:
    shelf.put("wallet-mot", ("câu một của wallet-mot", SAME), ("câu hai của wallet-mot", "nạp tiền vào ví"))
    shelf.put("wallet-hai", ("câu một của wallet-hai", f"{SAME} nhé"))
    shelf.put("wallet-ba", ("câu một của wallet-ba", "học phí của con nộp ở trường"))
    return nearest_neighbours(read_articles(shelf.folder), embedder, 3)


def test_the_nearest_pair_comes_first_each_once(shelf: Shelf, embedder: StaticEmbedder) -> None:
    found = neighbours(shelf, embedder)
    assert len({n.pair for n in found}) == len(found) == 3
    assert [n.cosine for n in found] == sorted((n.cosine for n in found), reverse=True)
    # The nearest phrasings of this pair, though others of the three articles are alike as well.
    pair = next(n for n in found if n.pair == ("wallet-hai", "wallet-mot"))
    assert pair.cosine >= TOO_NEAR


def test_a_pair_that_is_too_near_needs_a_reason(shelf: Shelf, embedder: StaticEmbedder) -> None:
    near = [n for n in neighbours(shelf, embedder) if n.pair == ("wallet-hai", "wallet-mot")]
    assert [line for line in unexplained(near, {}) if "wallet-hai" in line and "wallet-mot" in line]
    assert list(unexplained(near, {("wallet-hai", "wallet-mot"): "vì cùng một việc"})) == []


def test_a_reason_that_explains_nothing_is_named() -> None:
    assert list(unexplained([], {("a", "b"): "vì"})) == ["knowledge/confusable.tsv: a and b are not too near"]


def test_no_shipped_articles_are_too_near_without_a_reason(embedder: StaticEmbedder) -> None:
    near = nearest_neighbours(read_articles(articles_folder()), embedder, 1000)
    assert near[-1].cosine < TOO_NEAR  # so many are enough
    assert list(unexplained(near, explanations())) == []
