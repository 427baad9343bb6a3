"""Differences in who speaks, held against coders' labels: on invented articles with their codings."""

from evaluation.stories.gaps import told_gaps
from evaluation.stories.gold import Coded, CodedArticle

OFFICIAL = "“The pier stays closed,” the harbour minister, Eva Lund, said on day {n}. “The pier is not safe.”"
CITIZEN = "“I want the pier back,” a fisherman, Jon Dahl, said on day {n}. “It fed us.”"


def _article(name, outlet, sentence):
    body = "\n\n".join(sentence.format(n=n) for n in range(9))
    lead = "The pier of Estsuda was closed on Monday by the harbour ministry of Norland."
    return {"id": name, "outlet": outlet, "title": "Pier closed", "text": f"{lead}\n\n{body}"}


def _coded(name, role):
    statement = Coded((), None, None, True, "direct", "x", "named", role, frozenset(), None)
    return CodedArticle({"id": name, "story": "pier"}, (statement,) * 9, (), ())


def test_a_gap_is_right_where_the_coders_have_it_too_and_wrong_where_they_do_not():
    rows = [_article("a", "Ash", OFFICIAL), *(_article(x, x, CITIZEN) for x in ("Birch", "Cedar"))]
    by_id = {row["id"]: row for row in rows}
    agreeing = [_coded("a", "government"), _coded("Birch", "citizen"), _coded("Cedar", "citizen")]
    told = [each for each in told_gaps(agreeing, by_id) if each.key == "role.government"]
    assert told
    assert all(each.is_right for each in told)
    turned = [_coded("a", "citizen"), _coded("Birch", "government"), _coded("Cedar", "government")]
    told = [each for each in told_gaps(turned, by_id) if each.key == "role.government"]
    assert told
    assert not any(each.is_right for each in told)
