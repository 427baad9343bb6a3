"""The speakers of a study: who is one person or institution in several articles."""

from framing.people.speakers import Speaker, StudySpeakers, speakers_of, with_study_speakers

__all__ = ["Speaker", "StudySpeakers", "speakers_of", "with_study_speakers"]
