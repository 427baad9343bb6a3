"""Numbers and lists in words, for every message and report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from framing.errors import InputError

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


# Whole numbers by the words that prose has for them, one to twelve.
IN_LETTERS = {word: n for n, word in enumerate(_NUMBERS) if n}


def in_words(n: int) -> str:
    """A whole number as prose writes it: in letters up to twelve."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def plural(n: int, noun: str) -> str:
    """'1 sentence', '3 sentences'."""
    return f"{number(n)} {noun}" if n == 1 else f"{number(n)} {noun}s"


def joined(items: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(items) <= 1:
        return items[0] if items else "none"
    return f"{', '.join(items[:-1])} and {items[-1]}"


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


MINUS = "−"
# Language and country whose dates and numbers the report writes where the user says nothing.
LOCALE = "en-GB"
_current: ContextVar[str] = ContextVar("locale", default=LOCALE)


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


def percent(share: float | None) -> str:
    """A share as a whole percentage; '–' where there is none. Never 0% or 100% for a part."""
    if share is None:
        return "–"
    if 0 < share <= 0.005:
        return f"<{whole_percent(0.01)}"
    if 0.995 <= share < 1:
        return f">{whole_percent(0.99)}"
    return whole_percent(share)


def signed(value: float | None, digits: int = 2) -> str:
    """A number with its sign, a true minus, and no negative zero."""
    if value is None:
        return "–"
    text = number(abs(value), digits)
    if round(value, digits) == 0:
        return text
    return f"{MINUS if value < 0 else '+'}{text}"
