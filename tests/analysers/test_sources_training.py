"""Reading PolNeAR's format, tagging its gold, and the network's two twins."""

from __future__ import annotations

import io
import tarfile
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.analysers.sources.features import featurise
from framing.analysers.sources.network import Chunk, allowed, best_tags, chunks_of, scores_of
from framing.analysers.sources.tagger import weights
from framing.models import Article, Parts, Span
from framing.text.parse import parse_articles
from training.sources.polnear import attributions_of, read_split

TEXT = "“It is shut,” said Ana Ruiz.\n\nShe hopes for rain.\n"
STANDOFF = (
    "T1\tContent 0 13\t“It is shut,”\n"
    "T2\tCue 14 18\tsaid\n"
    "T3\tSource 19 27\tAna Ruiz\n"
    "T4\tAttribution 14 18\tsaid\n"
    "E1\tAttribution:T4 Source:T3 Cue:T2 Content:T1\n"
    "T5\tContent 44 48;40 43\train for\n"
    "T6\tCue 34 39\thopes\n"
    "T7\tAttribution 34 39\thopes\n"
    "E2\tAttribution:T7 Content:T5 Cue:T6\n"
    "E3\tAttribution:T7 Cue:T6\n"
)


def test_standoff_gives_attributions_in_text_order():
    first, second = attributions_of(STANDOFF)
    assert first.content == (Span(0, 13),)
    assert first.source[0].of(TEXT) == "Ana Ruiz"
    assert second.content == (Span(40, 43), Span(44, 48))
    assert second.source == ()


@pytest.mark.parametrize("packed", [False, True])
def test_a_split_is_read_from_a_folder_or_an_archive(tmp_path, packed):
    files = {
        "data/dev/text/paper_2016_a.txt": TEXT,
        "data/dev/attributions/paper_2016_a_bb.ann": "",
        "data/dev/attributions/paper_2016_a_aa.ann": STANDOFF,
        "data/test/text/paper_2016_z.txt": "never read",
    }
    if packed:
        where = tmp_path / "polnear.tar.gz"
        with tarfile.open(where, "w:gz") as archive:
            for name, content in files.items():
                member = tarfile.TarInfo(f"polnear/{name}")
                member.size = len(content.encode())
                archive.addfile(member, io.BytesIO(content.encode()))
    else:
        where = tmp_path
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    (article,) = read_split(where, "dev")
    assert article.id == "paper_2016_a"
    assert article.text == TEXT
    assert len(article.attributions) == 2


def test_a_split_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="data/train"):
        read_split(tmp_path, "train")


def best_by_trying(scores, moves):
    """The best allowed sequence, by going through all of them."""
    first = np.array([0, 0, -1e4, 0, -1e4, 0, -1e4])
    best, value = None, -np.inf
    for code in range(7 ** len(scores)):
        tags = [code // 7**i % 7 for i in range(len(scores))]
        total = first[tags[0]] + sum(scores[i][t] for i, t in enumerate(tags))
        total += sum(moves[a, b] for a, b in pairwise(tags))
        if total > value:
            best, value = tags, total
    return best


@given(
    st.lists(st.lists(st.floats(-3, 3, width=16), min_size=7, max_size=7), min_size=1, max_size=4)
)
def test_decoding_finds_the_best_allowed_sequence(rows):
    scores = np.array(rows, dtype=np.float32) + np.arange(7, dtype=np.float32) * 1e-3
    tags = best_tags(scores, allowed())
    wanted = best_by_trying(scores, allowed())
    total = scores[np.arange(len(tags)), tags].sum()
    assert total == pytest.approx(scores[np.arange(len(tags)), wanted].sum(), abs=1e-3)
    for before, after in zip([0, *tags], tags, strict=False):
        assert after % 2 == 1 or after == 0 or before in (after, after - 1)


def test_tags_become_chunks():
    assert chunks_of(np.array([1, 2, 0, 3, 5, 6, 6, 5, 0])) == [
        Chunk("S", 0, 2), Chunk("U", 3, 4), Chunk("C", 4, 7), Chunk("C", 7, 8),
    ]  # fmt: skip


def test_decoding_nothing_gives_nothing():
    assert chunks_of(best_tags(np.zeros((0, 7), dtype=np.float32), allowed())) == []


@pytest.fixture(scope="module")
def features():
    article = Article(
        id="a", path="a", text=TEXT, parts=Parts(Span(0, len(TEXT))), outlet="x", outlet_name="X"
    )
    parsed = next(parse_articles([article], frozenset({"parser", "lemmatizer", "ner"})))
    return featurise(parsed)


def test_features_have_a_row_for_each_word_and_mark(features):
    n = len(features.starts)
    assert features.flags.shape[0] == features.tensor.shape[0] == len(features.head) == n
    assert [TEXT[a:b] for a, b in zip(features.starts[:4], features.ends[:4], strict=True)] == [
        "“", "It", "is", "shut",
    ]  # fmt: skip
    assert (features.head >= 0).all()
    assert (features.head < n).all()


def test_numpy_and_torch_give_the_same_scores(features):
    torch = pytest.importorskip("torch", reason="torch is for training only")
    from training.sources.model import Network
    from training.sources.polnear import GoldArticle
    from training.sources.prepare import COLUMNS, Encoder, WordVectors, batch_of
    from training.sources.settings import Shape

    model = weights()
    sizes = {column: len(known) + 1 for column, known in model.vocabulary.items()}
    assert set(sizes) == set(COLUMNS)
    width = model.arrays["enter.weight"].shape[0]
    network = Network(
        Shape(width=width, dilations=model.dilations, vector=model.vectors.shape[1]),
        sizes,
        dropout=0.0,
        blanked=0.0,
    )
    state = network.state_dict()
    network.load_state_dict(
        {
            name: torch.tensor(model.arrays[name]) if name != "mask" else state[name]
            for name in state
        }
    )
    network.eval()
    scale = 1.0
    vectors = WordVectors(model.vector_keys, model.vector_rows, model.vectors, scale)
    encoder = Encoder(
        dict(model.vocabulary), vectors, model.arrays["tensor_mean"], model.arrays["tensor_std"]
    )
    encoded = encoder.encode((GoldArticle("a", TEXT, attributions_of(STANDOFF)), features))
    with torch.no_grad():
        wanted = network(batch_of([encoded]))[: len(features.starts)].numpy()
    assert np.abs(scores_of(model, features) - wanted).max() < 1e-3
    assert [c.role for c in chunks_of(encoded["gold"])] == ["C", "U", "S", "U", "C", "C"]
