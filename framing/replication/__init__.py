"""Replication packages: all that a study rests on in one file, and whether it gives the same again.

``make_package`` writes what another person needs to repeat a study: settings, codebooks, profiles,
corrections, codings, versions, digests, and the data files of the report. ``check_package`` repeats
it on another machine, with that person's copies of the articles, and says what differs.
"""

from framing.replication.check import Outcome, check_package
from framing.replication.pack import Packed, make_package

__all__ = ["Outcome", "Packed", "check_package", "make_package"]
