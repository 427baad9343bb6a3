"""Whether an attribution is speech, or a belief, plan or feeling that the copy ascribes.

'Seoul said that …' puts words into Seoul's mouth; 'Seoul is reluctant to …' and 'Tokyo aims to …'
are the narrator's account of a mind. Both are attribution relations (Prasad et al. 2006 part
communication from other attitudes in the same way), but only the first is a voice that speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.models import Voice

if TYPE_CHECKING:
    from framing.analysers.sources.reading import Reading
    from framing.parse import ParsedArticle

# Cues that introduce a clause as speech does, but tell a deed or a thought.
_NOT_SPOKEN = frozenset("decide determine find judge learn see sign think wonder".split())
# Cues that are no verb; spaCy takes 'according' for a form of 'accord'.
_SPOKEN = frozenset("accord according per via quote statement comment remark".split())
_MARKS = frozenset(":-–—―")
_MIN_QUOTED_WORDS = 5
_REACH = 3  # words after the cue within which its preposition stands ('called Tuesday for')


def is_speech(doc: ParsedArticle, reading: Reading, voice: Voice) -> tuple[bool, str]:
    """Whether the attribution is speech, and on what that rests.

    Args:
        doc: the parse.
        reading: the attribution.
        voice: the voice of its content.
    """
    if reading.cue is None:
        return True, "no cue: the content stands for itself"
    cues = lexicon.cues()
    spoken = (cues.speech | cues.object | _SPOKEN) - _NOT_SPOKEN
    tokens = list(doc.tokens(reading.cue))
    for token in tokens:
        lemma = token.lemma_.lower()
        if lemma in spoken or token.text in _MARKS:
            return True, f"'{token.text}'"
        prepositions = cues.preposition.get(lemma)
        if prepositions:
            following = doc.doc[token.i + 1 : token.i + 1 + _REACH]
            if any(near.lower_ in prepositions for near in following):
                return True, f"'{token.text}' with its preposition"
    words = sum(len(span.of(doc.text).split()) for span in reading.content)
    if voice is Voice.DIRECT and words >= _MIN_QUOTED_WORDS:
        return True, "a clause in quotation marks"
    return False, f"'{reading.cue.of(doc.text)}' tells no speech"
