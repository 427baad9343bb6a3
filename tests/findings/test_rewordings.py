"""Copy that two outlets share, in which one names or judges otherwise."""

from framing import analyse, compare, read
from framing.findings import write_findings

COPY = (
    "The navy of Norland said on Monday that {one} had fired at a ferry in the strait of Suda. "
    "Two sailors were hurt when the ferry turned back to the harbour late in the {two} evening. "
    "The talks with the {three} are to go on in the capital of Norland next week, it said."
)


def told(tmp_path, *copies):
    for name, copy in zip(("ash", "birch"), copies, strict=True):
        (tmp_path / f"{name}.txt").write_text(f"Ferry shot at\n\n{copy}\n", encoding="utf-8")
    comparison = compare(analyse(read(tmp_path)))
    found = write_findings(comparison).key
    return comparison, [f for f in found if f.clause == "the same copy in other words"]


def test_names_that_part_shared_copy_are_told_with_their_sentences(tmp_path):
    comparison, [finding] = told(
        tmp_path,
        COPY.format(one="terrorists", two="calm", three="rebels"),
        COPY.format(one="rebels", two="calm", three="terrorists"),
    )
    assert "‘terrorists’" in finding.text
    assert "‘rebels’" in finding.text
    assert finding.number == "2"
    rows = {row.id: row.text for row in comparison.rows.sentences}
    assert all("terrorists" in rows[i] or "rebels" in rows[i] for i in finding.rows)


def test_spelling_and_what_judges_nothing_are_no_finding(tmp_path):
    _, found = told(
        tmp_path,
        COPY.format(one="rebels", two="calm", three="rebels"),
        COPY.format(one="rebels", two="warm", three="Rebels"),
    )
    assert not found
