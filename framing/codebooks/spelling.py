"""One spelling for words that British and American English write differently."""

from __future__ import annotations

import re

from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

# What the list of pairs lacks. Pairs of which the American one is an everyday word of another sense
# (cheque and check, storey and story, kerb and curb) stay two words.
_MORE = {
    "annexe": "annex", "burnt": "burned", "dreamt": "dreamed",
    "enquire": "inquire", "enquired": "inquired", "enquires": "inquires",
    "enquiries": "inquiries", "enquiring": "inquiring", "enquiry": "inquiry",
    "gaol": "jail", "gaoled": "jailed", "gaoler": "jailer", "gaolers": "jailers",
    "gaols": "jails", "leant": "leaned", "leapt": "leaped",
    "learnt": "learned", "mum": "mom", "mums": "moms", "speciality": "specialty",
    "spelt": "spelled", "spilt": "spilled", "spoilt": "spoiled", "unspoilt": "unspoiled",
    "whiskies": "whiskeys", "whisky": "whiskey",
}  # fmt: skip
# Shapes of which no list holds all words. 'fuelled', 'totalled': by WordNet, no two words with a
# vowel before it differ in that l alone. Each with letters that a word must have.
_SHAPES = (
    ("is", re.compile(r"(?<=\w{4})is(e|es|ed|ing|er|ers|ation|ations|able)\Z"), r"iz\1"),
    ("ll", re.compile(r"\A(\w*[aeiouy]\w*?[ae])ll(ed|ings?|ers?|ors?)\Z"), r"\1l\2"),
    ("ement", re.compile(r"(?<=dg)ement(s?)\Z"), r"ment\1"),  # 'acknowledgement'
    ("lful", re.compile(r"(?<=ki|wi)lful(ly|ness|)\Z"), r"llful\1"),  # 'skilful', 'wilful'
)


def american(word: str) -> str:
    """The American spelling of a word in small letters, by breame's list of pairs and ours, and by
    shape."""
    found: str = BRITISH_ENGLISH_SPELLINGS.get(word) or _MORE.get(word, word)
    if found == word and len(word) > 5:
        for letters, shape, replaced in _SHAPES:
            if letters in found:  # most words have none of them
                found = shape.sub(replaced, found)
    return found
