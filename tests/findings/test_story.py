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


def test_a_word_of_one_headline_names_no_story(tmp_path):
    """'ferry' stands in all bodies, and in the headline of one outlet of four alone."""
    heads = ["Norland offers Estsuda a deal", "Estsuda weighs what Norland offers"]
    heads += ["Norland and Estsuda near an end", "Ferry wars: Norland courts Estsuda"]
    for outlet, head in zip(("alder", "birch", "cedar", "dogwood"), heads, strict=True):
        (tmp_path / f"{outlet}.txt").write_text(
            f"{head}\n\nThe ferry trade between Estsuda and Norland may change hands, said Norland. "
            "A ferry of Estsuda lay at the pier in Norland. No other ferry sailed.\n",
            "utf-8",
        )
    found = write_findings(compare(analyse(read(tmp_path))))
    assert "ferry" not in found.story
