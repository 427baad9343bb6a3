"""The tone analyser: lexical polarity of what the narrator says, and tone towards actors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Literal, Self

from framing.analysers.tone.lexical import assess
from framing.analysers.tone.lexicon import (
    Entry,
    adverb_of,
    headline_words,
    neutral_phrases,
    neutralised,
    news_words,
    read_lexicon,
)
from framing.analysers.tone.negation import says_the_most
from framing.analysers.tone.others import others_words
from framing.analysers.tone.senses import (
    describes,
    in_phrases,
    is_a_verb_here,
    is_degree,
    is_harmless,
    is_phrasal,
    is_printed_twice,
    outweighed,
    says_how,
)
from framing.analysers.tone.targets import (
    ActorLike,
    Mention,
    Mentions,
    NamedSpeaker,
    is_a_name,
    speakers_to_find,
)
from framing.analysers.tone.towards import FOLDER, LABELS, tone_towards
from framing.analysers.tone.undoing import reached_by
from framing.models import (
    ActorTone,
    Article,
    ArticleFigure,
    Part,
    Result,
    Sentence,
    SentenceTone,
    Span,
    ToneWord,
    Voice,
)
from framing.settings import CONFIDENCE
from framing.text.called import is_called
from framing.text.parse import ParsedArticle
from framing.text.runtime import ModelUnavailable

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.analysers.base import Setup

NARRATOR = frozenset({Voice.NARRATOR})
QUOTED = frozenset({Voice.DIRECT, Voice.INDIRECT})
_SIGN = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
# In a headline that capitalises its words a capital does not make a name.
_NAMES_COUNT_IN = frozenset({Part.HEADLINE})
_DESCRIBING = frozenset({"JJ"})
_REACH = 3  # words from an adjective to its noun
# Below this an entry is no judgement: 'robotic' and 'literary' have a tenth, by a few raters.
_LEAST = 0.15
# Adverbs that say that others say so, whoever they are.
_HEARSAY = frozenset({"allegedly", "purportedly", "reportedly", "supposedly"})
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


class Tone:
    """Lexical polarity and subjectivity of the narrator's words.

    Polarity (−1 blame … 1 praise) and subjectivity (0 … 1) come from TextBlob's lexicon and rules:
    the mean over the sentence's scored words, after negation and adverbs. Quoted and indirect
    speech is left out: it is the source's wording. This differs from plain TextBlob: words
    that carry the good and bad in news and have no score there ('attack', 'peace') are scored by a
    documented list of our own; contractions and words such as 'hardly' negate, through their clause
    ('not guaranteed to proceed smoothly', 'no sign of', 'failed to'); entries that mislead in news
    ('base', 'late', 'more') are neutralised from a documented list; proper names and common nouns
    that the lexicon knows only as adjectives are not scored; the words of a hyphenated compound are
    not scored one by one; nor is what someone is said to call a thing, what is told as hearsay
    ('reportedly'), what others believe, are charged with or ask, a thing that is undone ('violated
    the truce' praises nothing), a participle that does something to somebody ('crushing dozens'), a
    documented fixed expression or term ('outstanding shares'), or praise before a noun that blames
    ('a great loss'). What a statement holds is its speaker's whether quoted or not, and so is the
    verb that reports it. Adjectives are shown with their nouns. A sentence with no scored word has
    polarity 0 and no words, which says that the lexicon knows none of them, not that the sentence
    is neutral.

    In mode 'full', how each sentence speaks of each actor that it names: negative, neutral or
    positive, with a calibrated probability, by a small model that learned from a larger one, which
    was fine-tuned on news sentences whose targets people labelled (see MODEL_CARD.md). Actors are
    those of the codebook, and the people and bodies with a name of their own that speak in the
    article; a person counts by surname, too, where the article has nobody else of that name. The
    target's name is hidden from the model. Mentions in the narrator's words and in quoted words
    are kept apart; below a confidence the analyser abstains. Without the model the base measure is
    given alone, and the result says so.

    Args:
        neutral: more words that add nothing, each with its reason (from a codebook or profile).
        actors: whom tone can be towards, beside the article's own speakers.
        mode: 'textblob' for the base measure alone, 'full' for tone towards actors beside it.
        confidence: the probability (0..1) below which the analyser abstains (the sentence is
            counted as such, and left out of ``towards``).
        model: the folder with the model's files.
        outlet_neutral: by outlet slug, words that add nothing in that outlet's copy.
        news: score our own words for news, too.
    """

    name = "tone"
    version = "8"  # rises with the model's version, too
    needs = frozenset({"parser", "lemmatizer"})
    uses = ("sources",)

    @classmethod
    def made_from(cls, setup: Setup) -> Self:
        """The analyser for a study's codebook, profiles and settings."""
        return cls(
            dict.fromkeys(setup.codebook.tone_neutral, "codebook"),
            actors=setup.codebook.actors,
            mode=setup.settings.tone,
            confidence=setup.settings.confidence,
            outlet_neutral={slug: p.tone_neutral for slug, p in setup.profiles.items()},
        )

    def __init__(
        self,
        neutral: Mapping[str, str] | None = None,
        *,
        actors: Sequence[ActorLike] = (),
        mode: Literal["full", "textblob"] = "full",
        confidence: float = CONFIDENCE,
        model: Path = FOLDER,
        outlet_neutral: Mapping[str, Collection[str]] | None = None,
        news: bool = True,
    ) -> None:
        listed = {entry.word for entry in neutralised()}
        self._lexicon = _without(read_lexicon(), [*listed, *(neutral or {})])
        self._phrases = tuple(tuple(entry.word.split()) for entry in neutral_phrases())
        self._news_words = news_words() if news else {}
        self._headline_words = headline_words() if news else {}
        self._silent = frozenset(word.lower() for word in neutral or {})
        self._outlet_lexicons = {
            outlet: _without(self._lexicon, words)
            for outlet, words in (outlet_neutral or {}).items()
            if words
        }
        self._mentions = Mentions(actors)
        self._actors = tuple(actors)
        self._mode = mode
        self._confidence = confidence
        self._model = model

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """Tone of each sentence; None where no word is the narrator's. Never raises."""
        lexicon = self._outlet_lexicons.get(article.outlet, self._lexicon)
        names, others = _names(doc), others_words(doc)
        sentences = tuple(
            self._sentence(doc, sentence, lexicon, names, others) for sentence in doc.sentences
        )
        note = ""
        towards: tuple[ActorTone, ...] = ()
        figures = _figures(doc.sentences, sentences)
        if self._mode == "full":
            try:
                towards = self._towards(doc)
                actors = dict.fromkeys(actor.id for actor in self._actors)
                actors |= dict.fromkeys(each.actor for each in towards)
                figures += _actor_figures(actors, towards, self._confidence)
                towards = tuple(each for each in towards if each.p >= self._confidence)
            except ModelUnavailable as exc:
                note = str(exc)
        return Result(
            analyser=self.name,
            version=self.version,
            mentions=towards,
            tones=sentences,
            figures=figures,
            note=note,
        )

    def _towards(self, doc: ParsedArticle) -> tuple[ActorTone, ...]:
        """One tone for each actor, sentence and voice: the mean over the actor's mentions there."""
        speakers = speakers_to_find(doc, self._actors)
        names = {actor.id: actor.name for actor in (*self._actors, *speakers)}
        places: dict[tuple[int, str, Voice], list[Mention]] = {}
        for mention in self._find(doc, speakers):
            key = (mention.sentence.index, mention.actor, mention.voice)
            places.setdefault(key, []).append(mention)
        mentions = [mention for place in places.values() for mention in place]
        told = iter(tone_towards([_item(doc, mention) for mention in mentions], self._model))
        found = []
        for (sentence, actor, voice), place in places.items():
            probabilities = [next(told) for _ in place]
            mean = {label: fmean(each[label] for each in probabilities) for label in LABELS}
            label = max(LABELS, key=lambda each: mean[each])
            name, span = names[actor], place[0].span
            found.append(ActorTone(actor, name, span, label, mean[label], voice, sentence))
        return tuple(sorted(found, key=lambda each: each.span))

    def _find(self, doc: ParsedArticle, speakers: Sequence[NamedSpeaker]) -> Iterator[Mention]:
        """The mentions of the codebook's actors, and of the article's own speakers."""
        if not speakers:
            yield from self._mentions.find(doc)
            return
        own = {speaker.id for speaker in speakers}
        for mention in Mentions([*self._actors, *speakers]).find(doc):
            if mention.actor not in own or is_a_name(doc, mention.span):
                yield mention

    def _sentence(
        self,
        doc: ParsedArticle,
        sentence: Sentence,
        lexicon: Mapping[str, Entry],
        names: Collection[str],
        others: Collection[int],
    ) -> SentenceTone | None:
        tokens = doc.tokens(sentence.span)
        runs: list[list[Token]] = [[]]
        for token in tokens:
            if doc.voices[token.i] is Voice.NARRATOR:
                runs[-1].append(token)
            elif runs[-1]:
                runs.append([])  # a negation does not reach over a quotation
        n_words = sum(_is_word(token) for run in runs for token in run)
        if not n_words:
            return None
        words = tuple(
            word for run in runs for word in self._run(run, sentence.part, lexicon, names, others)
        )
        return SentenceTone(
            polarity=fmean(word.polarity for word in words) if words else 0.0,
            subjectivity=fmean(word.subjectivity for word in words) if words else 0.0,
            words=words,
            n_words=n_words,
        )

    def _run(
        self,
        tokens: Sequence[Token],
        part: Part,
        lexicon: Mapping[str, Entry],
        names: Collection[str],
        others: Collection[int],
    ) -> list[ToneWord]:
        forms = [
            "" if says_the_most(token) else token.text.lower().translate(_APOSTROPHES)
            for token in tokens
        ]
        hearsay = not _HEARSAY.isdisjoint(forms)
        silent = in_phrases(tokens, self._phrases)
        entries = [
            None
            if at in silent
            or token.i in others
            or token.text in names
            or _is_named_so(token)
            or is_printed_twice(token)
            or (hearsay and _is_hearsay(token))
            else self._entry(form, token, part, lexicon)
            for at, (form, token) in enumerate(zip(forms, tokens, strict=True))
        ]
        _drop_intensifiers(tokens, entries)
        for at, token in enumerate(tokens):
            # 'long-term', 'war-weary': a compound's words have another meaning together.
            inside = token.text in "-‐‑" and 0 < at < len(tokens) - 1
            if inside and not token.whitespace_ and not tokens[at - 1].whitespace_:
                entries[at - 1] = entries[at + 1] = None
        reached = reached_by(tokens, entries)
        return [
            ToneWord(
                Span(_start(tokens, each.words[0]), _end(tokens[each.words[-1]])),
                each.polarity,
                each.subjectivity,
                _phrase(tokens, each.words),
            )
            for each in assess(forms, entries, reached=reached)
        ]

    def _entry(
        self, form: str, token: Token, part: Part, lexicon: Mapping[str, Entry]
    ) -> Entry | None:
        entry = lexicon.get(form)
        if entry is None or abs(entry.polarity) < _LEAST:
            plain = entry if entry is not None and not entry.polarity else None
            return self._news(form, token, part) or plain
        if is_phrasal(token) or (entry.tags == _DESCRIBING and not describes(token)):
            return self._news(form, token, part)
        if is_a_verb_here(token) or says_how(token):
            return None
        if "RB" not in entry.tags and is_degree(token):
            return None
        if token.pos_ == "PROPN" and part not in _NAMES_COUNT_IN:
            return None
        if token.pos_ == "NOUN" and not any(tag.startswith("NN") for tag in entry.tags):
            return self._news(form, token, part)
        return entry

    def _news(self, form: str, token: Token, part: Part) -> Entry | None:
        """Our own entry for a word of news, unless the word is to add nothing."""
        word = self._news_words.get(token.lemma_.lower())
        fits = word is not None and token.pos_ in word.pos
        around = {token.dep_, *({child.dep_ for child in token.children} - {"compound"})}
        fits = fits and word is not None and word.unless.isdisjoint(around)
        fits = fits and not (token.dep_ == "amod" and token.pos_ == "VERB")  # 'the winning bid'
        if not fits and part in _NAMES_COUNT_IN and token.pos_ == "PROPN":
            word = self._headline_words.get(form)
            fits = word is not None
        if word is None or not fits or {form, word.lemma} & self._silent:
            return None
        if word.entry.polarity < 0 and is_harmless(token):
            return None
        return word.entry


def _names(doc: ParsedArticle) -> frozenset[str]:
    """Words that the body writes with a capital inside its sentences and never without: 'Nicely'
    is a name where 'Jane Nicely' speaks, also at the beginning of a sentence. A word in -ing that
    somebody is named by counts with a small letter, too: the Boring Company has boring machines."""
    capital: set[str] = set()
    small: set[str] = set()
    for sentence in doc.sentences:
        if sentence.part is not Part.BODY:
            continue
        for token in doc.tokens(sentence.span):
            if token.is_lower:
                small.add(token.text)
            elif token.is_title and token.idx > sentence.span.start and not _opens_quote(token):
                capital.add(token.text)
    doing = {word.lower() for word in capital if word.endswith("ing")}
    return frozenset(word for word in capital if word.lower() not in small) | doing


def _opens_quote(token: Token) -> bool:
    return token.i > 0 and (token.nbor(-1).is_quote or token.nbor(-1).is_punct)


def _without(lexicon: Mapping[str, Entry], words: Iterable[str]) -> dict[str, Entry]:
    """The lexicon without the words and the adverbs made of them."""
    plain = {word.lower() for word in words}
    silent = plain | {adverb_of(word) for word in plain}
    return {word: entry for word, entry in lexicon.items() if word not in silent}


def _figures(
    sentences: Sequence[Sentence], tones: Sequence[SentenceTone | None]
) -> tuple[ArticleFigure, ...]:
    """Means over the body's narrator sentences, and the headline's by itself."""
    pairs = [(s, t) for s, t in zip(sentences, tones, strict=True) if t is not None]
    body = [(s, t) for s, t in pairs if s.part is Part.BODY]
    head = [(s, t) for s, t in pairs if s.part is Part.HEADLINE]
    found: list[ArticleFigure] = []
    for suffix, chosen in (("", body), ("_headline", head)):
        spans = tuple(s.span for s, _ in chosen)
        n = len(chosen)
        polarity = fmean(t.polarity for _, t in chosen) if chosen else None
        subjectivity = fmean(t.subjectivity for _, t in chosen) if chosen else None
        found += [
            ArticleFigure(f"lexical_polarity{suffix}", polarity, "mean, −1 to 1", n, spans),
            ArticleFigure(f"subjectivity{suffix}", subjectivity, "mean, 0 to 1", n, spans),
        ]
    scored = tuple(s.span for s, t in body if t.words)
    share = len(scored) / len(body) if body else None
    found.append(
        ArticleFigure("sentences_with_scored_words", share, "share of sentences", len(body), scored)
    )
    return tuple(found)


def _item(doc: ParsedArticle, mention: Mention) -> tuple[str, int, int]:
    """A mention as the model takes it: its sentence, and where the name stands in it."""
    start, end = mention.sentence.span
    return doc.text[start:end], mention.span.start - start, mention.span.end - start


def _actor_figures(
    actors: Iterable[str], towards: Sequence[ActorTone], confidence: float
) -> tuple[ArticleFigure, ...]:
    """For each actor the mean sign (−1 to 1) of its sentences, narrator and quoted voices apart,
    and how many sentences were too uncertain to count."""
    sure = [each for each in towards if each.p >= confidence]
    found = []
    for actor in actors:
        for suffix, voices in (("", NARRATOR), ("_quoted", QUOTED)):
            told = [each for each in sure if each.actor == actor and each.voice in voices]
            value = fmean(_SIGN[each.label] for each in told) if told else None
            spans = tuple(each.span for each in told)
            name = f"tone_towards_{actor}{suffix}"
            found.append(ArticleFigure(name, value, "mean sign, −1 to 1", len(told), spans))
    unsure = tuple(each.span for each in towards if each.p < confidence)
    found.append(
        ArticleFigure("tone_towards_abstained", float(len(unsure)), "count", len(towards), unsure)
    )
    return tuple(found)


def _is_word(token: Token) -> bool:
    return any(map(str.isalnum, token.text))


def _phrase(tokens: Sequence[Token], words: Sequence[int]) -> Span | None:
    """An adjective with the noun behind it: 'mad dash', 'loved ones'."""
    last = tokens[words[-1]]
    near = last.dep_ == "amod" and last.i < last.head.i <= last.i + _REACH
    if not near or last.head not in tokens or last.nbor().text in ",-‐‑":
        return None
    return Span(_start(tokens, words[0]), _end(last.head))


def _drop_intensifiers(tokens: Sequence[Token], entries: list[Entry | None]) -> None:
    """Take the score of praise before a noun that blames."""
    scores = {
        token.i: entry.polarity
        for token, entry in zip(tokens, entries, strict=True)
        if entry is not None
    }
    for at, (token, entry) in enumerate(zip(tokens, entries, strict=True)):
        if entry is not None and outweighed(token, entry.polarity, scores.get(token.head.i)):
            entries[at] = None


def _is_named_so(token: Token) -> bool:
    """Whether somebody is said to call a thing so: 'in what the mayor called a terrorist act'."""
    noun = token.head if token.dep_ in ("amod", "compound") else token
    return noun.dep_ != "dobj" and is_called(token)


def _is_hearsay(token: Token) -> bool:
    """Whether a clause is told as what others say: 'was reportedly disappointed'."""
    while True:
        if any(child.lower_ in _HEARSAY for child in token.children):
            return True
        if token.head == token or token.dep_ in ("relcl", "advcl", "ccomp", "parataxis"):
            return False
        token = token.head


def _start(tokens: Sequence[Token], at: int) -> int:
    """Where a word begins; of the second half of a contraction ('n't'), where the whole does."""
    token = tokens[at]
    joined = at > 0 and not tokens[at - 1].whitespace_ and tokens[at - 1].i == token.i - 1
    halved = joined and token.lower_.translate(_APOSTROPHES) == "n't"
    return tokens[at - 1].idx if halved else token.idx


def _end(token: Token) -> int:
    return int(token.idx) + len(token.text)


# Within this of 0 a polarity has no sign worth telling.
_NO_SIGN = 0.1


class Difference(StrEnum):
    """How the two readings differ."""

    OPPOSITE = "opposite"  # one praises, the other blames
    LEXICON_SILENT = "lexicon_silent"  # the model sees praise or blame, the lexicon no sign
    MODEL_NEUTRAL = "model_neutral"  # the lexicon sees a sign, the model none towards the actor


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence that the two read differently: ``sentence`` is an index into the sentences."""

    sentence: int
    kind: Difference
    polarity: float
    towards: ActorTone


def disagreements(
    tones: Sequence[SentenceTone | None], towards: Iterable[ActorTone]
) -> Iterator[Disagreement]:
    """All disagreements about mentions in the narrator's voice, in text order.

    They are no errors of one or the other: a sentence whose words blame one actor may praise
    another, and lexical polarity has no target.
    """
    for told in towards:
        tone = tones[told.sentence]
        if told.voice is not Voice.NARRATOR or tone is None:
            continue
        kind = _kind(tone, told)
        if kind:
            yield Disagreement(told.sentence, kind, tone.polarity, told)


def _kind(tone: SentenceTone, told: ActorTone) -> Difference | None:
    lexical = 0 if abs(tone.polarity) < _NO_SIGN else (1 if tone.polarity > 0 else -1)
    model = {"negative": -1, "neutral": 0, "positive": 1}[told.label]
    if lexical == model:
        return None
    if lexical and model:
        return Difference.OPPOSITE
    return Difference.LEXICON_SILENT if model else Difference.MODEL_NEUTRAL
