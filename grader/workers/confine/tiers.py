"""How far this machine lets a child be isolated: strong, basic or none.

strong: Landlock, seccomp and limits. basic: limits, no new privileges, no root.
none: time and output limits only (not Linux). A tier is promised only if a self-test child was
confined and could in fact do nothing that the tier rules out.
"""

from dataclasses import dataclass
from typing import Literal

Tier = Literal["strong", "basic", "none"]
Start = Literal["fork", "spawn"]
ORDER: tuple[Tier, ...] = ("none", "basic", "strong")


def at_least(tier: Tier, wanted: Tier) -> bool:
    """Say whether `tier` shuts off as much as `wanted` does."""
    return ORDER.index(tier) >= ORDER.index(wanted)


@dataclass(frozen=True)
class Policy:
    """The tier to aim at, and the least tier at which student code is run at all.

    start: how children are started; None means as this system does it best.
    """

    wanted: Tier = "strong"
    required: Tier = "none"
    start: Start | None = None


OWN_WORK = Policy()
"""A student's own work on their own machine: as isolated as the machine allows."""

OTHERS_WORK = Policy(required="strong")
"""Work of people one does not know: isolated wholly, or not run."""
