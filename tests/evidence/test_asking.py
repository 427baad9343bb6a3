"""Who asks in a transcript is no source, and stays in the rows."""

from __future__ import annotations

from framing import analyse, compare, read

INTRODUCED = (
    "RENEE FELD, HOST:\n\nThe bridge over the harbour is closed tonight, and so is the port.\n\n"
)
INTERVIEW = (
    "FELD: What happened that night on the bridge?\n\n"
    "LUND: The ice came early, and the pier gave way.\n\n"
    "FELD: And who was there when it fell?\n\n"
    "LUND: Nobody was there, as far as we know.\n\n"
    "FELD: That is Eva Lund. Thank you.\n\n"
    "LUND: We will build it again in the summer.\n"
)
TALK = INTERVIEW.replace("?", ".")


def statements_of(tmp_path, text):
    (tmp_path / "harbour.txt").write_text(f"The bridge in the harbour\n\n{text}", encoding="utf-8")
    return compare(analyse(read(tmp_path)))


def test_a_hosts_turns_are_rows_that_no_figure_counts(tmp_path):
    comparison = statements_of(tmp_path, INTERVIEW)
    rows = comparison.rows.statements
    asking = [row for row in rows if row.asks]
    assert {"FELD" in row.source for row in asking} == {True}
    assert len(asking) == 3
    assert not any(row.counts for row in asking)
    [outlet] = comparison.outlets
    assert outlet.n_statements == sum("LUND" in row.source for row in rows) == 3


def test_who_is_tagged_as_the_mediums_host_narrates(tmp_path):
    comparison = statements_of(tmp_path, INTRODUCED + INTERVIEW)
    assert {row.source for row in comparison.rows.statements} == {"LUND"}
    [outlet] = comparison.outlets
    assert outlet.n_statements == 3


def test_where_nobody_asks_all_speak(tmp_path):
    comparison = statements_of(tmp_path, TALK)
    assert not any(row.asks for row in comparison.rows.statements)
    [outlet] = comparison.outlets
    assert outlet.n_statements == 6
