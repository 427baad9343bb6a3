"""Tone: lexical polarity of the narrator's words, tone towards actors, and loaded language."""

from framing.analysers.tone.analyser import Tone
from framing.analysers.tone.loaded import Loaded

__all__ = ["Loaded", "Tone"]
