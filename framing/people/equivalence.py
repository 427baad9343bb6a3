"""Classes of things that are one, from pairs that can be and pairs that cannot be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from itertools import combinations
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


class Relation(Enum):
    """What two names say of their bearers."""

    SAME = "same"  # nothing tells them apart
    OTHER = "other"  # they share a name, and cannot be one
    UNRELATED = "unrelated"  # nothing is shared


def classes_of(
    nodes: Sequence[N],
    blocks: Callable[[N], Iterable[str]],
    related: Callable[[N, N], Relation],
) -> tuple[list[list[N]], set[N]]:
    """The classes of nodes that are one.

    Two that are the same are joined unless a third is the same as one of them and cannot be the
    other. A class that holds two who cannot be one comes apart again, whole. The classes do not
    depend on the order of the nodes.

    Args:
        nodes: each once.
        blocks: of a node; only nodes that share a block are compared.
        related: of two nodes, the same either way round.

    Returns:
        The classes, and the nodes that could be of more than one.
    """
    same, other = _pairs(nodes, blocks, related)
    parent = {node: node for node in nodes}

    def root(node: N) -> N:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    doubtful: set[N] = set()
    for one in nodes:
        for two in same[one]:
            if same[one] & other[two] or same[two] & other[one]:
                doubtful |= {one, two}
            else:
                parent[root(one)] = root(two)
    together: defaultdict[N, list[N]] = defaultdict(list)
    for node in nodes:
        together[root(node)].append(node)
    found_classes: list[list[N]] = []
    for members in together.values():
        held = set(members)
        if any(other[node] & held for node in members):
            doubtful |= held
            found_classes += [[node] for node in members]
        else:
            found_classes.append(members)
    return found_classes, doubtful


def _pairs(
    nodes: Iterable[N],
    blocks: Callable[[N], Iterable[str]],
    related: Callable[[N, N], Relation],
) -> tuple[Mapping[N, set[N]], Mapping[N, set[N]]]:
    """By node, those that are the same, and those that are not though they share a name."""
    same: defaultdict[N, set[N]] = defaultdict(set)
    other: defaultdict[N, set[N]] = defaultdict(set)
    by_block: defaultdict[str, list[N]] = defaultdict(list)
    for node in nodes:
        for block in dict.fromkeys(blocks(node)):
            by_block[block].append(node)
    for members in by_block.values():
        for one, two in combinations(members, 2):
            found = related(one, two)
            if found is not Relation.UNRELATED:
                kind = same if found is Relation.SAME else other
                kind[one].add(two)
                kind[two].add(one)
    return same, other
