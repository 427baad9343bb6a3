"""The settings of the tagger's training: all of them, in this place alone."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network.

    Attributes:
        width: states of a token in each layer.
        dilations: of each layer, how far to the left and right it looks, in tokens.
        lemma, tag, dep, entity, rules: width of each embedding.
        vector: numbers kept of a static word vector (principal components).
        tensor: numbers of the parser's own encoding.
    """

    width: int = 160
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16, 1)
    lemma: int = 32
    tag: int = 16
    dep: int = 16
    entity: int = 8
    rules: int = 8
    vector: int = 64
    tensor: int = 96


@dataclass(frozen=True, slots=True)
class Settings:
    """How the tagger and the linker are trained.

    Attributes:
        shape: the network's sizes.
        seed: of the weights' start, the order of the articles, and dropout.
        epochs: passes over the train split.
        batch: articles a step.
        piece: tokens over which the random field is scored in one go.
        rate: the highest learning rate.
        warm_up: steps until it is reached.
        floor: share of the rate that is left at the end of the cosine.
        decay: of the weights, each step (AdamW).
        average: share that the moving average of the weights keeps each step; it is what ships.
        clip: greatest norm of a gradient.
        dropout: share of the states left out.
        blanked: share of the lemmas, and of the rules' tags, that a step does not see.
        rare_lemma: lemmas seen fewer times in the train split are unknown ones.
        longest_word: characters; longer words get no static vector.
        link_decay: of the linker's weights (L2).
        link_steps: of the linker's optimiser, at most.
    """

    shape: Shape = field(default_factory=Shape)
    seed: int = 3
    epochs: int = 7
    batch: int = 6
    piece: int = 96
    rate: float = 2.5e-3
    warm_up: int = 100
    floor: float = 0.02
    decay: float = 0.02
    average: float = 0.998
    clip: float = 2.0
    dropout: float = 0.3
    blanked: float = 0.1
    rare_lemma: int = 4
    longest_word: int = 23
    link_decay: float = 1e-4
    link_steps: int = 60


SETTINGS = Settings()
