"""Codebooks: reading, the notation of patterns, and what is said when a file is wrong."""

import pickle
from pathlib import Path

import pytest

from framing.codebooks import list_codebooks, load_codebook
from framing.codebooks.load import as_text, new_codebook
from framing.codebooks.patterns import check, inflections, normal, variants
from framing.errors import CodebookError
from framing.validation.semantic import frames_of

FRAME = """
[[frames]]
id = "sea"
name = "Sea"
definition = "The sentence speaks of the sea."
colour = "#123456"
[[frames.indicators]]
lemma = ["wave"]
"""


def written(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def valid() -> str:
    return 'title = "T"\nversion = "1"\n' + FRAME


def test_the_packaged_codebook_loads_with_its_poles_and_a_hash() -> None:
    codebook = load_codebook("history-security")
    assert codebook.id == "history-security"
    assert codebook.poles == ("history", "security")
    assert [frame.id for frame in codebook.frames][:3] == ["history", "security", "dialogue"]
    assert len(codebook.sha256) == 64


def test_a_codebook_survives_the_way_to_another_process() -> None:
    codebook = load_codebook("history-security")
    assert pickle.loads(pickle.dumps(codebook)) == codebook


def test_a_users_codebook_shadows_the_packaged_one(tmp_path: Path, valid: str) -> None:
    written(tmp_path, valid, "history-security")
    assert load_codebook("history-security", [tmp_path]).title == "T"
    assert list_codebooks([tmp_path])["history-security"].parent == tmp_path


def test_an_unknown_codebook_names_its_likeness() -> None:
    with pytest.raises(CodebookError, match="Did you mean 'history-security'"):
        load_codebook("history-securty")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('colour = "#123456"', 'colour = "blue"', ["line 8", "frames.1.colour", "#rrggbb"]),
        (
            'name = "Sea"',
            'name = "Sea"\ncolor = "#123456"',
            ["line 7", "unknown key", "Did you mean 'colour'"],
        ),
        ('name = "Sea"', "", ["line 4", "'frames.1.name' is missing"]),
        ('lemma = ["wave"]', 'lemma = ["wave|tide"]', ["line 10", "use 'pattern'"]),
        ('lemma = ["wave"]', 'pattern = ["wave/NUON"]', ["line 10", "NUON", "NOUN"]),
        ('lemma = ["wave"]', 'pattern = ["... wave"]', ["line 10", "cannot begin or end"]),
        ('lemma = ["wave"]', 'pattern = ["a? b?"]', ["cannot be missing"]),
        ('lemma = ["wave"]', "near = ['a']", ["'lemma', 'phrase' or 'pattern'"]),
        ('lemma = ["wave"]', 'pattern = ["@sea wave"]', ["line 10", "no list '@sea'"]),
        (
            'version = "1"',
            'version = "1"\npoles = ["sea", "land"]',
            ["line 3", "land", "Allowed: sea"],
        ),
        ('version = "1"', 'version = "1"\npoles = ["sea", "sea"]', ["line 3", "twice"]),
        ('version = "1"', 'version = "1"\nlists.a = ["@a"]', ["refers to itself"]),
        ('lemma = ["wave"]', 'lemma = ["wave"]\nwithin = 0', ["within"]),
        ('lemma = ["wave"]', 'lemma = ["wave"]' + FRAME, ["2 entries", "'sea'"]),
    ],
)
def test_a_broken_codebook_is_named_with_file_key_and_line(
    tmp_path: Path, valid: str, old: str, new: str, words: list[str]
) -> None:
    path = written(tmp_path, valid.replace(old, new, 1))
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    for word in [str(path), *words]:
        assert word in str(caught.value)


def test_spellings_are_one() -> None:
    for british, american in [
        ("defence", "defense"),
        ("colonisation", "colonization"),
        ("Neighbours", "neighbors"),
        ("programmes", "programs"),
        ("centre", "center"),
        ("analyse", "analyze"),
        ("labelled", "labeled"),
        ("travellers", "travelers"),
        ("aeroplane", "airplane"),
        ("mould", "mold"),
        ("grey", "gray"),
        ("sceptical", "skeptical"),
        ("plough", "plow"),
        ("jewellery", "jewelry"),
        ("manoeuvres", "maneuvers"),
        ("militarisation", "militarization"),
        ("naïve", "naive"),
        ("U.S.", "US"),
        ("fuelled", "fueled"),
        ("totalling", "totaling"),
        ("skilful", "skillful"),
        ("wilfully", "willfully"),
        ("acknowledgement", "acknowledgment"),
        ("enquiry", "inquiry"),
        ("gaol", "jail"),
        ("annexe", "annex"),
        ("learnt", "learned"),
        ("burnt", "burned"),
        ("whisky", "whiskey"),
        ("mum", "mom"),
    ]:
        assert normal(british) == normal(american)
    assert normal("1910–45") == "1910-45"
    # No two words that differ in sense.
    for one, other in [("filled", "filed"), ("tilling", "tiling"), ("cheque", "check")]:
        assert normal(one) != normal(other)


def test_an_acronym_in_a_phrase_is_no_small_word(tmp_path: Path, valid: str) -> None:
    asked = valid.replace('lemma = ["wave"]', 'phrase = ["US", "Harbour Dues"]')
    codebook = load_codebook(written(tmp_path, asked))
    texts = ["The U.S. fleet left.", "They told us so.", "The harbour dues rose.", "TELL US MORE"]
    assert [bool(found) for found in frames_of(codebook, texts)] == [True, False, True, False]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("strike", {"strike", "strikes", "striked", "striking"}),
        ("ally", {"ally", "allies", "allied", "allying"}),
        ("breach", {"breach", "breaches", "breached", "breaching"}),
        ("plan", {"plan", "plans", "planed", "planing", "planned", "planning"}),
    ],
)
def test_regular_forms(word: str, forms: set[str]) -> None:
    assert inflections(word) == forms


def test_a_pattern_expands_lists_hyphens_and_missing_words() -> None:
    lists = {"k": ["Korea", "South Korea"]}
    assert len(variants("military? tie", {})) == 2
    assert len(variants("@k tie", lists)) == 2
    assert len(variants("six-party talk", {})) == 2


def test_a_pattern_that_explodes_is_refused() -> None:
    lists = {"a": [f"x{i} y" for i in range(20)]}
    with pytest.raises(ValueError, match="more than 5000"):
        variants("@a @a @a", lists)


@pytest.mark.parametrize("pattern", ["", "  ", "...", "_ word", "a b=c", "word/FOO", "a|", "?"])
def test_a_wrong_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        check(pattern)


def test_a_new_codebook_loads_and_is_never_overwritten(tmp_path: Path) -> None:
    codebook = new_codebook("sea-trade", tmp_path / "codebooks", 'The "sea"')
    assert codebook.title == "The 'sea'"
    with pytest.raises(CodebookError, match="there already"):
        new_codebook("sea-trade", tmp_path / "codebooks")
    with pytest.raises(CodebookError, match="cannot name"):
        new_codebook("../up", tmp_path)


def test_the_text_of_a_codebook_holds_all_its_words() -> None:
    codebook = load_codebook("history-security")
    text = as_text(codebook)
    for _, term in codebook.terms():
        assert term.written in text
    for frame in codebook.frames:
        assert frame.name in text
