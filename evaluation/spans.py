"""Where things stand in an analysis: what must hold whatever the text."""

from __future__ import annotations

from framing.models import Analysis, Span


def check_spans(made: Analysis) -> None:
    """Sentences lie in order, and what was found lies in them.

    Raises:
        AssertionError: it does not.
    """
    last = 0
    for sentence in made.sentences:
        assert last <= sentence.span.start < sentence.span.end <= len(made.article.text)
        last = sentence.span.end
    for statement in made.statements:
        assert statement.content, statement
        named = [span for span in (statement.cue, statement.source) if span]
        for span in (*statement.content, *named):
            assert 0 <= span.start < span.end <= len(made.article.text), statement
        for span in statement.content:
            assert not outside(span, made), (statement, outside(span, made))
    for result in made.results.values():
        for mention in result.mentions:
            assert 0 <= mention.sentence < len(made.sentences), mention
            assert 0 <= mention.span.start <= mention.span.end <= len(made.article.text), mention


def outside(span: Span, made: Analysis) -> str:
    """What of a span stands in no sentence, blanks aside: figures would not have it."""
    at, left = span.start, []
    for sentence in made.sentences:
        if sentence.span.end > at and sentence.span.start < span.end:
            left.append(made.article.text[at : max(at, sentence.span.start)])
            at = sentence.span.end
    left.append(made.article.text[at : span.end] if at < span.end else "")
    return "".join(left).strip()
