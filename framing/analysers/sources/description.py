"""What is known of a resolved speaker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from framing.models import Naming, Role


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a speaker. ``surmised``: whether the countries are those that the article
    is set in, for want of others; ``decided``: field → the words or rule that it rests on."""

    key: str
    words: str
    naming: Naming | None
    role: Role | None
    countries: tuple[str, ...]
    medium: str | None
    surmised: bool = False
    decided: Mapping[str, str] = field(default_factory=dict)

    @property
    def country(self) -> str | None:
        """The one country; None where none is told, or several."""
        return self.countries[0] if len(self.countries) == 1 else None
