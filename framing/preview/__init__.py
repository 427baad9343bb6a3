"""Live preview: the HTML edition on this machine's loopback, built anew whenever a file changes."""

from framing.preview.run import Preview, Session, bind
from framing.preview.server import Built, Problem
from framing.preview.watch import Places

__all__ = ["Built", "Places", "Preview", "Problem", "Session", "bind"]
