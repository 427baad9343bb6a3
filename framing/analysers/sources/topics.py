"""What an article is about, as far as that tells who is named in it: sport, films, music, the
stage."""

from __future__ import annotations

# With these about, a captain or an attacker is a player, no soldier.
_SPORT = frozenset(
    "match matches coach referee players striker goalkeeper league championship tournament scored "
    "goal goals innings wicket midfielder defender season cup golf golfer birdie singles tennis "
    "prix lap laps racing f1 motogp pitch midfield kickoff halftime touchdown playoffs tournament "
    "olympic olympics medal podium stadium champion captain teammates team fans playoff "
    "champions football soccer basketball baseball cricket rugby hockey nba nfl mlb uefa "
    "scorer".split()
)
_SHOW = frozenset(
    "film films movie movies actor actors actress actresses hollywood oscar oscars emmy emmys "
    "grammy grammys album albums song songs singer rapper band concert premiere premiered starring "
    "screenplay screenwriter filmmaker filmmakers filming sequel trailer celebrity celebrities "
    "sitcom soundtrack co-star showbiz theatre playwright musical box-office".split()
)
_MIN_SPORT_WORDS = 2
_SURELY_SPORT = 5  # words from which whoever is named without an office is of the sport


def may_be_sport(article_words: frozenset[str]) -> bool:
    """Whether a captain or an attacker of the article is rather a player than a soldier."""
    return len(_SPORT & article_words) >= _MIN_SPORT_WORDS


def is_show(article_words: frozenset[str]) -> bool:
    """Whether an article is about films, music or the stage beyond doubt."""
    return len(_SHOW & article_words) >= _SURELY_SPORT


def is_sport(article_words: frozenset[str]) -> bool:
    """Whether an article is about sport beyond doubt."""
    return len(_SPORT & article_words) >= _SURELY_SPORT
