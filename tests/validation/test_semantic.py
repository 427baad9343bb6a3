"""The second opinion: the encoder's arithmetic on a small model, and what is doubted."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from framing.codebooks import load_codebook
from framing.errors import MissingDependencyError
from framing.validation.semantic import (
    Encoder,
    _gelu,
    as_article,
    as_text,
    code_articles,
    doubted,
    find_encoder,
    nearness,
    review,
)

WORDS = (
    "the navy held a drill it rained tea cold missiles talks in june ended rule colonial".split()
)
WIDTH, INNER, LAYERS, HEADS = 8, 16, 2, 2


def small_model(folder: Path) -> Path:
    """A model of the real one's shape, with random weights and a word for a token."""
    rng = np.random.default_rng(3)
    tensors: dict[str, np.ndarray] = {}

    def add(name: str, *shape: int) -> None:
        tensors[name] = rng.normal(0, 0.5, shape).astype("<f4")

    add("embeddings.word_embeddings.weight", len(WORDS) + 1, WIDTH)
    add("embeddings.position_embeddings.weight", 64, WIDTH)
    add("embeddings.token_type_embeddings.weight", 2, WIDTH)
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        base = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            add(f"{base}.attention.{part}.weight", WIDTH, WIDTH)
            add(f"{base}.attention.{part}.bias", WIDTH)
        add(f"{base}.intermediate.dense.weight", INNER, WIDTH)
        add(f"{base}.intermediate.dense.bias", INNER)
        add(f"{base}.output.dense.weight", WIDTH, INNER)
        add(f"{base}.output.dense.bias", WIDTH)
        norms += [f"{base}.attention.output.LayerNorm", f"{base}.output.LayerNorm"]
    for name in norms:
        add(f"{name}.weight", WIDTH)
        add(f"{name}.bias", WIDTH)
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.tobytes()
        offsets = [len(data), len(data) + len(raw)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        data += raw
    head = json.dumps(header).encode()
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + data)
    (folder / "config.json").write_text(
        json.dumps({"num_hidden_layers": LAYERS, "num_attention_heads": HEADS})
    )
    vocabulary = {word: i + 1 for i, word in enumerate(WORDS)} | {"[UNK]": 0}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return Encoder(small_model(tmp_path_factory.mktemp("encoder") / "model"))


def test_vectors_have_length_one_and_do_not_depend_on_their_company(encoder: Encoder) -> None:
    sentences = ["the navy held a drill", "it rained", "tea", "talks ended in june it rained"]
    together = encoder.encode(sentences)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    for i, sentence in enumerate(sentences):
        assert encoder.encode([sentence])[0] == pytest.approx(together[i], abs=1e-5)
    assert encoder.encode(sentences[::-1])[::-1] == pytest.approx(together, abs=1e-5)


def test_words_and_their_order_matter(encoder: Encoder) -> None:
    one, other, turned = encoder.encode(["navy held tea", "navy held talks", "tea held navy"])
    assert np.abs(one - other).max() > 1e-3
    assert np.abs(one - turned).max() > 1e-3


def test_the_approximated_gelu_is_exact_enough() -> None:
    x = np.linspace(-6, 6, 201, dtype=np.float32)
    exact = [v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in x.tolist()]
    assert _gelu(x) == pytest.approx(exact, abs=2e-6)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDependencyError, match="does not hold a sentence encoder"):
        find_encoder(tmp_path)


def test_likeness_is_the_mean_of_the_nearest_models() -> None:
    vectors = np.array([[1, 0], [0, 1]], dtype=np.float32)
    models = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert nearness(vectors, models) == pytest.approx([1.0, 1 / 3])


def test_what_is_doubted() -> None:
    found = [True] * 5 + [False] * 5
    likeness = [0.9, 0.8, 0.7, 0.6, 0.1, 0.75, 0.3, 0.2, 0.15, 0.05]
    # 5: as like as the middle hit (0.7); 4: no more like than the middle of the rest (0.2)
    assert doubted(likeness, found, 10) == [5, 4]
    assert doubted(likeness, found, 0) == []
    assert doubted(likeness[:9], found[:9], 10) == []  # too few to compare


def test_a_review_lists_sentences_of_the_body(encoder: Encoder) -> None:
    text = " ".join(["The navy held a drill."] * 6 + ["It rained."] * 6 + ["Tea was cold."] * 3)
    codebook = load_codebook("history-security")
    doubts = review(codebook, code_articles(codebook, [as_article(text)]), encoder, most=2)
    lines = list(as_text(doubts))
    for doubt in doubts:
        assert doubt.frame == "security"
        assert doubt.found is (doubt.text == "The navy held a drill.")
        assert any(doubt.text in line for line in lines)
    assert review(codebook, [], encoder) == ()
