"""How much is measured: all, or just enough to see that the benchmark itself works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Numbers of repetitions, saves, submissions and children."""

    commands: int = 5
    cold: int = 5
    saves: int = 24
    batches: tuple[int, ...] = (20, 200, 2000)
    answers: int = 3
    scaling: int = 100
    ours: int = 60
    peers: int = 4
    children: int = 60
    profiled: int = 60
    recorded: int = 2


FULL = Sizes()
QUICK = Sizes(1, 1, 2, (2, 4), 1, 6, 4, 1, 3, 2, 1)
