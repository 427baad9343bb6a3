"""From parts to one file: the analyses in order, with the marks of what articles share.

What is shared rests on all articles, so it is found in a second pass over the parts, from the words
of their sentences alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from framing.export.documents import write_documents
from framing.models import Analysis
from framing.parts.load import load_analyses
from framing.shared_copy import with_shared_copy

# By article id, by the index of a sentence: the ids of the articles that hold it, too.
Marks = Mapping[str, Mapping[int, tuple[str, ...]]]


def shared_marks(paths: Sequence[Path]) -> Marks:
    """Which sentences of the parts stand in other articles, too."""
    # Nothing but the words is held: results are far larger.
    bare = [replace(analysis, results={}) for analysis in load_analyses(paths)]
    return {
        analysis.article.id: found
        for analysis in with_shared_copy(bare)
        if (found := {s.index: s.shared_with for s in analysis.sentences if s.shared_with})
    }


def merge(
    folder: Path, output: Path | None, on_written: Callable[[int], None] | None = None
) -> None:
    """Write the analyses of a folder of parts into one file, or to stdout.

    Args:
        folder: its parts are all there.
        output: a .jsonl or .parquet file; None is stdout.
        on_written: called with the number of analyses written so far.

    Raises:
        InputError: a part is missing or broken.
        OutputError: the file cannot be written.
    """
    marks = shared_marks([folder])
    write_documents(_marked(load_analyses([folder]), marks), output, on_written)


def _marked(analyses: Iterator[Analysis], marks: Marks) -> Iterator[Analysis]:
    for analysis in analyses:
        found = marks.get(analysis.article.id)
        if not found:
            yield analysis
            continue
        sentences = tuple(
            replace(sentence, shared_with=found.get(sentence.index, ()))
            for sentence in analysis.sentences
        )
        yield replace(analysis, sentences=sentences)
