"""What the story is called."""

from framing import analyse, compare, read
from framing.findings import write_findings


def test_a_name_is_no_end_of_a_longer_word(tmp_path):
    """'Suda' stands in no headline that says 'Estsuda', however often the bodies name it."""
    for outlet in ("alder", "birch", "cedar"):
        folder = tmp_path / f"The {outlet.title()} Post"
        folder.mkdir()
        (folder / "1.txt").write_text(
            "Ferry talks in Estsuda and Norland end early\n\n"
            "The ferry talks between Estsuda and Norland ended on Monday. No ferry sailed at "
            f"{outlet} pier. People from Suda watched, and from Suda came the only boat. "
            "What Suda wants of Norland was not said in Estsuda; of Suda, and to Suda, nothing was.\n",
            "utf-8",
        )
    found = write_findings(compare(analyse(read(tmp_path))))
    assert found.story.startswith("Estsuda and Norland: ")
