"""A speaker of the study, as joining finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.people.gather import Local

Kind = Literal["person", "institution", "document", "other"]


@dataclass(frozen=True)
class Joined:
    """Speakers of articles who are one.

    Attributes:
        locals: they, in the order of their articles.
        kind: what names them; 'other' are people without a name.
        name: the fullest form.
        sure: nobody else of the study can be the same, so that it can be said who has them alone.
        apart: nothing tells them from others of their kind, so that they are of one article.
        why: what stands against being sure.
    """

    locals: tuple[Local, ...]
    kind: Kind
    name: str
    sure: bool = True
    apart: bool = False
    why: str = ""
