"""A study: its settings, what they name, and the steps of the main job.

Read → analyse → count → report. The public functions, the command line and the preview all go
through ``Study``, so that all do the same.
"""

from framing.study.documents import Format, Rendered
from framing.study.functions import analyse, compare, read, render
from framing.study.part import analyse_part
from framing.study.study import Study

__all__ = ["Format", "Rendered", "Study", "analyse", "analyse_part", "compare", "read", "render"]
