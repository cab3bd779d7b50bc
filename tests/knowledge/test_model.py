from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import knowledge.model
from knowledge.model import Model, ModelError, Pointer, go_back, load_model, read_pointer, save_model, use_model
from nlu.text import normalise

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FILES = (
    "acts.json", "acts.safetensors", "articles.json", "calibration.json",
    "lexical.json", "lexical.safetensors", "phrasings.safetensors", "within.json", "within.safetensors", "words.json",
)  # fmt: skip
DAMAGES = {
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "overwritten": lambda content: b"\xff\x00" * (len(content) // 2),
    "other data": lambda content: b"5",
}


def renamed(model: Model, version: str) -> Model:
    return replace(model, knowledge=replace(model.knowledge, version=version))


def found(model: Model, text: str) -> list[tuple[str, float]]:
    understanding = model.engine.understand(text, NOW)
    candidates = model.knowledge.find(understanding, today=date(2026, 11, 22))
    return [(candidate.article.id, candidate.probability) for candidate in candidates]


def test_a_model_that_is_trained_is_in_use(own_models: Path) -> None:
    pointer = read_pointer(own_models)
    assert pointer is not None
    assert (pointer.previous, pointer.held) == (None, False)
    assert load_model(own_models).version == pointer.model


def test_a_loaded_model_knows_its_articles(small_model: Model) -> None:
    assert len(small_model.knowledge.articles) == 5
    article = small_model.knowledge.article("electricity-pay")
    assert article is not None
    assert article.theme == "electricity"
    assert article.sections
    assert small_model.knowledge.article("no-such") is None


def test_a_saved_model_finds_the_same(small_model: Model, tmp_path: Path) -> None:
    save_model(small_model, tmp_path)
    loaded = load_model(tmp_path)
    for text in ("đóng tiền điện ở đâu", "tien nuoc tre han", "nộp thuế qua điện thoại", "mưa quá"):
        before, after = found(small_model, text), found(loaded, text)
        assert [name for name, _ in after] == [name for name, _ in before]
        assert [p for _, p in after] == pytest.approx([p for _, p in before], abs=1e-2)


def test_no_model_says_what_to_do(tmp_path: Path) -> None:
    assert read_pointer(tmp_path) is None
    assert read_pointer(tmp_path / "none") is None
    with pytest.raises(ModelError, match="cashless train"):
        load_model(tmp_path)


def test_a_missing_model_folder_says_what_to_do(own_models: Path) -> None:
    pointer = read_pointer(own_models)
    assert pointer is not None
    shutil.rmtree(own_models / pointer.model)
    with pytest.raises(ModelError, match="cashless train") as raised:
        load_model(own_models)
    assert pointer.model in str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"{}", b"null", b"\xff\xfe", b'{"model": "x"}', b'{"model": "x", "previous": null, "held": false, "more": 1}',
        b'{"model": 5, "previous": null, "held": false}', b'{"model": null, "previous": null, "held": false}',
    ],
)  # fmt: skip
def test_a_damaged_pointer_says_what_to_do(own_models: Path, content: bytes) -> None:
    (own_models / "current.json").write_bytes(content)
    for use in (load_model, go_back):
        with pytest.raises(ModelError):
            use(own_models)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_says_what_to_do(own_models: Path, name: str, damage: str) -> None:
    pointer = read_pointer(own_models)
    assert pointer is not None
    path = own_models / pointer.model / name
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(ModelError, match="damaged") as raised:
        load_model(own_models)
    assert "cashless train" in str(raised.value)
    assert pointer.model in str(raised.value)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_says_what_to_do(own_models: Path, name: str) -> None:
    pointer = read_pointer(own_models)
    assert pointer is not None
    (own_models / pointer.model / name).unlink()
    with pytest.raises(ModelError, match="cashless train"):
        load_model(own_models)


def test_these_are_all_the_files_of_a_model(own_models: Path) -> None:
    pointer = read_pointer(own_models)
    assert pointer is not None
    assert sorted(path.name for path in (own_models / pointer.model).iterdir()) == sorted(FILES)
    assert sorted(path.name for path in own_models.iterdir()) == sorted((pointer.model, "current.json"))


def test_saving_again_repairs_a_damaged_model(own_models: Path, small_model: Model) -> None:
    (own_models / small_model.version / "acts.json").write_text("", encoding="utf-8")
    save_model(small_model, own_models)
    assert found(load_model(own_models), "đóng tiền điện") == found(small_model, "đóng tiền điện")


def test_the_model_in_use_before_is_remembered(own_models: Path, small_model: Model) -> None:
    folder = save_model(renamed(small_model, "newer"), own_models)
    assert folder == own_models / "newer"
    assert read_pointer(own_models) == Pointer("newer", small_model.version, held=False)
    assert load_model(own_models).version == "newer"


def test_saving_the_model_in_use_again_keeps_what_was_before(own_models: Path, small_model: Model) -> None:
    newer = renamed(small_model, "newer")
    save_model(newer, own_models)
    save_model(newer, own_models)
    assert read_pointer(own_models) == Pointer("newer", small_model.version, held=False)


def test_going_back_holds_the_earlier_model(own_models: Path, small_model: Model) -> None:
    save_model(renamed(small_model, "newer"), own_models)
    assert go_back(own_models) == Pointer(small_model.version, "newer", held=True)
    assert read_pointer(own_models) == Pointer(small_model.version, "newer", held=True)
    assert load_model(own_models).version == small_model.version


def test_going_back_twice_is_where_it_was(own_models: Path, small_model: Model) -> None:
    save_model(renamed(small_model, "newer"), own_models)
    go_back(own_models)
    assert go_back(own_models).model == "newer"
    assert load_model(own_models).version == "newer"


def test_a_new_training_ends_the_hold(own_models: Path, small_model: Model) -> None:
    save_model(renamed(small_model, "newer"), own_models)
    go_back(own_models)
    save_model(renamed(small_model, "newest"), own_models)
    assert read_pointer(own_models) == Pointer("newest", small_model.version, held=False)


def test_there_is_nothing_to_go_back_to_at_first(own_models: Path, tmp_path: Path) -> None:
    for models in (own_models, tmp_path / "none"):
        with pytest.raises(ModelError, match="go back"):
            go_back(models)


def test_a_model_that_was_deleted_is_not_gone_back_to(own_models: Path, small_model: Model) -> None:
    save_model(renamed(small_model, "newer"), own_models)
    shutil.rmtree(own_models / small_model.version)
    before = read_pointer(own_models)
    with pytest.raises(ModelError):
        go_back(own_models)
    assert read_pointer(own_models) == before


def test_a_model_can_be_put_in_use_by_its_version(own_models: Path, small_model: Model) -> None:
    save_model(renamed(small_model, "newer"), own_models)
    use_model(own_models, small_model.version)
    assert read_pointer(own_models) == Pointer(small_model.version, "newer", held=False)


@pytest.mark.parametrize("newer", ["of other articles", "of the same articles"])
def test_a_reader_sees_the_old_model_or_the_new_one(
    own_models: Path, small_model: Model, monkeypatch: pytest.MonkeyPatch, newer: str
) -> None:
    version = "newer" if newer == "of other articles" else small_model.version
    seen: list[str] = []

    def reading_around(owner: object, name: str) -> None:
        step = getattr(owner, name)

        def around(*given: object, **named: object) -> object:
            seen.append(load_model(own_models).version)
            result = step(*given, **named)
            seen.append(load_model(own_models).version)
            return result

        monkeypatch.setattr(owner, name, around)

    # Every step that another process can see.
    for owner, name in (
        (Path, "mkdir"), (Path, "rename"), (Path, "replace"), (Path, "write_text"), (Path, "write_bytes"), (Path, "unlink"),
        (shutil, "rmtree"), (shutil, "move"), (knowledge.model, "save_file"),
    ):  # fmt: skip
        reading_around(owner, name)
    save_model(renamed(small_model, version), own_models)
    assert len(seen) > 8
    assert set(seen) == {small_model.version, version}
    assert seen[-1] == version
    assert seen == sorted(seen, key=lambda one: one == version)


@pytest.mark.parametrize("step", [0, 1])
def test_a_full_disk_leaves_the_old_model_in_use(
    own_models: Path, small_model: Model, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    write = knowledge.model.save_file
    calls = iter(range(9))

    def full(*given: object) -> None:
        if next(calls) == step:
            raise OSError(28, "No space left on device")
        write(*given)

    with monkeypatch.context() as patch:
        patch.setattr(knowledge.model, "save_file", full)
        with pytest.raises(OSError, match="No space"):
            save_model(renamed(small_model, "newer"), own_models)
    assert load_model(own_models).version == small_model.version
    assert not (own_models / "newer").exists()
    save_model(renamed(small_model, "newer"), own_models)
    assert load_model(own_models).version == "newer"


def test_the_pointer_is_plain_json(own_models: Path, small_model: Model) -> None:
    values = json.loads((own_models / "current.json").read_text(encoding="utf-8"))
    assert values == {"model": small_model.version, "previous": None, "held": False}


def test_no_path_of_the_training_machine_is_in_a_model(own_models: Path, small_model: Model) -> None:
    assert all(article.path is None for article in small_model.knowledge.articles)
    for path in (own_models / small_model.version).glob("*.json"):
        assert str(Path(knowledge.model.__file__).parent) not in path.read_text(encoding="utf-8")


def test_answering_imports_no_trainer(own_models: Path) -> None:
    code = (
        "import sys; from datetime import *; from pathlib import Path; from knowledge.model import load_model\n"
        "m = load_model(Path(sys.argv[1])); u = m.engine.understand('dong tien dien', datetime.now(UTC))\n"
        "assert m.knowledge.find(u, today=date(2026, 11, 22))\n"
        "print([n for n in ('sklearn', 'scipy', 'joblib', 'torch', 'sentence_transformers') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(own_models)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_what_is_found_does_not_depend_on_marks_being_typed(small_model: Model) -> None:
    assert found(small_model, "đóng tiền điện ở đâu")[0][0] == "electricity-pay"
    assert found(small_model, "dong tien dien o dau")[0][0] == "electricity-pay"
    assert normalise("dong tien dien o dau") == "dong tien dien o dau"
