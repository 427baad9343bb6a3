"""An outlet most of whose copy stands in another's."""

from framing import analyse, compare, read
from framing.findings import write_findings

COPY = [
    "The council of Estsuda voted on Monday to close the old harbour to all but fishing boats.",
    "Eleven members were for the plan and four against it after a debate of nearly six hours.",
    "The ferry line has used the northern pier since the bridge over the strait was closed.",
    "Its owner has two ships of sixty metres and employs some ninety people in the town.",
    "A study of the port authority counted four thousand lorries on the quay in a single month.",
    "The first ships are to use the new pier before the storms of autumn reach the coast.",
    "Repairs of the bridge will take two more years and cost nine million in all.",
]
OTHER = [
    "Fishermen danced on the quay of Estsuda when the news of the vote came down the hill.",
    "For years their nets had been torn by propellers at the mouth of the narrow basin.",
    "The town loses a ferry that brought bread and letters before there was any bridge.",
    "Nobody in the taverns could say where the lorries would go once winter has come.",
]


def copies(tmp_path, **texts):
    for name, sentences in texts.items():
        body = "\n\n".join(sentences)
        (tmp_path / f"{name}.txt").write_text(f"Harbour closed in Estsuda\n\n{body}\n", "utf-8")
    found = write_findings(compare(analyse(read(tmp_path)))).key
    return [f for f in found if f.topic == "shared_copy"]


def test_an_outlet_that_prints_anothers_copy_is_told_with_its_count(tmp_path):
    own = OTHER[0]
    [finding] = copies(tmp_path, ash=[*COPY[:6], own], birch=COPY)
    assert finding.number == "6 of 7"
    assert finding.title.startswith("Most of ")
    assert "No agency is credited" in finding.text


def test_a_few_shared_sentences_are_no_such_finding(tmp_path):
    assert not copies(tmp_path, ash=[*COPY[:2], *OTHER], birch=COPY)
