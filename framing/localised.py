"""Dates and numbers as the reader's language and country write them; the report's prose is English.

The locale is set once around the work (``written_in``) and holds for that thread: the many places
that write a number need not pass it on. Patterns are those of the Unicode CLDR, by way of Babel.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from framing import defaults
from framing.errors import InputError

MINUS = "−"
_current: ContextVar[str] = ContextVar("locale", default=defaults.LOCALE)


@cache
def parse_locale(name: str) -> Locale:
    """The locale of a name such as 'en-GB', 'de' or 'pt_BR'.

    Raises:
        InputError: there is no such locale.
    """
    try:
        return Locale.parse(name.strip().replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError) as exc:
        raise InputError(
            f"'{name}' is no locale: dates and numbers cannot be written in it.",
            "Give a language, and a country if you wish: en-GB, en-US, de, fr-CA.",
        ) from exc


@contextmanager
def written_in(name: str) -> Iterator[None]:
    """Write dates and numbers of this locale inside the ``with`` block.

    Raises:
        InputError: there is no such locale.
    """
    parse_locale(name)
    token = _current.set(name)
    try:
        yield
    finally:
        _current.reset(token)


def day(value: date) -> str:
    """A date in full: '4 January 2011' (en-GB), 'January 4, 2011' (en-US)."""
    value = date(value.year, value.month, value.day)  # says what it is where it is no date
    return str(format_date(value, format="long", locale=parse_locale(_current.get())))


def number(value: float, digits: int = 0) -> str:
    """A number with that many decimals, groups of thousands and a true minus: '1,234', '0.42'."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(round(value, digits), pattern, parse_locale(_current.get()))
    return str(text).replace("-", MINUS)


def whole_percent(share: float) -> str:
    """A share as a whole percentage, as the locale writes it: '12%' (en), '12 %' (de)."""
    return str(format_percent(round(100 * share) / 100, locale=parse_locale(_current.get())))
