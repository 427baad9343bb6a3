"""Live preview: the HTML edition on this machine's loopback, built anew whenever a file changes."""

from framing.preview.page import Problem
from framing.preview.run import Preview, bind
from framing.preview.session import Built, Job, Session
from framing.preview.watch import Places

__all__ = ["Built", "Job", "Places", "Preview", "Problem", "Session", "bind"]
