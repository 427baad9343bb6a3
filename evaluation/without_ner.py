"""Run another measurement without named entities, to see what they earn.

    python -m evaluation.without_ner evaluation.costs
    python -m evaluation.without_ner evaluation.stories --texts FOLDER --set mend
    python -m evaluation.without_ner evaluation.sources --polnear PATH

The parse then leaves the recogniser of names out, as it would if no analyser asked for it; what
reads its labels finds none.
"""

from __future__ import annotations

import runpy
import sys

from framing.analysers.sources import Sources

if __name__ == "__main__":
    Sources.needs = Sources.needs - {"ner"}
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
