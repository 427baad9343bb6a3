"""A file of this package that is cut off, or missing, is named, and no error of a library is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import framing
from framing.analysers import alone, heads
from framing.analysers.sources import places, tagger
from framing.analysers.tone import towards
from framing.clean import headline_choice, known_outlets, line_reader, outlet_choice
from framing.errors import FramingError
from framing.report import embedding
from framing.text import encoder
from framing.text.parse import _loaded

DATA = Path(framing.__file__).parent / "data"


def cuts(path: Path) -> list[int]:
    """Lengths at which a file is cut."""
    size = path.stat().st_size
    return [0, 1, 100, size // 3, size // 2, size - 2]


def cut(path: Path, folder: Path, length: int) -> None:
    """Leave the beginning of a file in a folder that has links to all files beside it."""
    folder.mkdir(exist_ok=True)
    for other in path.parent.iterdir():
        shown = folder / other.name
        shown.unlink(missing_ok=True)
        if other.name != path.name:
            shown.symlink_to(other)
    with path.open("rb") as file:
        (folder / path.name).write_bytes(file.read(length))


@pytest.mark.parametrize(
    ("name", "load"),
    [
        ("encoder/lower.onnx", lambda at: encoder.load_encoder.__wrapped__("general", at)),
        ("encoder/general.onnx", lambda at: encoder.load_encoder.__wrapped__("general", at)),
        ("encoder/taught.onnx", lambda at: encoder.load_encoder.__wrapped__("taught", at)),
        ("encoder/tokenizer.json", lambda at: encoder.load_encoder.__wrapped__("general", at)),
        ("encoder/model.json", lambda at: encoder.load_encoder.__wrapped__("general", at)),
        ("encoder/words.npy", alone._table.__wrapped__),
        ("encoder/heads.json", lambda at: heads.load_heads(at / "heads.json")),
        ("tone/towards.onnx", towards.load_towards_model.__wrapped__),
        ("tone/tokenizer.json", towards.load_towards_model.__wrapped__),
        ("tone/model.json", towards.load_towards_model.__wrapped__),
        ("sources/tagger.npz", lambda at: tagger.weights.__wrapped__(at / "tagger.npz")),
    ],
)
def test_a_model_that_is_cut_off_is_named(name, load, tmp_path):
    path = DATA / name
    for length in cuts(path)[2:] if path.suffix == ".onnx" else cuts(path):
        cut(path, tmp_path / "d", length)
        with pytest.raises(FramingError) as told:
            load(tmp_path / "d")
        assert told.value.hint
    (tmp_path / "d" / path.name).unlink()
    with pytest.raises(FramingError):
        load(tmp_path / "d")


@pytest.mark.parametrize(
    ("name", "module", "constant", "load"),
    [
        ("lines/reader.npz", line_reader, "LINES", line_reader.weights),
        ("lines/headline.json", headline_choice, "WEIGHTS", headline_choice._weights),
        ("lines/outlet.json", outlet_choice, "WEIGHTS", outlet_choice._weights),
        ("outlet_names.toml", known_outlets, "OUTLET_NAMES", known_outlets.known_names),
        ("countries.toml", places, "OWN", places.parties),
    ],
)
def test_what_articles_are_read_with_is_named_where_it_is_cut_off(
    name, module, constant, load, tmp_path, monkeypatch
):
    path = DATA / name
    monkeypatch.setattr(module, constant, tmp_path if constant == "LINES" else tmp_path / path.name)
    arguments = (True,) if load is headline_choice._weights else ()
    for length in cuts(path)[1:]:
        # What ends between two lines of TOML cannot be told from a shorter file.
        data = path.read_bytes()[:length] + (b'\n"' if path.suffix == ".toml" else b"")
        (tmp_path / path.name).write_bytes(data)
        with pytest.raises(FramingError, match="is missing or damaged") as told:
            load.__wrapped__(*arguments)
        assert path.name in str(told.value)


def test_an_article_is_skipped_with_the_name_of_the_damaged_file(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Harbour plan wins\n\nThe mayor said that it stays.\n", "utf-8")
    line_reader.weights.cache_clear()
    monkeypatch.setattr(line_reader, "LINES", tmp_path)
    with pytest.raises(FramingError, match=r"reader\.npz is missing or damaged"):
        framing.read(tmp_path / "a.txt")


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
@pytest.mark.parametrize(
    "name",
    ["config.cfg", "tokenizer", "vocab/strings.json", "parser/model", "tok2vec/model", "ner/model"],
)
def test_a_language_model_that_is_cut_off_is_named(name, share, tmp_path, monkeypatch):
    from framing.text.language_model import DEFAULT_MODEL

    package = pytest.importorskip(DEFAULT_MODEL)
    held = next(p for p in Path(package.__file__).parent.iterdir() if (p / "vocab").is_dir())
    model = tmp_path / "model"
    shutil.copytree(held, model, copy_function=lambda a, b: Path(b).symlink_to(a))
    data = (held / name).read_bytes()
    (model / name).unlink()
    (model / name).write_bytes(data[: int(len(data) * share)])
    import spacy

    monkeypatch.setattr(spacy, "load", lambda _name, **more: spacy.util.load_model(model, **more))
    with pytest.raises(FramingError, match="is damaged"):
        _loaded.__wrapped__(frozenset({"ner"}), DEFAULT_MODEL)


def test_the_index_of_typefaces_that_is_cut_off_is_named(tmp_path, monkeypatch):
    data = (embedding.prepared_folder() / "index.json").read_bytes()
    monkeypatch.setattr(embedding, "prepared_folder", lambda: tmp_path)
    for length in (0, 1, len(data) // 2, len(data) - 2):
        (tmp_path / "index.json").write_bytes(data[:length])
        with pytest.raises(FramingError, match="is missing or damaged"):
            embedding.prepared.__wrapped__()


@pytest.mark.parametrize("share", [None, 0.0, 0.5, 0.99])
def test_a_typeface_cut_ahead_that_is_cut_off_or_missing_is_named(share, tmp_path, monkeypatch):
    faces = embedding.prepared()
    for face in faces.values():
        for path in face.files.values():
            data = path.read_bytes()
            if share is not None:
                (tmp_path / path.name).write_bytes(data[: int(len(data) * share)])
    held = {
        key: embedding.Prepared(
            face.holds, {cut: tmp_path / path.name for cut, path in face.files.items()}
        )
        for key, face in faces.items()
    }
    monkeypatch.setattr(embedding, "prepared", lambda: held)
    fonts = embedding.prepared_folder().parent
    for letters in ("words", "слова"):
        address = embedding.subset_as_data(letters)
        for path in sorted(fonts.glob("*.ttf")):
            with pytest.raises(FramingError, match=r"\.woff2"):
                address(path)
