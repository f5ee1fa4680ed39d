"""What a child may not do: applied by itself, before it touches anything of a student's."""

from grader.workers.confine.confinement import Confinement
from grader.workers.confine.limits import apply_limits
from grader.workers.confine.tiers import OTHERS_WORK, OWN_WORK, Policy, Tier, at_least

__all__ = [
    "OTHERS_WORK",
    "OWN_WORK",
    "Confinement",
    "Policy",
    "Tier",
    "apply_limits",
    "at_least",
]
