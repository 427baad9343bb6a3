"""Tone: the lexical polarity of the narrator's words, and the tone towards actors."""

from framing.analysers.tone.analyser import Tone

__all__ = ["Tone"]
