"""The speakers of a study: who is one person or institution in several articles, as the articles
tell it and a person corrects it."""

from framing.people.correcting import corrected
from framing.people.corrections import Corrections, group_column, read_corrections
from framing.people.sheet import sheet_file, sheet_of
from framing.people.speakers import Speaker, StudySpeakers, speakers_of, with_study_speakers

__all__ = [
    "Corrections",
    "Speaker",
    "StudySpeakers",
    "corrected",
    "group_column",
    "read_corrections",
    "sheet_file",
    "sheet_of",
    "speakers_of",
    "with_study_speakers",
]
