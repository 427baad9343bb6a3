"""Clauses: who does what in headline and first sentence, and the main clause of each sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from framing.analysers.clauses.acts import Act, acts_of
from framing.analysers.clauses.counts import Count, counts_of
from framing.analysers.clauses.gists import Gist, gist_of
from framing.analysers.clauses.headlines import headline_acts
from framing.models import Article, Part, Result, Statement
from framing.text.parse import ParsedArticle, load_model

__all__ = ["Act", "Clauses", "Count", "Gist"]

_NOT_WORDS = frozenset({"SPACE", "PUNCT"})
_COUNTED = 3  # sentences of the body in which numbers are read, beside the headline


class Clauses:
    """The main clause of each sentence of the body, and who acts in headline and first sentence.

    Both are read from the parse. A main clause begins with its subject and is cut only where the
    rest of the sentence does not narrow what it says (a condition, what is counted or denied, what
    holds as a rule stays whole); nothing is left out of its middle. Of what is said it is the
    clause that is reported; of what is denied, doubted or asked it has who does so, too. It
    stands in the story line to remind a reader of the sentence, and takes its place nowhere. The
    acts of headline, standfirst and first sentence are the main verbs with their subjects; a verb
    of refusal is one of a short list, or a plan that is denied ('will not', 'not to'). Headlines
    leave words out, and their verbs may be nouns: an act of a headline is told only where the parse
    of its words as they stand and of a sentence with the words that may be missing agree on subject
    and verb, and no other word may be the verb; who says so at its end is told with it. Numbers of
    things are read there and in the first three sentences, with the verb that tells what happened.
    """

    name = "clauses"
    version = "6"
    # With names, which others need, headlines are read by the pipeline that is there already.
    needs = frozenset({"tagger", "lemmatizer", "parser", "ner"})
    uses = ("sources",)

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """The gist of each sentence of the body, and the acts of what is read first."""
        body = [s.index for s in doc.sentences if s.part is Part.BODY]
        first = body[0] if body else -1
        said = _by_sentence(doc)
        found: list[Gist | Act | Count] = []
        for sentence in doc.sentences:
            tokens = [
                token
                for token in doc.doc.char_span(*sentence.span, alignment_mode="contract") or ()
                if token.pos_ not in _NOT_WORDS
            ]
            if not tokens:
                continue
            read_first = sentence.part in (Part.HEADLINE, Part.STANDFIRST)
            if read_first or sentence.index in body[:_COUNTED]:
                found += counts_of(tokens, sentence.index, doc)
            if read_first or sentence.index == first:
                if sentence.part is Part.HEADLINE:
                    whole = doc.doc.char_span(*sentence.span, alignment_mode="contract") or ()
                    outlet = article.outlet_name
                    nlp = load_model(self.needs)
                    found += headline_acts(list(whole), sentence.index, doc, outlet, nlp)
                else:
                    found += acts_of(tokens, sentence.index, doc)
            if sentence.part is Part.BODY:
                gist = gist_of(tokens, sentence.index, doc, said.get(sentence.index, ()))
                if gist:
                    found.append(gist)
        return Result(analyser=self.name, version=self.version, mentions=tuple(found))


def _by_sentence(doc: ParsedArticle) -> Mapping[int, Sequence[Statement]]:
    """The statements of speech by the sentences that their content begins or ends in."""
    found: defaultdict[int, list[Statement]] = defaultdict(list)
    for statement in doc.statements:
        if statement.speech:
            places = (at for span in statement.content for at in (span.start, span.end - 1))
            inside = {sentence.index for at in places if (sentence := doc.sentence_at(at))}
            for index in sorted(inside):
                found[index].append(statement)
    return found
