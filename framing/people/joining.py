"""Which speakers of several articles are one.

Two are joined where nothing tells them apart and nobody else of the study can be either of them.
The result is an equivalence that does not depend on the order of the articles, and no speaker of
the study holds two who contradict each other. Speakers are compared only with those who share a
surname or a word of an institution's name, so that the work grows with the number of names.
"""

from __future__ import annotations

from framing.people.bodies import join_bodies
from framing.people.gather import Gathered
from framing.people.joined import Joined
from framing.people.persons import join_people, people_of


def join(gathered: Gathered) -> tuple[Joined, ...]:
    """The study's speakers: each speaker of each article in one of them, by name."""
    people = people_of(gathered)
    named = {local.key for local in people}
    bodies = [x for x in gathered.locals if x.institution and x.key not in named]
    found = [*join_people(people, gathered), *join_bodies(bodies, gathered)]
    taken = {local.key for joined in found for local in joined.locals}
    why = "who has no name is of one article"
    found += [
        Joined((local,), "other", local.words, False, True, why)
        for local in gathered.locals
        if local.key not in taken
    ]
    return tuple(sorted(found, key=lambda j: (j.name.casefold(), j.name, j.locals[0].key)))
