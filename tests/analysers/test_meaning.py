"""Frames by meaning: what is found, how surely, by which words, and what a broken model says."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysers.alone import says_alone
from framing.analysers.emphasis import Emphasis
from framing.analysers.heads import PACKAGED, Around, heads_path, load_heads, untaught
from framing.analysers.meaning import Weights, carrying, in_company, placed
from framing.codebooks import load_codebook
from framing.errors import CodebookError
from framing.models import Doubt, Hit, Span, Voice
from framing.text.encoder import FOLDER, load_encoder
from framing.text.parse import parse_articles
from framing.text.runtime import ModelUnavailable
from framing.text.voices import with_voices
from framing.validation.semantic import as_article, by_words, code_sentences, frames_of

# Sentences of ours on stories that no coded sentence is about.
SENTENCES = [
    ("Historians say that the kingdom's slave traders sold thousands of islanders.", {"history"}),
    ("The monument honours villagers whom the colonial army massacred a century ago.", {"history"}),
    ("Gunmen of the separatist militia shelled an army post near the border.", {"security"}),
    ("The two navies will hold anti-submarine exercises in the strait.", {"security"}),
    ("The midfielder headed the equaliser two minutes before half-time.", set()),
    ("The bakery's owner says that her sourdough sells out by nine each morning.", set()),
    ("Mediators hope that the rebels will return to the negotiating table.", {"dialogue"}),
]


@pytest.fixture(scope="module")
def codebook():
    return load_codebook("history-security")


def test_frames_are_read_in_stories_that_the_machine_never_saw(codebook) -> None:
    found = frames_of(codebook, [sentence for sentence, _ in SENTENCES])
    shown = {"history", "security", "dialogue"}
    for frames, (sentence, wanted) in zip(found, SENTENCES, strict=True):
        assert wanted <= frames, sentence
        assert wanted or not frames & shown, sentence


def test_a_hit_shows_the_words_that_carried_it_and_how_surely(codebook) -> None:
    text = "Officials smiled. Militants attacked the barracks with rockets on Monday."
    hits = [h for h in code_sentences(codebook, [text])[0].found(Hit) if h.frame == "security"]
    assert {hit.sentence for hit in hits} == {1}
    words = " ".join(hit.indicator for hit in hits)
    assert "Militants" in words or "attacked" in words
    assert "Monday" not in words
    assert all(hit.p is not None and hit.p > 0.5 for hit in hits)
    assert all(hit.span.of(text) == hit.indicator for hit in hits)


def test_a_hit_has_the_voice_of_its_words(codebook) -> None:
    text = "It rained. “The rockets hit the barracks and killed nine soldiers,” she said."
    hits = [h for h in code_sentences(codebook, [text])[0].found(Hit) if h.frame == "security"]
    assert hits
    assert {hit.voice for hit in hits} == {Voice.DIRECT}


def test_the_split_over_the_words_is_exact() -> None:
    heads = load_heads(PACKAGED)
    encoder = load_encoder(heads.reading)
    for sentence, _ in SENTENCES[:3]:
        read = encoder.read(sentence)
        for head in heads.heads.values():
            weights = Weights(head)
            logit = weights.votes(read).sum()
            assert weights.probability(read) == round(1 / (1 + np.exp(-logit)), 3)


def test_doubtful_sentences_lie_between_the_bounds(codebook) -> None:
    texts = [
        "The general recalled the campaign.",
        "He visited the old fort.",
        "The police fired into the crowd.",
        "The ministers spoke of the past and of the future.",
        "The two leaders agreed to work more closely on matters of interest to both.",
    ]
    heads = load_heads(PACKAGED).heads
    for result in code_sentences(codebook, texts):
        for found in result.found(Doubt):
            head = heads[found.frame]
            assert head.low <= found.p < head.threshold
        for hit in result.found(Hit):
            head = heads[hit.frame]
            assert hit.p >= head.threshold
            assert hit.doubtful is (hit.p < head.high)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_and_its_words_stand_where_they_are_said_to(text: str) -> None:
    head = Weights(load_heads(PACKAGED).heads["history"])
    read = load_encoder("taught").read(text)
    assert 0 <= head.probability(read) <= 1
    if len(read.states):
        for span in carrying(head.votes(read), read.spans, text):
            assert 0 <= span.start <= span.end <= len(text)


def test_the_words_shown_are_the_same_in_any_company(codebook) -> None:
    sentence = SENTENCES[2][0]
    alone = code_sentences(codebook, [sentence])[0].found(Hit)
    text = f"The army fought there on Monday. {sentence}"
    analyser = Emphasis(codebook)
    article = as_article(text)
    doc = with_voices(next(parse_articles([article], analyser.needs)), ())
    beside = [h for h in analyser.analyse(doc, article).found(Hit) if h.sentence == 1]
    moved = len(text) - len(sentence)
    assert [(h.frame, h.span) for h in beside if h.frame == "security"] == [
        (h.frame, Span(*(x + moved for x in h.span))) for h in alone if h.frame == "security"
    ]


FRAME = """title = "T"
version = "1"
[[frames]]
id = "f"
name = "F"
definition = "The sentence speaks of the sea."
colour = "#000000"
by = "meaning"
"""


def test_a_frame_that_nobody_taught_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(FRAME, encoding="utf-8")
    codebook = load_codebook(path)
    assert untaught(codebook) == ("f",)
    with pytest.raises(CodebookError, match="nobody has taught it yet") as caught:
        Emphasis(codebook)
    assert "framing codebooks learn mine coding/" in caught.value.hint


def test_the_method_names_the_frames_for_which_surroundings_count() -> None:
    codebook = load_codebook("generic-frames")
    heads = load_heads(PACKAGED).heads
    among = [frame.name for frame in codebook.frames if heads[frame.head].around]
    assert 0 < len(among) < len(codebook.frames)
    assert Emphasis(codebook).manual_note == f"The sentences around count for: {', '.join(among)}."
    assert Emphasis(by_words(codebook)).manual_note == ""
    assert not [frame.name for frame in codebook.frames if frame.name in Emphasis.__doc__]


def test_meaning_or_an_indicator_is_enough_for_both(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = FRAME.replace('by = "meaning"', 'by = "both"\nhead = "security"')
    path.write_text(text + '[[frames.indicators]]\nlemma = ["ferry"]\n', encoding="utf-8")
    sentences = [
        "The ferry was late.",
        "Militants attacked the barracks with rockets.",
        "It rained.",
    ]
    assert frames_of(load_codebook(path), sentences) == [{"f"}, {"f"}, frozenset()]


def test_heads_that_are_no_heads_are_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(FRAME, encoding="utf-8")
    heads_path(load_codebook(path)).write_text("{}", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"mine\.heads\.json is no file of heads"):
        Emphasis(load_codebook(path))


def test_a_missing_table_of_words_is_a_named_error(tmp_path: Path) -> None:
    shutil.copy(PACKAGED, tmp_path / PACKAGED.name)
    with pytest.raises(ModelUnavailable, match=r"words\.npy is missing"):
        says_alone("history", load_encoder("taught"), tmp_path)


@pytest.mark.parametrize("how", ["missing", "damaged"])
def test_a_damaged_encoder_is_a_named_error(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    for name in ("model.json", "tokenizer.json"):
        shutil.copy(FOLDER / name, folder / name)
    (folder / "lower.onnx").write_bytes(b"no graph")
    if how == "missing":
        (folder / "model.json").unlink()
    with pytest.raises(ModelUnavailable, match="Sentences cannot be read by meaning"):
        load_encoder("general", folder)


def test_what_ships_is_what_its_manifest_and_its_heads_name() -> None:
    manifest = json.loads((FOLDER / "model.json").read_text("utf-8"))
    heads = load_heads(PACKAGED)
    assert heads.encoder == manifest["version"] == load_encoder(heads.reading).version
    assert {len(head.weights) for head in heads.heads.values()} == {manifest["width"]}


def test_words_that_only_take_on_what_stands_beside_them_are_not_shown(codebook) -> None:
    """A country's name, 'said', 'following' say nothing of force by themselves."""
    texts = {
        "Lebanon's health ministry said that strikes on the capital had killed nine people.": "kill",
        "Tunisia, like France, has faced a series of bombings following the vote.": "bombing",
    }
    for result, (text, wanted) in zip(
        code_sentences(codebook, list(texts)), texts.items(), strict=True
    ):
        shown = [h.span.of(text).lower() for h in result.found(Hit) if h.frame == "security"]
        assert any(wanted in words for words in shown), shown
        for weak in ("lebanon", "tunisia", "france", "following", "near", "ministry", "faced"):
            assert not any(weak in words for words in shown), shown


def test_a_word_is_shown_for_what_it_says_by_itself() -> None:
    sentence = "Ruritania called the shelling a crime"
    words = [Span(*match.span()) for match in re.finditer(r"\w+", sentence)]
    votes = np.array([5.0, 4.0, 0.0, 2.0, 0.0, 1.0])
    says = {"Ruritania": None, "called": -9.0, "shelling": 2.0, "crime": 1.0}
    names = [words[0]]
    assert [s.of(sentence) for s in carrying(votes, words, sentence, (), names)] == [
        "Ruritania called",
        "shelling",
    ]
    shown = carrying(votes, words, sentence, (), names, says.get)
    assert [span.of(sentence) for span in shown] == ["shelling"]
    # Where nothing else speaks for the frame, a name that nothing is known of does.
    says["shelling"], says["crime"] = -4.0, -4.0
    shown = carrying(votes, words, sentence, (), names, says.get)
    assert [span.of(sentence) for span in shown] == ["Ruritania", "shelling"]


def test_a_name_is_shown_whole_or_not_at_all() -> None:
    sentence = "Ruritania's Day of Mourning recalls the massacre"
    words = [Span(*match.span()) for match in re.finditer(r"\w+", sentence)]
    votes = np.array([1.0, 0.0, 2.0, 0.0, 3.0, 0.0, 0.0, 1.5])
    names = [Span(0, 9), Span(12, 27)]
    assert [n.of(sentence) for n in names] == ["Ruritania", "Day of Mourning"]
    shown = carrying(votes, words, sentence, (), names)
    assert [span.of(sentence) for span in shown] == ["Day of Mourning", "massacre"]


def test_no_word_is_shown_out_of_a_name(codebook) -> None:
    text = (
        "The visitors laid flowers on the Day of Remembrance. "
        "Analysts at the Centre for the Study of War said that Northland's troops shelled a village. "
        "In the First World War the Hill-Marden brigade fought on the Marden-Lisle canal."
    )
    names = (
        "Day of Remembrance", "Centre for the Study of War", "Northland", "First World War",
        "Hill-Marden", "Marden-Lisle",
    )  # fmt: skip
    found = code_sentences(codebook, [text])[0].found(Hit)
    assert {hit.frame for hit in found} >= {"history", "security"}
    for hit in found:
        for name in names:
            place = text.index(name)
            inside = Span(place, place + len(name))
            if hit.span.overlaps(inside):
                assert hit.span.start <= inside.start
                assert inside.end <= hit.span.end
        assert not hit.span.of(text).endswith("'s")


AROUND = Around(own=0.8, near=5.0, constant=-2.0)


def test_the_sentences_around_count_where_a_sentence_speaks_for_the_frame_itself() -> None:
    head = load_heads(PACKAGED).heads["history"].model_copy(update={"around": AROUND})
    among, apart = in_company(head, 0.5, [0.9, 0.8]), in_company(head, 0.5, [0.0, 0.1])
    assert among > 0.5 > apart
    # What its own words hardly speak for is not read into it, whatever stands around.
    assert in_company(head, 0.14, [1.0, 1.0]) == 0.14
    # Where nothing stands around it, it stands for that.
    assert in_company(head, 0.5, []) == in_company(head, 0.5, [0.5])
    assert in_company(head.model_copy(update={"around": None}), 0.5, [1.0]) == 0.5
    assert 0 <= in_company(head, 1.0, [1.0]) <= 1


def test_three_sentences_to_each_side_stand_around_one() -> None:
    head = load_heads(PACKAGED).heads["history"].model_copy(update={"around": AROUND})
    votes = [np.array([value]) for value in (4.0, -9.0, -9.0, 0.0, -9.0, -9.0, -9.0, 4.0)]
    p = placed(head, votes)
    assert p[3] == in_company(head, 0.5, [0.982, 0.0, 0.0, 0.0, 0.0, 0.0])
    assert p[7] == in_company(head, 0.982, [0.0, 0.0, 0.0])
    assert placed(head.model_copy(update={"around": None}), votes)[3] == 0.5


def test_a_sentence_is_found_among_others_on_the_same_that_is_not_found_alone(codebook) -> None:
    sentence = "The bodies of two women were pulled out of the rubble in the morning."
    war = "Warplanes bombed the besieged town again. Rockets hit two schools. " + sentence
    quake = "The lake is shallow in summer. Farmers grow plums there. " + sentence
    last = [
        any(h.sentence == 2 and h.frame == "security" for h in result.found(Hit))
        for result in code_sentences(codebook, [war, quake])
    ]
    assert last == [True, False]
